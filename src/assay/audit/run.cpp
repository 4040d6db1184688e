#include <assay/audit/run.hpp>

#include <fmt/format.h>

#include <cstring>

namespace assay::audit {
namespace {

const std::string after_start = "after start";

void record(const AnySolver& solver, const Oracle& oracle, Recorded& into) {
  into.x = solver.x();
  if (const Vector<double>* estimate = solver.estimate()) {
    into.estimate = *estimate;
  }
  if (const Vector<double>* y = solver.y()) {
    into.y = *y;
  }
  if (const Vector<double>* v = solver.v()) {
    into.v = *v;
  }
  into.counters = oracle.counters();
}

bool same_bits(const Vector<double>& a, const Vector<double>& b) {
  return a.size() == b.size() &&
         (a.size() == 0 || // no address to compare
          std::memcmp(a.data(), b.data(), sizeof(double) * static_cast<std::size_t>(a.size())) ==
              0);
}

std::string difference(const Recorded& a, const Recorded& b) {
  if (!same_bits(a.x, b.x)) {
    return "x";
  }
  if (a.estimate.has_value() != b.estimate.has_value() ||
      (a.estimate && !same_bits(*a.estimate, *b.estimate))) {
    return "the estimate";
  }
  return a.counters == b.counters ? "" : "the number of calls";
}

/// What a solver shows is of the problem's size, and finite.
void need_vectors(const AnySolver& solver, const Oracle& oracle, const std::string& where) {
  const auto need_vector = [&](const char* what, const Vector<double>* value, int wanted) {
    if (value != nullptr && value->size() != wanted) {
      throw SolverBroke{
          fmt::format("{} has {} entries instead of {} {}", what, value->size(), wanted, where)};
    }
    if (value != nullptr && !value->allFinite()) {
      throw Diverged{fmt::format("{} is not finite {}", what, where)};
    }
  };
  need_vector("x", &solver.x(), oracle.dx());
  if (where != after_start) { // an estimate and y may not be there yet
    need_vector("the estimate", solver.estimate(), oracle.dx());
    need_vector("y", solver.y(), oracle.dy());
    need_vector("v", solver.v(), oracle.dy());
  }
}

/// How many calls a step of this run may execute.
std::uint64_t most_of(const RunOptions& options) {
  const std::uint64_t most = options.log ? most_logged_calls : most_calls;
  const bool limited = options.budget != RunOptions().budget && !options.log;
  return limited ? static_cast<std::uint64_t>(std::min<Count>(options.budget, ~std::uint64_t{0}))
                 : most;
}

void need_time(const std::function<bool()>& stop, const Deadline& deadline) {
  if (stop && stop()) {
    throw Stopped{};
  }
  if (!deadline.check && !deadline.audit) {
    return; // no clock is read
  }
  const auto now = std::chrono::steady_clock::now();
  if (deadline.audit && now >= *deadline.audit) {
    throw OutOfTime{.audit = true};
  }
  if (deadline.check && now >= *deadline.check) {
    throw OutOfTime{};
  }
}

} // namespace

void start(AnySolver& solver, Oracle& oracle, std::uint64_t most) {
  oracle.limit_execution(most);
  guard("in start", [&] { solver.start(oracle); });
  need_vectors(solver, oracle, after_start);
}

void step(AnySolver& solver, Oracle& oracle, int t, std::uint64_t most) {
  oracle.limit_execution(most);
  guard(fmt::format("in step {}", t), [&] { solver.step(oracle); });
  need_vectors(solver, oracle, fmt::format("after step {}", t));
}

void guard(const std::string& where, const std::function<void()>& body) {
  try {
    body();
  } catch (const OutOfBudget&) {
    throw;
  } catch (const Diverged&) {
    throw;
  } catch (const SolverBroke&) {
    throw;
  } catch (const Stopped&) {
    throw;
  } catch (const OutOfTime&) {
    throw;
  } catch (const TooManyCalls& many) {
    throw StepTooLong{{fmt::format("more than {} calls in one step, {}", many.most, where)}};
  } catch (const std::exception& error) {
    throw SolverBroke{where + " it threw: " + error.what()};
  } catch (...) {
    throw SolverBroke{where + " it threw something that is no std::exception"};
  }
}

Problem drawn_for(const Context& context, Problem problem) {
  problem.number = context.number;
  problem.upper_only = context.subject.declared.traits.single_level;
  return problem;
}

AnySolver solver_for(const Context& context, const Facts& facts, const RunOptions& options) {
  need_time(context.stop, context.deadline);
  AnySolver solver = options.fresh ? context.subject.make_fresh(facts, options.set)
                                   : context.subject.make(facts, options.set);
  return context.cost ? tallied(std::move(solver), context.cost,
                                [stop = context.stop, deadline = context.deadline] {
                                  need_time(stop, deadline);
                                })
                      : std::move(solver);
}

Run run(const Context& context, const Instance& instance, const RunOptions& options) {
  std::vector<LoggedCall> log;
  Oracle oracle(instance, {.seed = context.seed + options.seed,
                           .trial = options.trial,
                           .budget = options.budget,
                           .execution = options.log && !options.whole_loops ? Execution::steps
                                                                            : Execution::automatic,
                           .log = options.log ? &log : nullptr});
  AnySolver solver = solver_for(context, instance.facts, options);
  const std::uint64_t most = most_of(options);
  Run result;
  try {
    start(solver, oracle, most);
    record(solver, oracle, result.started);
    result.started.calls = std::exchange(log, {});
    for (int t = 0; t < options.steps; ++t) {
      need_time(context.stop, context.deadline);
      step(solver, oracle, t + 1, most);
      result.steps.emplace_back();
      record(solver, oracle, result.steps.back());
      result.steps.back().calls = std::exchange(log, {});
    }
  } catch (const OutOfBudget&) {
    result.out_of_budget = true;
  } catch (const Diverged& diverged) {
    if (!options.may_diverge) {
      throw;
    }
    result.diverged = diverged.what;
  }
  return result;
}

bool shows_estimate(const Context& context, const Instance& instance, const Parameters& set) {
  const Run first = run(context, instance, {.steps = 1, .set = set});
  return !first.steps.empty() && first.steps[0].estimate.has_value();
}

double relative(const Vector<double>& a, const Vector<double>& b) {
  return (a - b).norm() / (1 + b.norm());
}

std::string first_difference(const Run& a, const Run& b) {
  if (std::string what = difference(a.started, b.started); !what.empty()) {
    return what + " after start";
  }
  for (std::size_t t = 0; t < std::min(a.steps.size(), b.steps.size()); ++t) {
    if (std::string what = difference(a.steps[t], b.steps[t]); !what.empty()) {
      return fmt::format("{} after step {}", what, t + 1);
    }
  }
  return a.steps.size() == b.steps.size() ? "" : "the number of steps made";
}

} // namespace assay::audit
