// What a hosted solver cannot reach: assay's memory, and what an earlier run left in a file.
#include <assay/audit/audit.hpp>
#include <assay/audit/confinement.hpp>

#include <catch2/catch.hpp>

#include "host_support.hpp"
#include <cstdlib>
#include <filesystem>
#include <sys/prctl.h>
#include <unistd.h>

using namespace assay;
using namespace assay::audit;
using namespace assay::audit::testing;
using Catch::Matchers::Contains;

namespace {

void remove_marks() {
  for (const std::string folder : {"/tmp", "/var/tmp", "/dev/shm"}) {
    std::filesystem::remove(folder + "/assay_hostile_mark");
  }
}

Limits limits_with(bool namespaces) {
  Limits limits = patient();
  limits.namespaces = namespaces;
  return limits;
}

/// What the run of a fault in a fresh process ended with.
std::string fresh_run(const Subject& subject, const std::string& fault) {
  const Instance at = problem();
  return run(subject.make_fresh(at.facts, Parameters({{"fault", fault}, {"at", "1"}})), at, 2)
      .broke;
}

std::vector<std::string> notes_of(const Subject& subject) {
  return audit::audit(subject, {.effort = Effort::smoke, .only = {"contract/moves"}}).notes;
}

} // namespace

TEST_CASE("No run finds what another left in a folder of temporary files") {
  remove_marks();
  const Subject apart = hosted("hostile", limits_with(true));
  if (!notes_of(apart).empty()) {
    WARN("this system refuses namespaces: nothing to see");
    return;
  }
  CHECK(fresh_run(apart, "mark").empty());
  CHECK(fresh_run(apart, "mark").empty());
  CHECK_FALSE(std::filesystem::exists("/tmp/assay_hostile_mark"));
  // Without namespaces it does, and the certificate says so.
  const Subject open = hosted("hostile", limits_with(false));
  CHECK(fresh_run(open, "mark").empty());
  CHECK(fresh_run(open, "mark") == "the solver returned 41 in step 1");
  CHECK(fresh_run(apart, "mark") == "the solver returned 41 in step 1"); // what was there, it sees
  remove_marks();
  const std::vector<std::string> notes = notes_of(open);
  REQUIRE(notes.size() == 2);
  CHECK_THAT(notes[0], Contains("without a process namespace"));
  CHECK_THAT(notes[1], Contains("a file that one run leaves there, another may read"));
}

TEST_CASE("A solver cannot read the memory of the assay that hosts it") {
  setenv("ASSAY_TEST_PID", std::to_string(getpid()).c_str(), 1);
  for (const bool namespaces : {true, false}) {
    INFO(namespaces);
    CHECK(fresh_run(hosted("hostile", limits_with(namespaces)), "read_another").empty());
  }
  unsetenv("ASSAY_TEST_PID");
}

TEST_CASE("A process is closed to others while it hosts, and no longer") {
  const auto readable = [] { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); };
  REQUIRE(readable() == 1);
  {
    const Unreadable first;
    const Unreadable second;
    CHECK(readable() == 0);
  }
  CHECK(readable() == 1);
  {
    const Subject subject = hosted("hostile");
    CHECK(readable() == 0);
  }
  CHECK(readable() == 1);
}
