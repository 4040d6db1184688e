// Which samples are used where: fresh ones, shared ones, none twice.
#include <assay/audit/limit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace assay::audit {
namespace {

using Name = std::pair<int, std::uint64_t>; // level and id of a batch

std::set<Name> batches(const Recorded& step, Call kind) {
  std::set<Name> names;
  for (const LoggedCall& call : step.calls) {
    if (call.kind == kind && call.batch.of == Batch::Of::samples) {
      names.insert({static_cast<int>(call.batch.level), call.batch.id});
    }
  }
  return names;
}

std::string_view name(Call kind) { return kind_names[static_cast<std::size_t>(kind)]; }

bool meet(const std::set<Name>& a, const std::set<Name>& b) {
  for (const Name& one : a) {
    if (b.contains(one)) {
      return true;
    }
  }
  return false;
}

constexpr double logged_loop = 20; ///< steps of y: which samples they use does not depend on it

Run logged(const Context& context, Problem& problem) {
  problem = drawn_for(context, problem);
  problem.noise = "additive";
  problem.sigma = 0.1; // few inner steps: a log line each
  problem.epsilon = 1;
  const std::string& loop = context.subject.declared.traits.roles.inner_steps;
  const Parameters set = loop.empty() ? Parameters() : with({}, loop, logged_loop);
  return run(context, make_problem(problem), {.steps = 6, .set = set, .log = true});
}

/// Is a batch of this kind asked for twice in a step?
bool repeats(const Recorded& step, Call kind) {
  const auto calls = std::count_if(step.calls.begin(), step.calls.end(),
                                   [kind](const LoggedCall& call) { return call.kind == kind; });
  return batches(step, kind).size() < static_cast<std::size_t>(calls);
}

/// A kind with itself: all of its calls in a step.
bool kept(const Recorded& step, const std::pair<Call, Call>& pair, bool shared) {
  const std::set<Name> first = batches(step, pair.first);
  if (pair.first == pair.second) {
    return shared ? first.size() <= 1 : !repeats(step, pair.first);
  }
  const std::set<Name> second = batches(step, pair.second);
  return shared ? first == second : !meet(first, second);
}

/// Of a pair that is declared, one sentence if a step breaks it.
std::string broken(const Run& made, const std::pair<Call, Call>& pair, bool shared) {
  for (std::size_t t = 0; t < made.steps.size(); ++t) {
    if (!kept(made.steps[t], pair, shared)) {
      return fmt::format("in step {} {} and {} {}", t + 1, name(pair.first), name(pair.second),
                         shared ? "use different samples, and are declared to share them"
                                : "use the same samples, and are declared to be independent");
    }
  }
  return "";
}

bool asked_in_every_step(const Run& made, Call kind) {
  return std::none_of(made.steps.begin(), made.steps.end(),
                      [kind](const Recorded& step) { return batches(step, kind).empty(); });
}

/// What could be declared: the pairs of kinds that in every step share samples, or never do.
CheckResult measured_pairs(const Run& made) {
  std::string shared;
  std::string independent;
  for (std::size_t i = 0; i < kind_names.size(); ++i) {
    for (std::size_t j = i + 1; j < kind_names.size(); ++j) {
      const std::pair pair(static_cast<Call>(i), static_cast<Call>(j));
      if (!asked_in_every_step(made, pair.first) || !asked_in_every_step(made, pair.second)) {
        continue;
      }
      for (const bool same : {true, false}) {
        std::string& list = same ? shared : independent;
        if (broken(made, pair, same).empty()) {
          list += fmt::format("{}{} and {}", list.empty() ? "" : ", ", name(pair.first),
                              name(pair.second));
        }
      }
    }
  }
  const auto or_none = [](const std::string& list) { return list.empty() ? "none" : list; };
  CheckResult result = passed(
      fmt::format("nothing is declared; in every step the same samples: {}; never the same: {}",
                  or_none(shared), or_none(independent)));
  result.claimed = "nothing";
  return result;
}

CheckResult pairs(const Context& context) {
  const Traits& traits = context.subject.declared.traits;
  Problem problem;
  const Run made = logged(context, problem);
  if (traits.shared.empty() && traits.independent.empty()) {
    CheckResult result = measured_pairs(made);
    result.instance = to_string(problem);
    return result;
  }
  CheckResult result = passed("samples are shared and fresh as declared");
  for (const bool shared : {true, false}) {
    for (const auto& pair : shared ? traits.shared : traits.independent) {
      if (const std::string text = broken(made, pair, shared); !text.empty()) {
        result = finding(text);
      }
    }
  }
  result.instance = to_string(problem);
  return result;
}

/// No batch of one step is asked for again in a later one.
CheckResult fresh(const Context& context) {
  Problem problem;
  const Run made = logged(context, problem);
  std::set<Name> seen;
  CheckResult result = passed("every step draws fresh samples");
  for (std::size_t t = 0; t < made.steps.size(); ++t) {
    std::set<Name> own;
    for (std::size_t kind = 0; kind < kind_names.size(); ++kind) {
      own.merge(batches(made.steps[t], static_cast<Call>(kind)));
    }
    if (meet(own, seen)) {
      result = finding(fmt::format("step {} asks for samples of an earlier step again", t + 1));
      break;
    }
    seen.merge(own);
  }
  result.instance = to_string(problem);
  return result;
}

/// Is a kind declared to use one sample for all its calls of a step?
bool shares(const Context& context, Call kind) {
  const auto& shared = context.subject.declared.traits.shared;
  return std::find(shared.begin(), shared.end(), std::pair(kind, kind)) != shared.end();
}

/// Within a step, the same sample at two points is a difference of gradients, and what methods with
/// memory do on purpose; the same sample at the same kind twice in an inner loop is a fault. What
/// tells them apart is how many points share a sample.
CheckResult repeated(const Context& context) {
  Problem problem;
  const Run made = logged(context, problem);
  std::size_t most = 0;
  Call worst = Call::gy;
  for (const Recorded& step : made.steps) {
    std::map<std::pair<Call, Name>, std::size_t> uses;
    for (const LoggedCall& call : step.calls) {
      if (call.batch.of == Batch::Of::samples &&
          (call.kind == Call::gy || call.kind == Call::hvp) && !shares(context, call.kind)) {
        const Name name{static_cast<int>(call.batch.level), call.batch.id};
        const std::size_t count = ++uses[{call.kind, name}];
        if (count > most) {
          most = count;
          worst = call.kind;
        }
      }
    }
  }
  CheckResult result =
      most <= 2 ? passed("a sample of grad_y g or of a product serves at most two points")
                : finding(fmt::format("one sample of {} is used {} times in one step: the factors "
                                      "of a series and the steps of a loop need fresh ones",
                                      name(worst), most));
  result.measured = fmt::format("{}", most);
  result.claimed = "at most 2";
  result.instance = to_string(problem);
  return result;
}

/// A step of honest length may be too long for a log; one without end is found where none is kept.
std::function<CheckResult(const Context&)> by_log(CheckResult (*check)(const Context&)) {
  return [check](const Context& context) {
    try {
      return check(context);
    } catch (const StepTooLong& step) {
      return inconclusive(step.what + ": too many to log",
                          "a parameter declared as inner_steps, which is set low here");
    }
  };
}

} // namespace

std::vector<Check> sample_checks() {
  return {
      {"samples/pairs", "samples are shared or independent as declared",
       "the log of six steps, step by step", by_log(pairs)},
      {"samples/fresh", "no step uses the samples of an earlier one", "the log of six steps",
       by_log(fresh)},
      {"samples/repeated", "loops and series draw a fresh sample for every factor",
       "in one step a sample of grad_y g or HVP is asked for at most twice (once at each of two "
       "points); kinds declared to share one are left out",
       by_log(repeated)},
  };
}

} // namespace assay::audit
