// Sweeps: what is stored is not run again, threads change nothing, a stop and a full disk lose
// nothing that was acknowledged.
#include <assay/experiments/collect.hpp>
#include <assay/experiments/eta.hpp>
#include <assay/experiments/sweep.hpp>
#include <assay/experiments/work.hpp>
#include <assay/store/store.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <cmath>
#include <filesystem>
#include <unistd.h>

using namespace assay;

namespace {

namespace fs = std::filesystem;

class Folder {
public:
  Folder() : path_(fs::temp_directory_path() / ("assay-sweep-" + std::to_string(getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }

private:
  fs::path path_;
};

Experiment small() {
  Experiment experiment;
  experiment.solvers = {"f2sa_p:p=1", "f2sa_p:p=2"};
  experiment.instances = {"composite"};
  experiment.epsilons = {0.5, 0.45, 0.4};
  experiment.seeds = 3;
  return checked(experiment);
}

std::vector<TrialRecord> records(const fs::path& file) {
  const Store store(file);
  Records rows(store);
  std::vector<TrialRecord> result;
  while (std::optional<TrialRecord> record = rows.next()) {
    result.push_back(std::move(*record));
  }
  return result;
}

} // namespace

TEST_CASE("threads change no result, and what is stored is not run again", "[sweep]") {
  const Folder folder;
  const Experiment experiment = small();
  const Work work = work_of(experiment);
  const std::vector<TrialSpec> all = trials(experiment, work.cells);
  REQUIRE(all.size() == 18);
  const SweepOutcome one = sweep(all, {.file = folder / "one", .threads = 1});
  CHECK(one.run == 18);
  CHECK(one.complete());
  // A part first, by two threads, then all of it.
  const std::vector<TrialSpec> part(all.begin() + 5, all.begin() + 12);
  CHECK(sweep(part, {.file = folder / "two", .threads = 2}).run == 7);
  SweepProgress last;
  const SweepOutcome two = sweep(all, {.file = folder / "two",
                                       .threads = 2,
                                       .progress = [&last](const SweepProgress& p) { last = p; }});
  CHECK(two.stored == 7);
  CHECK(two.run == 11);
  CHECK(last.done == 18);
  CHECK(last.total == 18);
  CHECK(last.stored == 7);
  const std::vector<TrialRecord> a = records(folder / "one");
  const std::vector<TrialRecord> b = records(folder / "two");
  REQUIRE(a.size() == 18);
  REQUIRE(b.size() == 18);
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].spec == b[i].spec);
    CHECK(a[i].result == b[i].result);
  }
}

TEST_CASE("a trial that is told to stop is not stored", "[sweep]") {
  const Folder folder;
  const Experiment experiment = small();
  const Work work = work_of(experiment);
  const std::vector<TrialSpec> all = trials(experiment, work.cells);
  CHECK_THROWS_AS(run_trial(all.front(), [] { return true; }), Interrupted);
  int asked = 0;
  const TrialResult whole = run_trial(all.front(), [&asked] {
    ++asked;
    return false;
  });
  CHECK(whole == run_trial(all.front()));
  CHECK(static_cast<std::uint64_t>(asked) == whole.iterations);
  const SweepOutcome outcome =
      sweep(all, {.file = folder / "stopped", .threads = 2, .stop = [] { return true; }});
  // The stop is seen at the first poll; what ended before that is stored, and nothing else.
  CHECK(records(folder / "stopped").size() == outcome.run);
  CHECK(sweep(all, {.file = folder / "stopped", .threads = 2}).complete());
  CHECK(records(folder / "stopped").size() == 18);
}

TEST_CASE("a full disk ends a sweep with a FileError, and what was acknowledged is there",
          "[sweep]") {
  const Folder folder;
  const Experiment experiment = small();
  const Work work = work_of(experiment);
  std::vector<TrialSpec> many;
  for (std::uint32_t trial = 0; trial < 400; ++trial) {
    TrialSpec spec = trials(experiment, work.cells).front();
    spec.trial = trial;
    spec.budget = 1; // censored at once: rows are what is wanted
    many.push_back(spec);
  }
  std::size_t acknowledged = 0;
  CHECK_THROWS_AS(
      sweep(many, {.file = folder / "full",
                   .threads = 2,
                   .progress = [&acknowledged](const SweepProgress& p) { acknowledged = p.done; },
                   .page_limit = 12}),
      FileError);
  const std::size_t kept = records(folder / "full").size();
  CHECK(kept >= acknowledged);
  CHECK(kept < 400);
  CHECK(sweep(many, {.file = folder / "full", .threads = 2}).complete()); // with room again
  CHECK(records(folder / "full").size() == 400);
}

TEST_CASE("a trial that makes no solver ends the sweep with its reason", "[sweep]") {
  const Folder folder;
  TrialSpec spec = trials(small(), work_of(small()).cells).front();
  spec.solver = "f2sa_p:p=0";
  CHECK_THROWS_AS(sweep({spec}, {.file = folder / "bad", .threads = 2}), InvalidArgument);
}

TEST_CASE("collected curves: points, means, prediction; missing trials are an error", "[sweep]") {
  const Folder folder;
  const Experiment experiment = small();
  const Work work = work_of(experiment);
  sweep(trials(experiment, work.cells), {.file = folder / "all", .threads = 2});
  const CurveReport report = collect(experiment, work, Store(folder / "all"));
  CHECK(report.trials == 18);
  REQUIRE(report.curves.size() == 2);
  const PairCurve& curve = report.curves[1];
  CHECK(curve.solver == "f2sa_p:p=2");
  REQUIRE(curve.points.size() == 3);
  CHECK(curve.points[0].ert.epsilon == 0.5);
  CHECK(curve.points[2].ert.ert > curve.points[0].ert.ert);
  CHECK(curve.exponents.front().counter == "sfo");
  CHECK(curve.exponents.front().predicted == 5.0);
  CHECK(curve.exponents.front().holds == Truth::unknown); // three accuracies have no interval
  CHECK(curve.exponents.front().fit.has_log_factor);
  REQUIRE(report.cheapest.size() == 3);
  // The mean is that of the file's own rows.
  Count sum = 0;
  for (const TrialRecord& record : records(folder / "all")) {
    if (record.spec.solver == curve.solver && record.spec.epsilon == 0.4) {
      sum += record.result.calls[Call::gy];
    }
  }
  CHECK(curve.points[2].mean[Call::gy] == (sum + 1) / 3);

  Experiment larger = experiment;
  larger.seeds = 4;
  CHECK_THROWS_AS(collect(larger, work_of(larger), Store(folder / "all")), InvalidArgument);
}

TEST_CASE("the time left is known once a trial has ended, and shrinks to nothing", "[sweep]") {
  const Experiment experiment = small();
  const std::vector<TrialSpec> all = trials(experiment, work_of(experiment).cells);
  Eta eta(all);
  CHECK(std::isnan(eta.seconds_left()));
  for (const TrialSpec& spec : all) { // a trial takes eps^-3 seconds
    eta.ended(spec, std::pow(spec.epsilon, -3));
    CHECK(std::isfinite(eta.seconds_left()));
  }
  CHECK(eta.seconds_left() == 0);
  // With the two coarse accuracies done, the exponent is known and so is the rest.
  Eta half(all);
  double left = 0;
  for (const TrialSpec& spec : all) {
    const double seconds = std::pow(spec.epsilon, -3);
    spec.epsilon > 0.42 ? half.ended(spec, seconds) : void(left += seconds);
  }
  CHECK(half.seconds_left() == Approx(left).epsilon(1e-9));
}
