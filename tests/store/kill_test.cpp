// What was acknowledged is there after kill -9, at any instant.
#include <assay/numbers/stream.hpp>

#include <catch2/catch.hpp>

#include "trials.hpp"
#include <csignal>
#include <set>
#include <sys/wait.h>

using namespace assay;

namespace {

constexpr std::uint32_t per_run = 1'000'000; // run k adds trials from k million on

enum class Acknowledge { after_commit, on_adding };

/// The child: adds trials for as long as it lives, and tells the parent which are acknowledged.
[[noreturn]] void
write_forever(const std::filesystem::path& file, std::uint32_t first, int pipe, Acknowledge when) {
  const auto tell = [pipe](std::uint32_t n) {
    if (write(pipe, &n, sizeof n) != sizeof n) {
      _exit(1);
    }
  };
  try {
    StoreWriter writer(file, {.commit_every = std::chrono::milliseconds(2),
                              .acknowledged = [&](std::span<const TrialRecord> records) {
                                for (const TrialRecord& record : records) {
                                  if (when == Acknowledge::after_commit) {
                                    tell(record.spec.trial);
                                  }
                                }
                              }});
    for (std::uint32_t n = first;; ++n) {
      writer.add(trials::numbered(n));
      if (when == Acknowledge::on_adding) {
        tell(n);
      }
      if (n % 16 == 0) {
        usleep(200);
      }
    }
  } catch (...) {
    _exit(2);
  }
}

/// Runs the child, kills it `microseconds` after its first word; what it acknowledged.
std::vector<std::uint32_t> killed_run(const std::filesystem::path& file,
                                      std::uint32_t first,
                                      std::uint32_t microseconds,
                                      Acknowledge when) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    write_forever(file, first, ends[1], when);
  }
  close(ends[1]);
  std::vector<std::uint32_t> told;
  std::uint32_t n = 0;
  const auto next = [&] { return read(ends[0], &n, sizeof n) == sizeof n; };
  if (next()) {
    told.push_back(n);
  }
  usleep(microseconds);
  kill(child, SIGKILL);
  while (next()) {
    told.push_back(n);
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status)); // it was killed: it did not end by an error of its own
  return told;
}

struct Tally {
  std::size_t told = 0;
  std::size_t lost = 0;    // told, but not in the file
  std::size_t changed = 0; // in the file, but not as it was added
};

Tally kill_often(int kills, Acknowledge when) {
  const trials::Folder folder;
  const auto file = folder / "a.sqlite";
  const Stream random(1, 0, "instants of kills");
  std::set<std::uint32_t> told;
  for (std::uint32_t run = 0; run < static_cast<std::uint32_t>(kills); ++run) {
    const auto delay = static_cast<std::uint32_t>(random.bits(run) % 20'000);
    const auto words = killed_run(file, run * per_run, delay, when);
    told.insert(words.begin(), words.end());
  }
  Tally tally{.told = told.size()};
  for (const TrialRecord& record : trials::read(file)) { // no key twice, or this throws
    const TrialRecord expected = trials::numbered(record.spec.trial);
    tally.changed += record.result == expected.result && record.spec == expected.spec ? 0U : 1U;
    told.erase(record.spec.trial);
  }
  tally.lost = told.size();
  CHECK(Store(file).keys().size() == Store(file).size());
  return tally;
}

} // namespace

TEST_CASE("what was acknowledged survives kill -9 at 30 instants", "[store]") {
  const Tally tally = kill_often(30, Acknowledge::after_commit);
  CHECK(tally.told > 300);
  CHECK(tally.lost == 0);
  CHECK(tally.changed == 0);
}

TEST_CASE("acknowledging before the commit is caught", "[store]") {
  const Tally tally = kill_often(5, Acknowledge::on_adding);
  CHECK(tally.lost > 0);
}
