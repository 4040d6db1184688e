#include <assay/experiments/eta.hpp>
#include <assay/experiments/sweep.hpp>
#include <assay/store/schema.hpp>
#include <assay/store/writer.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace assay {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds poll_interval{100};
/// A trial polls `stop` between its iterations; one whose iteration takes longer is left behind.
constexpr std::chrono::milliseconds patience{1000};

/// What the threads share. They own it together: a thread left behind may outlive the sweep.
struct Shared {
  std::vector<TrialSpec> trials; // those to run
  FindSolver find;
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> stopped = false;
  std::unique_ptr<StoreWriter> writer;

  std::mutex mutex; // guards what follows
  std::condition_variable changed;
  std::optional<Eta> eta;
  SweepProgress progress;
  int working = 0;
  std::exception_ptr failure;
};

/// The instance of the last trial of one thread: trials of a cell follow each other.
class LastInstance {
public:
  const Instance& of(const TrialSpec& spec) {
    if (!instance_ || spec.instance != text_ || spec.epsilon != epsilon_) {
      instance_.emplace(make_instance(spec.instance, spec.epsilon));
      text_ = spec.instance;
      epsilon_ = spec.epsilon;
    }
    return *instance_;
  }

private:
  std::optional<Instance> instance_;
  std::string text_;
  double epsilon_ = 0;
};

TrialRecord record_of(const TrialSpec& spec,
                      LastInstance& instances,
                      const FindSolver& find,
                      const Stop& stop) {
  const Clock::time_point start = Clock::now();
  const Instance& instance = instances.of(spec);
  const Selected selected = parse_selected(spec.solver);
  TrialResult result = run_trial(
      spec, instance, find(selected.name).make(instance.facts, selected.parameters), stop);
  return {.spec = spec,
          .result = std::move(result),
          .version = program_version(),
          .seconds = std::chrono::duration<double>(Clock::now() - start).count()};
}

void work(Shared& shared) {
  LastInstance instances;
  const Stop stop = [&shared] { return shared.stopped.load(std::memory_order_relaxed); };
  try {
    while (!shared.stopped) {
      const std::size_t index = shared.next++;
      if (index >= shared.trials.size()) {
        break;
      }
      shared.writer->add(record_of(shared.trials[index], instances, shared.find, stop));
    }
  } catch (const Interrupted&) {
    // The trial has no result; nothing to store.
  } catch (...) {
    const std::lock_guard lock(shared.mutex);
    if (!shared.failure && !shared.stopped) {
      shared.failure = std::current_exception();
    }
    shared.stopped = true;
  }
  const std::lock_guard lock(shared.mutex);
  --shared.working;
  shared.changed.notify_all();
}

/// By the writer's thread, after a commit.
void acknowledge(Shared& shared, std::span<const TrialRecord> records) {
  const std::lock_guard lock(shared.mutex);
  for (const TrialRecord& record : records) {
    shared.eta->ended(record.spec, record.seconds);
  }
  shared.progress.done += records.size();
  shared.progress.last = records.back().spec;
}

void tell(Shared& shared, const SweepOptions& options) {
  if (!options.progress) {
    return;
  }
  std::unique_lock lock(shared.mutex);
  SweepProgress now = shared.progress;
  now.seconds_left = shared.eta->seconds_left() / std::max(1, options.threads);
  lock.unlock();
  options.progress(now);
}

/// Waits for the threads; true if all of them ended.
bool wait_for_all(Shared& shared, const SweepOptions& options) {
  std::optional<Clock::time_point> deadline;
  for (;;) {
    {
      std::unique_lock lock(shared.mutex);
      if (shared.changed.wait_for(lock, poll_interval, [&] { return shared.working == 0; })) {
        return true;
      }
    }
    tell(shared, options);
    if (options.stop && options.stop()) {
      shared.stopped = true;
    }
    if (shared.stopped && !deadline) {
      deadline = Clock::now() + patience;
    }
    if (deadline && Clock::now() > *deadline) {
      return false;
    }
  }
}

/// The trials whose keys are not among the sorted ones.
std::vector<TrialSpec> missing(const std::vector<TrialSpec>& trials,
                               const std::vector<Count>& keys) {
  std::vector<TrialSpec> result;
  for (const TrialSpec& spec : trials) {
    if (!std::binary_search(keys.begin(), keys.end(), key_number(spec))) {
      result.push_back(spec);
    }
  }
  return result;
}

} // namespace

SweepOutcome sweep(const std::vector<TrialSpec>& trials, const SweepOptions& options) {
  need(options.threads >= 1, "at least one thread is needed");
  const auto shared = std::make_shared<Shared>();
  Shared* const raw = shared.get(); // the writer is part of it and must not own it
  shared->writer = std::make_unique<StoreWriter>(
      options.file,
      WriterOptions{.experiment = options.experiment,
                    .acknowledged = [raw](auto records) { acknowledge(*raw, records); },
                    .page_limit = options.page_limit});
  shared->trials = missing(trials, shared->writer->keys());
  shared->find = options.find;
  shared->eta.emplace(shared->trials);
  SweepOutcome outcome{.total = trials.size(), .stored = trials.size() - shared->trials.size()};
  shared->progress = {.done = outcome.stored, .total = outcome.total, .stored = outcome.stored};
  const std::size_t count =
      std::min(static_cast<std::size_t>(options.threads), shared->trials.size());
  shared->working = static_cast<int>(count);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([shared] { work(*shared); });
  }
  const bool all = wait_for_all(*shared, options);
  for (std::thread& thread : threads) {
    all ? thread.join() : thread.detach();
  }
  shared->writer->close(); // a thread left behind can add nothing more: it was told to stop
  tell(*shared, options);
  const std::lock_guard lock(shared->mutex);
  if (shared->failure) {
    std::rethrow_exception(shared->failure);
  }
  outcome.run = shared->progress.done - outcome.stored;
  return outcome;
}

} // namespace assay
