// Threads that help with each other's loops.
#include <assay/audit/crew.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

using namespace assay::audit;

TEST_CASE("every number is taken once, whoever helps") {
  for (const int helpers : {0, 1, 3}) {
    Crew crew;
    std::vector<std::thread> threads;
    for (int i = 0; i < helpers; ++i) {
      threads.emplace_back([&] { crew.help(); });
    }
    std::vector<std::atomic<int>> taken(500);
    crew.each(500, [&](int i) { ++taken[static_cast<std::size_t>(i)]; });
    crew.each(0, [&](int) { taken[0] = 7; });
    crew.dismiss();
    for (std::thread& thread : threads) {
      thread.join();
    }
    CHECK(std::all_of(taken.begin(), taken.end(), [](const auto& times) { return times == 1; }));
  }
}

TEST_CASE("two loops at once, each helped by the other's thread") {
  Crew crew;
  std::atomic<int> sum = 0;
  const auto loop = [&] {
    for (int repeat = 0; repeat < 200; ++repeat) {
      crew.each(5, [&](int i) { sum += i; });
    }
    crew.help();
  };
  std::thread other(loop);
  for (int repeat = 0; repeat < 200; ++repeat) {
    crew.each(5, [&](int i) { sum += i; });
  }
  crew.dismiss();
  other.join();
  CHECK(sum == 2 * 200 * 10);
}

TEST_CASE("of several exceptions the first by number is thrown, whatever came first in time") {
  Crew crew;
  std::thread helper([&] { crew.help(); });
  for (int repeat = 0; repeat < 100; ++repeat) {
    std::string said;
    try {
      crew.each(20, [](int i) {
        if (i == 3 || i == 4 || i == 17) {
          throw std::runtime_error(std::to_string(i));
        }
      });
    } catch (const std::runtime_error& error) {
      said = error.what();
    }
    CHECK(said == "3");
  }
  crew.dismiss();
  helper.join();
}
