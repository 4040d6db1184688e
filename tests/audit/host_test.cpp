// Solvers in processes of their own: honest ones run as in this process, others become a text.
#include <assay/audit/audit.hpp>
#include <assay/audit/limit.hpp>
#include <assay/audit/plugin.hpp>

#include <catch2/catch.hpp>

#include "../../examples/solvers/c++/f2sa_2.cpp"
#include "host_support.hpp"
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace assay;
using namespace assay::audit;
using namespace assay::audit::testing;
using Catch::Matchers::Contains;

namespace {

struct Left {
  int orphans = 0;  ///< by the name that grandchildren give themselves
  int children = 0; ///< of this process
};

Left left_behind() {
  Left found;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", none)) {
    std::ifstream stat(entry.path() / "stat");
    std::string line;
    if (!std::getline(stat, line)) {
      continue;
    }
    const std::size_t end = line.rfind(')');
    const int parent = end != std::string::npos ? std::atoi(line.c_str() + end + 4) : 0;
    found.orphans += line.find("(assay_orphan)") != std::string::npos ? 1 : 0;
    found.children += parent == getpid() ? 1 : 0;
  }
  return found;
}

int named_orphans() { return left_behind().orphans; }

/// Asked at once, and again until a second is over.
bool nothing_left() {
  for (int i = 0; i < 100; ++i) {
    const Left left = left_behind();
    if (left.orphans + left.children == 0) {
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

void check_equal(const Traced& a, const Traced& b) {
  REQUIRE(a.broke.empty());
  REQUIRE(b.broke.empty());
  REQUIRE(a.x.size() == b.x.size());
  for (std::size_t i = 0; i < a.x.size(); ++i) {
    CHECK(a.x[i] == b.x[i]);
    CHECK(a.y[i] == b.y[i]);
    CHECK(a.estimate[i] == b.estimate[i]);
  }
  CHECK(a.calls == b.calls);
  REQUIRE(a.log.size() == b.log.size());
  for (std::size_t i = 0; i < a.log.size(); ++i) {
    CHECK(a.log[i].kind == b.log[i].kind);
    CHECK(a.log[i].batch.id == b.log[i].batch.id);
    CHECK(a.log[i].batch.size == b.log[i].batch.size);
  }
}

const std::map<std::string, std::string> schedule = {{"K", "20"}, {"nu", "0.05"}};

} // namespace

TEST_CASE("A hosted solver in C++ repeats bit for bit what it does in this process") {
  const Instance at = problem();
  const Traced here = run(F2sa2(at.facts, Parameters(schedule)), at, 30);
  REQUIRE(here.x.size() == 31);
  CHECK(here.x.back() != here.x.front());
  const Subject subject = hosted("cpp_f2sa_2");
  check_equal(run(subject.make(at.facts, Parameters(schedule)), at, 30), here);
  check_equal(run(subject.make(at.facts, Parameters(schedule)), at, 30), here); // child used again
  check_equal(run(subject.make_fresh(at.facts, Parameters(schedule)), at, 30), here);
  CHECK(subject.calls_per_step(at.facts, Parameters(schedule)) == 84);
  CHECK(subject.declared.name == "f2sa_2_in_cpp");
  CHECK(subject.declared.order == 2);
}

TEST_CASE("A hosted solver in C repeats bit for bit what its library does in this process") {
  const Instance at = problem();
  const auto table = load_library(library("c_f2sa_2"));
  const Traced here = run(AbiSolver(table, at.facts, Parameters(schedule)), at, 30);
  REQUIRE(here.x.size() == 31);
  CHECK(here.x.back() != here.x.front());
  const Subject subject = hosted("c_f2sa_2");
  check_equal(run(subject.make(at.facts, Parameters(schedule)), at, 30), here);
  check_equal(run(subject.make_fresh(at.facts, Parameters(schedule)), at, 30), here);
}

TEST_CASE("Parameters after the target are those of every run, but what a check sets goes first") {
  const Instance at = problem();
  const Traced given = run(hosted("c_f2sa_2").make(at.facts, Parameters(schedule)), at, 20);
  const Subject named =
      hosted_subject(library("c_f2sa_2") + ":K=20,nu=0.05", patient(), ASSAY_CHILD);
  check_equal(run(named.make(at.facts, {}), at, 20), given);
  check_equal(run(named.make_fresh(at.facts, Parameters(schedule)), at, 20), given);
  const Traced other = run(named.make(at.facts, with({}, "K", 5)), at, 20);
  CHECK(other.calls.total() < given.calls.total());
}

// False alarms: at level 1e-6 for each of two audits.
TEST_CASE("The examples of solvers pass the audit under their own declarations") {
  for (const char* name : {"c_f2sa_2", "cpp_f2sa_2"}) {
    const Certificate certificate = audit::audit(
        hosted(name), {.effort = Effort::smoke, .seed = 5, .threads = 2, .level = 1e-6});
    CHECK(certificate.count(Outcome::passed) >= 30);
    for (const Judged& judged : certificate.checks) {
      INFO(name << ", " << judged.check.id << ": " << judged.result.said);
      CHECK(judged.result.outcome != Outcome::finding);
      CHECK(judged.result.outcome != Outcome::not_run);
    }
  }
}

TEST_CASE("The budget ends a hosted run as any other") {
  const Subject subject = hosted("cpp_f2sa_2");
  const Instance at = problem();
  const Traced here = run(F2sa2(at.facts, Parameters(schedule)), at, 30, 500);
  const Traced there = run(subject, schedule, 30, 500);
  CHECK(here.out_of_budget);
  CHECK(there.out_of_budget);
  CHECK(there.calls == here.calls);
  CHECK(there.x.size() == here.x.size());
  CHECK(run(subject, schedule).broke.empty()); // and the child lives on
}

TEST_CASE("What a hosted solver refuses is an InvalidArgument in its own words") {
  const Instance at = problem();
  for (const char* name : {"c_f2sa_2", "cpp_f2sa_2"}) {
    const Subject subject = hosted(name);
    CHECK_THROWS_WITH(
        subject.make(at.facts, Parameters(std::map<std::string, std::string>{{"nu", "-1"}})),
        Contains("the solver refuses: nu, eta and eta_x are positive"));
    CHECK(run(subject, schedule).broke.empty());
  }
}

TEST_CASE("Values that a solver refuses everywhere are refused before any check") {
  need_accepted(hosted("c_f2sa_2"));
  const Subject refusing = hosted_subject(library("c_f2sa_2") + ":nu=-1", patient(), ASSAY_CHILD);
  CHECK_THROWS_WITH(need_accepted(refusing), Contains("c_f2sa_2") && Contains(":nu=-1: the solver "
                                                                              "refuses: nu, eta"));
}

TEST_CASE("Every way to break ends the run with its name, and the next run is sound") {
  struct Fault {
    const char *name, *text;
    bool hangs = false;
  };
  const std::vector<Fault> faults = {
      {"segfault", "segmentation fault in step 2"},
      {"abort", "abort in step 2"},
      {"loop", "no answer for 0.3 s in step 2", true},
      {"uniform", "no answer for 0.3 s in step 2", true},
      {"batches", "no answer for 0.3 s in step 2", true},
      {"swallow_and_loop", "no answer for 0.3 s in step 2", true},
      {"stop", "no answer for 0.3 s, stopped by SIGSTOP in step 2", true},
      {"flood", "more than 8192 KiB written to stdout and stderr in step 2"},
      {"deaf_flood", "more than 8192 KiB written to stdout and stderr in step 2"},
      {"file", "a file of more than 8192 KiB in step 2"},
      {"words", "abort in step 2"},
      {"close", "it closed its connection to assay in step 2"},
      {"close_and_wait", "it closed its connection to assay in step 2", true},
      {"exit", "exit(0) in step 2"},
      {"garbage", "bytes that are no message sent to assay in step 2"},
      {"forged_done", "sent to assay in step 2"},
      {"orphan_and_die", "abort in step 2"},
      {"crowd", "more than 256 processes at once in step 2"},
      {"stop_keeper", "in step 2", true},
      {"thread", "sent to assay in step"},
      {"huge", "a message of 1099511627776 bytes sent to assay in step 2"},
      {"exit_late", "no answer for 0.3 s in step 2", true},
      {"kill_all", "abort in step 2"},
      {"give_up", "the solver returned 17 in step 2"},
      {"wrong_level", "misuse of the oracle in step 2: grad_x f: needs a batch of upper()"},
      {"invented_batch", "misuse of the oracle in step 2: no batch of number 1000"},
      {"null_vector", "misuse of the oracle in step 2: a null pointer"}};
  for (const bool namespaces : {true, false}) {
    for (const bool hangs : {true, false}) {
      Limits limits = hangs ? brief() : patient();
      limits.namespaces = namespaces;
      const Subject subject = hosted("hostile", limits);
      for (const Fault& fault : faults) {
        if (fault.hangs != hangs) {
          continue;
        }
        INFO(fault.name << (namespaces ? " in a namespace" : ""));
        const Traced broken = run(subject, {{"fault", fault.name}, {"at", "2"}}, 4, 1000);
        CHECK_THAT(broken.broke, Contains(fault.text));
        if (!hangs) { // a brief limit might hit the honest on a slow machine
          const Traced next = run(subject, {{"fault", "none"}});
          CHECK(next.broke.empty());
          CHECK(next.x.size() == 5);
        }
      }
    }
    CHECK(nothing_left());
  }
}

TEST_CASE("What a solver wrote last is kept, fit for a terminal") {
  const Traced broken = run(hosted("hostile"), {{"fault", "words"}, {"at", "1"}});
  CHECK(broken.output == "first\nthe last words?[31m");
}

TEST_CASE("One that writes much goes on, what it wrote is cut, and the certificate says so") {
  const auto audited = [](const std::string& fault) {
    Subject subject = hosted("hostile");
    subject.make = [make = subject.make, fault](const Facts& facts, const Parameters&) {
      return make(facts, Parameters({{"fault", fault}, {"at", "2"}}));
    };
    return audit::audit(subject, {.effort = Effort::smoke, .only = {"contract/finite"}});
  };
  const Certificate chatter = audited("chatter");
  CHECK(chatter.count(Outcome::passed) == 1);
  const auto told = [](const Certificate& certificate) { // beside what the system refuses
    return std::count_if(
        certificate.notes.begin(), certificate.notes.end(), [](const std::string& note) {
          return note.find("more than 64 KiB to stdout and stderr in one run") != std::string::npos;
        });
  };
  CHECK(told(chatter) == 1);
  CHECK(told(audited("none")) == 0);
  // Its last words are what is told of one that dies.
  const Certificate dead = audited("chatter_and_die");
  CHECK(dead.checks[0].result.said == "it broke: abort in step 2; it wrote last: the end of it");
  const Certificate flood = audited("flood");
  CHECK_THAT(flood.checks[0].result.said, Contains("more than 8192 KiB written"));
}

TEST_CASE("A grandchild that wants to live on ends with its child") {
  for (const bool namespaces : {true, false}) {
    Limits limits = patient();
    limits.namespaces = namespaces;
    {
      const Subject subject = hosted("hostile", limits);
      CHECK(run(subject, {{"fault", "orphan"}, {"at", "2"}}).broke.empty());
      CHECK(named_orphans() > 0); // its child is kept for another run
    }
    CHECK(nothing_left());
  }
}

TEST_CASE("Nothing outlives an assay that is killed") {
  for (const bool namespaces : {true, false}) {
    const pid_t assay = fork();
    if (assay == 0) {
      Limits limits = patient();
      limits.namespaces = namespaces;
      run(hosted("hostile", limits), {{"fault", "orphan_and_wait"}, {"at", "1"}});
      _exit(0);
    }
    while (named_orphans() == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    kill(assay, SIGKILL);
    waitpid(assay, nullptr, 0);
    CHECK(nothing_left());
  }
}

TEST_CASE("A step that asks for ever, each question in time, is stopped at its own limit") {
  Limits limits = patient();
  limits.answers = 0.005; // 0.6 s
  const Traced broken = run(hosted("hostile", limits), {{"fault", "dawdle"}, {"at", "2"}});
  CHECK(broken.broke == "not done after 0.6 s, 0.005 times the limit for one answer "
                        "(--answer-seconds), in step 2");
  CHECK(nothing_left());
}

TEST_CASE("A solver that computes for ever is stopped at its limit on processor time") {
  Limits limits = patient();
  limits.processor_seconds = 0.5;
  const Traced broken = run(hosted("hostile", limits), {{"fault", "loop"}, {"at", "2"}});
  CHECK(broken.broke == "more than 0.5 s of processor time in step 2");
}

TEST_CASE("A solver that ends its keeper ends with it") {
  for (const bool namespaces : {true, false}) {
    Limits limits = brief();
    limits.namespaces = namespaces;
    const Traced broken = run(hosted("hostile", limits), {{"fault", "kill_keeper"}, {"at", "2"}});
    CHECK_THAT(broken.broke, Contains(namespaces ? "no answer" : "") && Contains("in step 2"));
    CHECK(nothing_left());
  }
}

TEST_CASE("What is no fault of the process passes as from any solver") {
  const Subject subject = hosted("hostile");
  CHECK(run(subject, {{"fault", "nan"}, {"at", "2"}}).diverged);
  CHECK(run(subject, {{"fault", "swallow"}, {"at", "2"}}, 4, 10).out_of_budget);
  // It spoils its own copy of x0: assay's is another.
  CHECK(run(subject, {{"fault", "memory_of_self"}, {"at", "2"}}).broke.empty());
  // The child holds no descriptor but its streams and the connection.
  CHECK(run(subject, {{"fault", "descriptors"}, {"at", "1"}}).broke.empty());
}

#ifndef ASSAY_SANITIZED // a sanitizer maps terabytes: there is no limit on addresses, and none here
TEST_CASE("A solver that takes all memory is stopped at its limit") {
  Limits limits = patient();
  limits.memory = std::size_t{512} << 20;
  const Subject subject = hosted("hostile", limits);
  const Traced broken = run(subject, {{"fault", "memory"}, {"at", "2"}});
  CHECK_THAT(broken.broke, Contains("segmentation fault (") &&
                               Contains(" of 512 MiB of memory in use) in step 2"));
  CHECK(run(subject, {}).broke.empty());
}
#endif

TEST_CASE("An exception of a solver is told in its own words") {
  const Subject subject = hosted("throws");
  const auto broke = [&](const char* fault) { return run(subject, {{"fault", fault}}).broke; };
  CHECK(broke("runtime") == "exception: the matrix is singular in step 2");
  CHECK(broke("number") == "exception of an unknown type in step 2");
  CHECK_THAT(broke("size"), Contains("exception: a vector has 4 entries, not 3 in step 2"));
  CHECK_THAT(broke("memory"), Contains("bad_alloc in step 2"));
  CHECK(broke("no_x") == "x gave a null pointer in step 2");
  CHECK(broke("none").empty());
  CHECK_THROWS_WITH(run(subject, {{"fault", "create"}}), Contains("not in the mood"));
  CHECK_THROWS_WITH(run(subject, {{"fault", "x"}}), Contains("parameter fault is one of none"));
  // Past the C interface, where none may go.
  CHECK(run(hosted("raw_throw"), {}).broke == "exception: index 7 of 3 in step 1");
}

TEST_CASE("What is no solver is refused in one line before any run") {
  const auto refusal = [](const std::string& path) {
    try {
      hosted_subject(path, patient(), ASSAY_CHILD);
    } catch (const InvalidArgument& error) {
      const std::string what = error.what();
      CHECK(what.find('\n') == std::string::npos);
      return what;
    }
    return std::string("accepted");
  };
  CHECK_THAT(refusal("./no_such_file.so"), Contains("there is no file ./no_such_file.so"));
  CHECK_THAT(refusal(std::string(ASSAY_PLUGINS)), Contains("is no file"));
  CHECK_THAT(refusal(std::string(ASSAY_ROOT) + "/README.md"),
             Contains("cannot load") && Contains("a solver is a shared library"));
  CHECK_THAT(refusal(library("wrong_version")),
             Contains("made for version 7") && Contains("this assay has version 1"));
  CHECK_THAT(refusal(library("no_version")), Contains("knows no version 1"));
  CHECK_THAT(refusal(library("no_symbol")), Contains("has no function assay_plugin"));
  CHECK_THAT(refusal(library("null_function")), Contains("has no function step"));
  CHECK_THAT(refusal(library("crash_at_load")),
             Contains("abort while it was loaded; it wrote: loading"));
  CHECK_THAT(refusal(library("bad_declaration")), Contains("bad_declaration.so:2:9"));
  CHECK_THAT(refusal(library("c_f2sa_2") + ":k=20"), Contains("\"k\"") && Contains("K"));
  CHECK_THAT(refusal(library("c_f2sa_2") + ":K=20,K=5"), Contains("K"));
  CHECK(nothing_left());
}

TEST_CASE("Runs on several threads do not disturb each other") {
  const Subject subject = hosted("cpp_f2sa_2");
  const Instance at = problem();
  const Traced alone = run(subject, schedule, 20);
  std::atomic<int> equal = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 3; ++i) {
        const Traced mine = run(subject, schedule, 20);
        equal += mine.broke.empty() && mine.x.back() == alone.x.back() ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(equal == 9);
}
