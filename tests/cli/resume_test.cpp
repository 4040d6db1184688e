// Killed, interrupted, full or read-only disks: what was acknowledged is there, nothing is twice,
// and the same command ends with the same bytes.
#include <assay/store/store.hpp>
#include <assay/store/writer.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <support/program.hpp>
#include <thread>
#include <unistd.h>

using program::content;
using program::Folder;
using program::Outcome;
using program::run;
using program::Setting;

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr int total = 3 * 10;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Trials enough for about a second, none longer than a tenth of it; to a smaller accuracy, longer.
Words sweep(const fs::path& out, int threads = 2, const std::string& accuracies = "0.5..0.4:3") {
  return {"curve",
          "--solver",
          "f2sa_p:p=2",
          "--instance",
          "composite",
          "--eps",
          accuracies,
          "--seeds",
          "10",
          "--out",
          out.string(),
          "--threads",
          std::to_string(threads)};
}

std::string exported(const fs::path& out) {
  const Outcome found = run({"export", (out / "results.sqlite").string()});
  CHECK(found.code == 0);
  return found.out;
}

int rows(const std::string& csv) {
  return static_cast<int>(std::count(csv.begin(), csv.end(), '\n')) - 1;
}

/// A library whose trials can be held: where the folder has a file `gate` with an accuracy in it,
/// those to a smaller one wait, each asking the oracle now and then lest it be taken for one that
/// hangs. It only reads: what a hosted solver writes is its own.
constexpr const char* gate_source = R"(#include <unistd.h>
static void pass_gate(const assay_oracle* o) {
  FILE* gate = fopen("gate", "r");
  double open_to = 0;
  if (gate == NULL || fscanf(gate, "%lf", &open_to) != 1) {
    return;
  }
  fclose(gate);
  for (int waits = 0; o->constants->epsilon < open_to && waits < 12000; ++waits) { /* two minutes */
    o->uniform(o->context);
    usleep(10000);
  }
}
)";

/// Of the gated sweep, the largest first: trials are run in this order, five of each.
constexpr int accuracies = 6;
constexpr int seeds = total / accuracies;

void make_gated_library(const fs::path& folder) {
  REQUIRE(run({"new", "solver", "gated", "--lang", "c", "--out", folder.string()}).code == 0);
  std::ofstream(folder / "gate.h") << gate_source;
  REQUIRE(std::system(("cd " + folder.string() +
                       " && sed -i -e 's/^typedef struct solver {/#include \"gate.h\"\\n&/'"
                       " -e 's/^  s->dx = o->dx;/  pass_gate(o);\\n&/' gated.c"
                       " && cc -shared -fPIC -I. gated.c -o libgated.so -lm")
                          .c_str()) == 0);
}

Words gated_sweep(const std::string& out, int threads) {
  return {"curve",
          "--solver",
          "./libgated.so:K=20",
          "--instance",
          "quadratic:kappa=2",
          "--eps",
          "0.5..0.4:" + std::to_string(accuracies),
          "--seeds",
          std::to_string(seeds),
          "--budget",
          "1e5",
          "--out",
          out,
          "--threads",
          std::to_string(threads)};
}

/// How many kills for each number of threads: a few each day, fifty in the full run.
#ifdef ASSAY_FULL
constexpr int kills = 50;
#else
constexpr int kills = 6;
#endif

} // namespace

