#include <assay/experiments/sweep.hpp>
#include <assay/store/store.hpp>
#include <assay/store/writer.hpp>

#include <benchmark/benchmark.h>

#include <filesystem>
#include <memory>
#include <unistd.h>

/// Stored trials: how fast they are added, and how fast a run finds what it has when it resumes.
///
/// Ratios in one run: `add` against `one_transaction_each` (what a commit for each trial would
/// cost), `keys` and `resume` against `bare_key_scan` (SQLite alone, nothing checked). The file is
/// made in the folder for temporary files; set TMPDIR to a disk to measure that disk.
namespace {

using namespace assay;

TrialRecord numbered(std::uint32_t n) {
  TrialRecord record;
  record.spec = {.solver = "f2sa_p:p=2,schedule=theorem",
                 .instance = "composite:d=1000",
                 .epsilon = 0.5 / (n % 9 + 1),
                 .trial = n,
                 .budget = Count{1} << 70U};
  for (Count& calls : record.result.calls.calls) {
    calls = (Count{1} << 60U) + n;
  }
  record.result.gradient_norm = 0.1 / (n + 1);
  record.version = "0.1.0";
  return record;
}

/// A file, removed at the end.
struct File {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("assay-bench-" + std::to_string(getpid()));
  File() { remove(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { remove(); }
  void remove() const {
    for (const char* suffix : {"", "-wal", "-shm", "-journal", "-lock"}) {
      std::filesystem::remove(path.string() + suffix);
    }
  }
};

void fill(const File& file, std::uint32_t trials) {
  StoreWriter writer(file.path);
  for (std::uint32_t n = 0; n < trials; ++n) {
    writer.add(numbered(n));
  }
  writer.close();
}

void per_trial(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void make_only(benchmark::State& state) {
  for (auto _ : state) {
    for (std::uint32_t n = 0; n < state.range(0); ++n) {
      benchmark::DoNotOptimize(numbered(n));
    }
  }
  per_trial(state);
}

void add(benchmark::State& state) {
  for (auto _ : state) {
    const File file;
    fill(file, static_cast<std::uint32_t>(state.range(0)));
  }
  per_trial(state);
}

void one_transaction_each(benchmark::State& state) {
  for (auto _ : state) {
    const File file;
    StoreWriter writer(file.path);
    for (std::uint32_t n = 0; n < state.range(0); ++n) {
      writer.add(numbered(n));
      writer.flush();
    }
  }
  per_trial(state);
}

const File& filled(std::uint32_t trials) {
  static std::unique_ptr<File> file;
  static std::uint32_t has = 0;
  if (has != trials) {
    file = std::make_unique<File>();
    fill(*file, trials);
    has = trials;
  }
  return *file;
}

void keys(benchmark::State& state) {
  const File& file = filled(static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(Store(file.path).keys());
  }
  per_trial(state);
}

void bare_key_scan(benchmark::State& state) {
  const File& file = filled(static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) {
    const sqlite::Database database(file.path, sqlite::Access::read);
    sqlite::Statement rows(database, "SELECT key FROM trials");
    std::vector<std::string> found;
    while (rows.step()) {
      found.emplace_back(rows.text(0));
    }
    benchmark::DoNotOptimize(found);
  }
  per_trial(state);
}

void records(benchmark::State& state, Order order) {
  const File& file = filled(static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) {
    const Store store(file.path);
    Records rows(store, order);
    while (auto record = rows.next()) {
      benchmark::DoNotOptimize(record);
    }
  }
  per_trial(state);
}

/// What a sweep whose trials are all stored does before it would run the first that is not.
void resume(benchmark::State& state) {
  const auto trials = static_cast<std::uint32_t>(state.range(0));
  const File& file = filled(trials);
  for (auto _ : state) {
    std::vector<TrialSpec> specs;
    for (std::uint32_t n = 0; n < trials; ++n) {
      specs.push_back(numbered(n).spec);
    }
    const SweepOutcome outcome = sweep(specs, {.file = file.path});
    ensure(outcome.stored == trials, "all are stored");
  }
  per_trial(state);
}

constexpr std::int64_t million = 1'000'000;
BENCHMARK(make_only)->Arg(million)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(add)->Arg(million)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK(one_transaction_each)->Arg(2000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(bare_key_scan)->Arg(million)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(keys)->Arg(million)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(resume)->Arg(million)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(records, by_key, Order::keys)
    ->Arg(million)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(records, as_added, Order::added)
    ->Arg(million)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace
