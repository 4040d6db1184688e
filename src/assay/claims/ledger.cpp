#include <assay/claims/ledger.hpp>
#include <assay/error.hpp>
#include <assay/numbers/precision.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace assay {
namespace {

constexpr int default_digits = 50;
constexpr std::chrono::milliseconds poll_interval(50);

/// Task 0 of a claim is its own measurement; task i > 0 is fault i - 1.
struct Task {
  std::size_t job = 0;
  std::size_t part = 0;
};

/// Everything the workers touch. They share its ownership, so an abandoned task stays safe.
struct Pool {
  std::vector<Job> jobs;
  std::vector<Task> tasks;
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> stopped = false;

  std::mutex mutex; ///< guards what follows
  std::condition_variable changed;
  std::vector<ClaimResult> results;
  std::vector<std::size_t> open;                          ///< unfinished tasks of each job
  std::vector<std::map<std::size_t, std::string>> broken; ///< for each job, by part
  std::deque<std::size_t> finished;
};

/// Samples and exact laws take longest: they start first, so that threads end together.
void longest_first(Pool& pool) {
  std::stable_sort(pool.tasks.begin(), pool.tasks.end(), [&](const Task& a, const Task& b) {
    return pool.jobs[a.job].claim.evidence > pool.jobs[b.job].claim.evidence;
  });
}

std::shared_ptr<Pool> make_pool(std::vector<Job> jobs) {
  auto pool = std::make_shared<Pool>();
  pool->jobs = std::move(jobs);
  for (std::size_t j = 0; j < pool->jobs.size(); ++j) {
    const Job& job = pool->jobs[j];
    ClaimResult result{.claim = job.claim, .effort = job.effort, .broken = {}};
    for (const Fault& fault : job.claim.faults) {
      result.faults.push_back({.name = fault.name, .must_be = fault.must_be, .judgement = {}});
    }
    pool->results.push_back(std::move(result));
    pool->broken.emplace_back();
    pool->open.push_back(1 + job.claim.faults.size());
    for (std::size_t part = 0; part <= job.claim.faults.size(); ++part) {
      pool->tasks.push_back({j, part});
    }
  }
  longest_first(*pool);
  return pool;
}

/// What one task found; merged into the claim's result under the lock.
struct Finding {
  Evidence evidence;
  Judgement judgement;
  std::string broken;
  double seconds = 0;
};

Finding perform(const Job& job, std::size_t part) {
  const auto start = std::chrono::steady_clock::now();
  const Precision precision(default_digits);
  Finding finding;
  try {
    if (part == 0) {
      finding.evidence = gather(job.claim.run, job.effort);
      finding.judgement = judge(finding.evidence);
    } else {
      finding.judgement = run_fault(job.claim.faults[part - 1], job.effort).judgement;
    }
  } catch (const std::exception& error) {
    finding.broken = error.what();
  } catch (...) {
    finding.broken = "threw something that is no std::exception";
  }
  if (!finding.broken.empty()) {
    finding.evidence = {}; // a row that judge refuses must not reach a report
  }
  if (!finding.broken.empty() && part > 0) {
    finding.broken = "fault \"" + job.claim.faults[part - 1].name + "\": " + finding.broken;
  }
  finding.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return finding;
}

void merge(Pool& pool, const Task& task, Finding finding) {
  ClaimResult& result = pool.results[task.job];
  result.seconds += finding.seconds;
  if (task.part == 0) {
    result.evidence = std::move(finding.evidence);
    result.judgement = std::move(finding.judgement);
  } else {
    result.faults[task.part - 1].judgement = std::move(finding.judgement);
  }
  if (!finding.broken.empty()) {
    pool.broken[task.job][task.part] = std::move(finding.broken);
  }
  if (--pool.open[task.job] == 0) {
    for (const auto& [part, message] : pool.broken[task.job]) {
      result.broken += (result.broken.empty() ? "" : "; ") + message;
    }
    pool.finished.push_back(task.job);
    pool.changed.notify_one();
  }
}

void work(const std::shared_ptr<Pool>& pool) {
  while (!pool->stopped) {
    const std::size_t index = pool->next++;
    if (index >= pool->tasks.size()) {
      return;
    }
    const Task task = pool->tasks[index];
    Finding finding = perform(pool->jobs[task.job], task.part);
    const std::lock_guard lock(pool->mutex);
    merge(*pool, task, std::move(finding));
  }
}

/// Hands finished claims to the callback until all are done or a stop is asked for.
void wait_for_all(Pool& pool, const LedgerOptions& options) {
  const std::size_t total = pool.jobs.size();
  std::unique_lock lock(pool.mutex);
  for (std::size_t done = 0; done < total;) {
    pool.changed.wait_for(lock, poll_interval, [&pool] { return !pool.finished.empty(); });
    while (!pool.finished.empty()) {
      const ClaimResult& result = pool.results[pool.finished.front()];
      pool.finished.pop_front();
      ++done;
      if (options.on_claim) {
        lock.unlock(); // a finished result is never written again
        options.on_claim(result, done, total);
        lock.lock();
      }
    }
    if (options.stop && options.stop()) {
      pool.stopped = true;
      return;
    }
  }
}

Ledger collect(Pool& pool) {
  Ledger ledger;
  const std::lock_guard lock(pool.mutex);
  for (std::size_t j = 0; j < pool.jobs.size(); ++j) {
    if (pool.open[j] == 0) {
      ledger.results.push_back(pool.results[j]);
    } else {
      ledger.not_run.push_back(pool.jobs[j].claim.id);
    }
  }
  return ledger;
}

} // namespace

Ledger run_ledger(std::vector<Job> jobs, const LedgerOptions& options) {
  need(options.threads >= 1,
       "at least one thread is needed, got " + std::to_string(options.threads));
  const std::shared_ptr<Pool> pool = make_pool(std::move(jobs));
  std::vector<std::thread> threads;
  const std::size_t count = std::min(static_cast<std::size_t>(options.threads), pool->tasks.size());
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([pool] { work(pool); });
  }
  wait_for_all(*pool, options);
  const bool whole = !pool->stopped;
  for (std::thread& thread : threads) {
    whole ? thread.join() : thread.detach();
  }
  return collect(*pool);
}

} // namespace assay
