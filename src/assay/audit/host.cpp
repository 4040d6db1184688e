#include <assay/audit/confinement.hpp>
#include <assay/audit/host.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/python_child.hpp>
#include <assay/audit/remote_solver.hpp>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>
#include <vector>

namespace assay::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t longest_declaration = 1 << 20;
constexpr double least_loading = 10; // seconds: a library, or an interpreter's start

/// The children of one target: idle ones are used again.
class Pool : public std::enable_shared_from_this<Pool> {
public:
  Pool(std::string program, std::string target, const Limits& limits)
      : program_(std::move(program)), target_(std::move(target)), limits_(limits) {}

  struct Loaded {
    std::unique_ptr<Worker> worker;
    std::string declaration;
    bool declares_calls = false;
  };

  /// A child that has loaded the target. Throws InvalidArgument where it cannot.
  Loaded loaded() {
    auto worker = std::make_unique<Worker>(program_, target_, limits_);
    Channel& channel = worker->channel();
    channel.set_patience(std::max(limits_.answer_seconds, least_loading));
    std::string text;
    bool calls = false;
    Kind kind{};
    try {
      kind = channel.receive(longest_declaration);
      text = channel.received().take_text();
      if ((kind != Kind::ready && kind != Kind::refused) || channel.number() != 0) {
        throw NoMessage{NoMessage::Why::malformed, "a message out of turn"};
      }
      calls = kind == Kind::ready && channel.received().take<std::uint64_t>() != 0;
    } catch (const NoMessage& reason) {
      const std::string output = worker->output();
      throw InvalidArgument(target_ + ": " + worker->end_of(reason) + " while it was loaded" +
                            (output.empty() ? "" : "; it wrote: " + one_line(output)));
    }
    need(kind == Kind::ready, one_line(text));
    const std::int32_t shut_in = worker->shut_in();
    sees_processes_ = sees_processes_ || (shut_in & ShutIn::own_processes) == 0;
    keeps_files_ = keeps_files_ || (shut_in & ShutIn::own_files) == 0;
    channel.set_patience(limits_.answer_seconds);
    return {std::move(worker), std::move(text), calls};
  }

  enum class Child {
    any,   ///< also one that has served other runs, and will serve more
    fresh, ///< that no run has used
    alone  ///< the same, and its end is nobody else's business
  };

  RemoteSolver make(Child child, const Facts& facts, const Parameters& parameters) {
    std::unique_ptr<Worker> worker;
    if (child == Child::any) {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        worker = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    if (worker == nullptr) {
      worker = loaded_again();
    }
    worker->clear_output();
    auto self = shared_from_this();
    if (child == Child::alone) {
      return RemoteSolver(std::move(worker), limits_,
                          {.take_back = [self](std::unique_ptr<Worker>) {},
                           .report = [self](const SolverBroke&) {},
                           .output_was_cut = [self] { self->output_was_cut_ = true; }},
                          facts, parameters);
    }
    RemoteSolver::Home home{
        .take_back = [self](std::unique_ptr<Worker> back) { self->take_back(std::move(back)); },
        .report = [self](SolverBroke error) { self->report(std::move(error)); },
        .output_was_cut = [self] { self->output_was_cut_ = true; }};
    return RemoteSolver(std::move(worker), limits_, std::move(home), facts, parameters);
  }

  void take_back(std::unique_ptr<Worker> worker) {
    const std::size_t most = std::size_t{2} * std::max(1U, std::thread::hardware_concurrency());
    const std::lock_guard lock(mutex_);
    if (idle_.size() < most) {
      idle_.push_back(std::move(worker));
    }
  }

  /// What a certificate should say besides its checks.
  std::vector<std::string> notes() const {
    std::vector<std::string> all;
    if (output_was_cut_) {
      all.push_back("it wrote more than " + std::to_string(limits_.kept_output >> 10U) +
                    " KiB to stdout and stderr in one run: the rest was dropped");
    }
    if (sees_processes_) {
      all.emplace_back("it ran without a process namespace: what it starts is found and ended, and "
                       "it sees other processes");
    }
    if (keeps_files_) {
      all.emplace_back("it ran without folders of temporary files of its own: a file that one run "
                       "leaves there, another may read");
    }
    return all;
  }

  void report(SolverBroke error) {
    const std::lock_guard lock(mutex_);
    broken_.insert_or_assign(std::this_thread::get_id(), std::move(error));
  }

  std::optional<SolverBroke> broke_at_end() {
    const std::lock_guard lock(mutex_);
    const auto found = broken_.find(std::this_thread::get_id());
    if (found == broken_.end()) {
      return std::nullopt;
    }
    std::optional<SolverBroke> broke = std::move(found->second);
    broken_.erase(found);
    return broke;
  }

private:
  /// What loaded once is expected to load again: if it does not, that is no refusal of anything.
  std::unique_ptr<Worker> loaded_again() {
    try {
      return loaded().worker;
    } catch (const InvalidArgument& error) {
      throw SolverLost{std::string("it loaded once and does not again: ") + error.what()};
    }
  }

  const Unreadable while_hosting_;
  std::string program_, target_;
  Limits limits_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Worker>> idle_;
  std::map<std::thread::id, SolverBroke> broken_; ///< at the end of a run of that thread
  std::atomic<bool> output_was_cut_ = false, sees_processes_ = false, keeps_files_ = false;
};

std::string checked_library(const std::string& target) {
  std::error_code none;
  need(fs::exists(target, none), "there is no file " + target);
  need(fs::is_regular_file(target, none), target + " is no file, so no shared library");
  return fs::canonical(target).string();
}

} // namespace

Subject
hosted_subject(const std::string& target, const Limits& limits, const std::string& program) {
  const Selected selected = parse_selected(target);
  const std::string& place = selected.name;
  auto pool = std::make_shared<Pool>(
      program, names_python(place) ? checked_python(place) : checked_library(place), limits);
  Pool::Loaded first = pool->loaded();
  Subject subject;
  subject.target = target;
  subject.declared = read_declaration(first.declaration, target);
  if (subject.declared.name.empty()) {
    subject.declared.name = fs::path(place).stem().string();
  }
  check_known(selected, subject.declared.parameters);
  pool->take_back(std::move(first.worker));
  const Parameters own = selected.parameters;
  const auto maker = [pool, own](Pool::Child child) {
    return [pool, own, child](const Facts& facts, const Parameters& set) -> AnySolver {
      return pool->make(child, facts, set_over(own, set));
    };
  };
  subject.broke_at_end = [pool] { return pool->broke_at_end(); };
  subject.notes = [pool] { return pool->notes(); };
  subject.make = maker(Pool::Child::any);
  subject.make_fresh = maker(Pool::Child::fresh);
  subject.make_alone = maker(Pool::Child::alone);
  if (first.declares_calls) {
    subject.calls_by_kind = [pool, own](const Facts& facts, const Parameters& set) {
      return *pool->make(Pool::Child::any, facts, set_over(own, set)).calls_per_step();
    };
    subject.calls_per_step = [by_kind = subject.calls_by_kind](const Facts& facts,
                                                               const Parameters& set) {
      const std::array<double, 6> calls = by_kind(facts, set);
      return std::accumulate(calls.begin(), calls.end(), 0.0);
    };
  }
  return subject;
}

void need_accepted(const Subject& subject) {
  try {
    (void)subject.make(make_problem({.kappa = 1}).facts, {});
  } catch (const InvalidArgument& refused) {
    throw InvalidArgument(subject.target + ": " + refused.what());
  } catch (const SolverBroke&) {
    return; // the checks say so
  }
}

} // namespace assay::audit
