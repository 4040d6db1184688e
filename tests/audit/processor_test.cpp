// One processor for a conversation, and all of them afterwards.
#include <assay/audit/processor.hpp>

#include <catch2/catch.hpp>

#include <functional>
#include <future>
#include <sched.h>
#include <thread>

using namespace assay::audit;

namespace {

cpu_set_t allowed() {
  cpu_set_t set;
  sched_getaffinity(0, sizeof set, &set);
  return set;
}

} // namespace

TEST_CASE("A thread stays on one processor while the guard lives, no longer") {
  const cpu_set_t before = allowed();
  {
    const OnOneProcessor here;
    if (here.number() >= 0) {
      const cpu_set_t now = allowed();
      CHECK(CPU_COUNT(&now) == 1);
      CHECK(CPU_ISSET(static_cast<std::size_t>(here.number()), &now));
      CHECK(sched_getcpu() == here.number());
    }
  }
  const cpu_set_t after = allowed();
  CHECK(CPU_EQUAL(&before, &after));
}

TEST_CASE("Two threads choose two processors where there are two") {
  const cpu_set_t all = allowed();
  const auto first_choice = [](std::int64_t& number, std::promise<void>& chosen,
                               std::shared_future<void> both) {
    number = OnOneProcessor().number();
    chosen.set_value();
    both.wait(); // a thread's choice is taken back when it ends
  };
  std::int64_t numbers[2] = {-1, -1};
  std::promise<void> chosen[2];
  std::promise<void> both;
  const std::shared_future<void> ready = both.get_future().share();
  std::thread one(first_choice, std::ref(numbers[0]), std::ref(chosen[0]), ready);
  chosen[0].get_future().wait();
  std::thread two(first_choice, std::ref(numbers[1]), std::ref(chosen[1]), ready);
  chosen[1].get_future().wait();
  both.set_value();
  one.join();
  two.join();
  if (CPU_COUNT(&all) > 1 && numbers[0] >= 0) {
    CHECK(numbers[0] != numbers[1]);
  }
}