TEST_CASE("killed in its midst, again and again, and resumed, a sweep ends with the same bytes") {
  const Folder folder;
  make_gated_library(folder.path());
  const auto in_folder = [&](const Words& words, program::Setting setting = {}) {
    setting.folder = folder.path();
    return run(words, setting);
  };
  const Outcome whole = in_folder(gated_sweep("whole", 1));
  INFO(whole.err);
  const std::string expected = exported(folder.path() / "whole");
  REQUIRE(rows(expected) == total);
  std::mt19937 random(1);
  for (const int threads : {1, 2}) {
    const std::string out = "out" + std::to_string(threads);
    int stored = 0;
    for (int kill = 0; kill < 3; ++kill) { // at most five of the six accuracies: some always remain
      const int open = 1 + 2 * kill + (kill < 2 ? static_cast<int>(random() % 2) : 0);
      // Between the last accuracy that is open and the next.
      std::ofstream(folder.path() / "gate")
          << 0.5 * std::pow(0.8, (open - 0.5) / (accuracies - 1)) << "\n";
      // " eps " is said when a trial of this run is safe.
      const Outcome killed =
          in_folder(gated_sweep(out, threads),
                    {.signal = SIGKILL, .signal_after = " eps ", .delay = int(random() % 60)});
      CHECK(killed.code == 128 + SIGKILL);
      const int now = rows(exported(folder.path() / out));
      CHECK(now > stored);
      CHECK(now <= open * seeds);
      stored = now;
    }
    fs::remove(folder.path() / "gate");
    const Outcome resumed = in_folder(gated_sweep(out, threads));
    CHECK(resumed.code == whole.code);
    CHECK(resumed.out == whole.out);
    CHECK(exported(folder.path() / out) == expected);
    CHECK(content(folder.path() / out / "curve.json") ==
          content(folder.path() / "whole" / "curve.json"));
  }
}

// Before the first trial, after the last, in a commit: wherever a kill falls on this machine.
TEST_CASE("killed at random instants and resumed, a sweep has every trial once, to the byte") {
  const Folder folder;
  const Outcome whole = run(sweep(folder.path() / "whole"));
  const std::string expected = exported(folder.path() / "whole");
  REQUIRE(rows(expected) == total);
  std::mt19937 random(1); // instants, not results: the seed promises nothing
  for (const int threads : {1, 2}) {
    for (int done = 0; done < kills;) {
      const fs::path out = folder.path() / (std::to_string(threads) + "-" + std::to_string(done));
      for (int again = 0; again < 3; ++again, ++done) {
        const int delay = static_cast<int>(random() % 100);
        // Every other kill comes after the first trial of its sweep is safe: then time is known.
        const std::string sign = done % 2 == 0 ? " left" : "";
        run(sweep(out, threads), {.signal = SIGKILL, .signal_after = sign, .delay = delay});
        // A file of which nothing is committed yet cannot be exported; it can be resumed.
        const Outcome left = run({"export", (out / "results.sqlite").string()});
        const int stored = left.code == 0 ? rows(left.out) : 0;
        CHECK(stored <= total);
      }
      const Outcome resumed = run(sweep(out, threads));
      CHECK(resumed.code == whole.code);
      CHECK(resumed.out == whole.out);
      CHECK(exported(out) == expected);
      CHECK(content(out / "curve.json") == content(folder.path() / "whole" / "curve.json"));
      fs::remove_all(out);
    }
  }
}

TEST_CASE("SIGINT and SIGTERM end a sweep in good order: 130, 143, and it resumes") {
  const Folder folder;
  const fs::path out = folder.path() / "out";
  const Words longer = sweep(out, 2, "0.5..0.09:3"); // not over before the signal comes
  int stored = 0;
  for (const auto& [signal, code] : {std::pair{SIGINT, 130}, {SIGTERM, 143}}) {
    const Outcome stopped = run(longer, {.signal = signal, .signal_after = " left"});
    INFO(stopped.err);
    CHECK(stopped.code == code);
    CHECK(stopped.out.empty());
    CHECK(has(stopped.err, "of 30 trials are in"));
    CHECK(has(stopped.err, "the same command resumes"));
    const int now = rows(exported(out));
    CHECK(now > stored);
    CHECK(now < total);
    stored = now;
  }
  CHECK(run(longer).code != 143);
  CHECK(rows(exported(out)) == total);
}

TEST_CASE("a sweep in which no trial makes a call decides nothing") {
  const Folder folder;
  Words starved = sweep(folder.path() / "out");
  starved.insert(starved.end(), {"--budget", "1"});
  const Outcome outcome = run(starved);
  INFO(outcome.out << outcome.err);
  CHECK(outcome.code == 3);
  CHECK_FALSE(has(outcome.out, "no prediction"));
}

TEST_CASE("a trial is run again from its key, bit for bit; another result is found out") {
  const Folder folder;
  const fs::path out = folder.path() / "out";
  const std::string results = (out / "results.sqlite").string();
  run({"curve", "--solver", "f2sa_p:p=1", "--instance", "composite", "--eps", "0.5", "--seeds", "2",
       "--out", out.string()});
  std::istringstream lines(exported(out));
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);
  const Outcome again = run({"rerun", results, line.substr(0, 12)});
  CHECK(again.code == 0);
  CHECK(has(again.out, "the same, bit for bit"));
  const std::string forged = (folder.path() / "forged.sqlite").string();
  assay::TrialRecord record = assay::Store(results).find(line.substr(0, 32));
  record.result.calls[assay::Call::gy] += 1;
  assay::StoreWriter writer(forged);
  writer.add(record);
  writer.close();
  const Outcome other = run({"rerun", forged, line.substr(0, 32)});
  CHECK(other.code == 1);
  CHECK(has(other.out, "n_gy: stored"));
  CHECK(run({"rerun", results, "00000000"}).code == 2);
  CHECK(run({"rerun", results, "xyz"}).code == 2);
  CHECK(run({"rerun", (folder.path() / "none").string(), "00000000"}).code == 5);
}

TEST_CASE("results files merge, again and again, and export alike") {
  const Folder folder;
  const auto part = [&](const char* eps) {
    const fs::path out = folder.path() / eps;
    run({"curve", "--solver", "f2sa_p:p=1", "--instance", "composite", "--eps", eps, "--seeds", "2",
         "--out", out.string()});
    return (out / "results.sqlite").string();
  };
  const std::string a = part("0.5");
  const std::string b = part("0.4");
  const std::string both = (folder.path() / "both.sqlite").string();
  const Outcome merged = run({"merge", a, b, "-o", both});
  INFO(merged.err);
  CHECK(merged.code == 0);
  CHECK(has(merged.out, "4 trials in"));
  const std::string csv = run({"export", both}).out;
  CHECK(rows(csv) == 4);
  CHECK(run({"merge", b, a, b, "-o", both}).code == 0);
  CHECK(run({"export", both}).out == csv);
  CHECK(has(run({"export", both, "--format", "json"}).out, "\"schema\":\"assay/trials/1\""));
  const std::string alone = run({"export", a}).out;
  CHECK(run({"merge", a, "-o", a}).code == 0); // nothing to add
  CHECK(run({"export", a}).out == alone);
  CHECK(run({"merge", a, (folder.path() / "none").string(), "-o", both}).code == 5);
  CHECK(run({"merge", a}).code == 2);
}

TEST_CASE("two processes on one file, a foreign file, a full disk: one line, exit code 5") {
  const Folder folder;
  const fs::path out = folder.path() / "out";
  fs::create_directories(out);
  const auto refused = [](const Outcome& found, const std::string& part) {
    INFO(found.err);
    CHECK(found.code == 5);
    CHECK(has(found.err, part));
    CHECK(has(found.err, "results.sqlite"));
  };
  std::ofstream(out / "results.sqlite") << "not a database, but long enough to have a header\n";
  refused(run(sweep(out)), "");
  fs::remove(out / "results.sqlite");

  Outcome second;
  std::thread other([&] { run(sweep(out)); });
  for (int i = 0; i < 3000 && !fs::exists(out / "results.sqlite-wal"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  second = run(sweep(out));
  other.join();
  refused(second, "another assay");
  CHECK(rows(exported(out)) == total);

  const fs::path full = folder.path() / "full";
  // One trial takes seven pages of 4096 bytes, all of them nine.
  refused(run(sweep(full), {.file_limit = 8 * 4096}), "cannot write");
  const int kept = rows(exported(full));
  CHECK(kept < total);
  CHECK(run(sweep(full)).code == 3); // there is room again: three accuracies decide nothing
  CHECK(rows(exported(full)) == total);

  if (geteuid() != 0) { // root may write anywhere
    fs::permissions(out, fs::perms::owner_read | fs::perms::owner_exec);
    refused(run(sweep(out)), "");
    fs::permissions(out, fs::perms::owner_all);
  }
}
