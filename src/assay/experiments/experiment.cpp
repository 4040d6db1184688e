#include <assay/experiments/epsilons.hpp>
#include <assay/experiments/experiment.hpp>
#include <assay/problems/glob.hpp>
#include <assay/problems/parameters.hpp>
#include <assay/problems/solver_file.hpp>
#include <assay/store/text.hpp>

#include <algorithm>
#include <iterator>
#include <set>

namespace assay {
namespace {

std::string element(const std::string& list, std::size_t index) {
  return list + "[" + std::to_string(index) + "]";
}

/// Runs a check; what it complains about is said of `field`.
template <class Check> auto in_field(const std::string& field, const Check& check) {
  try {
    return check();
  } catch (const InvalidArgument& error) {
    throw BadExperiment(field, error.what());
  }
}

void need_in(const std::string& field, bool holds, const std::string& rule) {
  if (!holds) {
    throw BadExperiment(field, rule);
  }
}

void need_line(const std::string& field, const std::string& text) {
  const auto control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
  need_in(field, std::none_of(text.begin(), text.end(), control) && text.size() <= 1000,
          "expected one line of at most 1000 bytes");
  need_in(field, is_utf8(text), "expected a text in UTF-8");
}

void need_word(const std::string& field,
               const std::string& word,
               const std::vector<std::string>& known) {
  std::string list;
  for (const std::string& each : known) {
    list += (list.empty() ? "" : " or ") + each;
  }
  need_in(field, std::find(known.begin(), known.end(), word) != known.end(),
          "expected " + list + ", not \"" + word + "\"" + suggestion(word, known));
}

void need_seeds(const std::string& field, int seeds) {
  need_in(field, seeds >= 1 && seeds <= most_seeds,
          "seeds are a whole number from 1 to " + std::to_string(most_seeds) + ", not " +
              std::to_string(seeds));
}

void make_canonical(const std::string& field, std::vector<std::string>& texts) {
  need_in(field, !texts.empty(), "expected at least one " + field.substr(0, field.find('[')));
  std::set<std::string> seen;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string where = element(field, i);
    texts[i] = in_field(where, [&] { return canonical_selection(texts[i]); });
    need_in(where, field != "instance" || !names_file(texts[i]),
            "an instance has a name, and stands in no file: " + texts[i]);
    need_in(where, seen.insert(texts[i]).second, texts[i] + " comes twice");
  }
  std::sort(texts.begin(), texts.end(), naturally_less);
}

/// With a colon a pattern is over whole texts, and "sgd:" is sgd with no parameters.
bool picks(const std::string& pattern, const std::string& text) {
  const std::size_t end = end_of_name(text);
  const std::string name = text.substr(0, end);
  const bool whole = end_of_name(pattern) != std::string::npos;
  const std::string rest = !whole ? "" : end == std::string::npos ? ":" : text.substr(end);
  // Of a solver in a file a pattern need not say what the file held.
  return matches(pattern, name + rest) || matches(pattern, parse_solver_file(name).place + rest);
}

bool concerns(const PairRule& rule, const std::string& solver, const std::string& instance) {
  return picks(rule.solver, solver) && picks(rule.instance, instance);
}

void check_rule(const std::string& field, PairRule& rule) {
  const bool sets =
      !rule.epsilons.empty() || rule.seeds != 0 || rule.budget || !rule.metric.empty();
  need_in(field, sets || !rule.skip.empty(), "this rule for pairs says nothing");
  need_in(field, !sets || rule.skip.empty(), "pairs that are skipped need nothing else");
  need_line(field + ".skip", rule.skip);
  need_line(field + ".solver", rule.solver);
  need_line(field + ".instance", rule.instance);
  if (!rule.epsilons.empty()) {
    rule.epsilons = in_field(field + ".epsilon", [&] { return falling(std::move(rule.epsilons)); });
  }
  if (rule.seeds != 0) {
    need_seeds(field + ".seeds", rule.seeds);
  }
  if (rule.budget) {
    in_field(field + ".budget", [&] { need_budget(*rule.budget); });
  }
  if (!rule.metric.empty()) {
    need_word(field + ".metric", rule.metric, {"gradient", "own"});
  }
}

[[noreturn]] void
throw_contradiction(std::size_t rule, const std::string& solver, const std::string& instance) {
  throw BadExperiment(element("pair", rule),
                      "this rule and an earlier one say the same field of the pair " + solver +
                          ", " + instance);
}

[[noreturn]] void throw_unused(std::size_t index, const PairRule& rule) {
  throw BadExperiment(element("pair", index), "no pair matches the solver \"" + rule.solver +
                                                  "\" and the instance \"" + rule.instance + "\"");
}

/// Each rule picks a pair, and no pair is told two things.
void check_rules(const Experiment& experiment) {
  const std::vector<PairRule>& rules = experiment.rules;
  std::vector<bool> used(rules.size(), false);
  bool any_left = false;
  for (const std::string& solver : experiment.solvers) {
    for (const std::string& instance : experiment.instances) {
      bool skipped = false;
      int epsilons = 0;
      int seeds = 0;
      int budgets = 0;
      int metrics = 0;
      for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!concerns(rules[i], solver, instance)) {
          continue;
        }
        used[i] = true;
        skipped = skipped || !rules[i].skip.empty();
        epsilons += rules[i].epsilons.empty() ? 0 : 1;
        seeds += rules[i].seeds == 0 ? 0 : 1;
        budgets += rules[i].budget ? 1 : 0;
        metrics += rules[i].metric.empty() ? 0 : 1;
        if (std::max({epsilons, seeds, budgets, metrics}) > 1) {
          throw_contradiction(i, solver, instance);
        }
      }
      any_left = any_left || !skipped;
    }
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!used[i]) {
      throw_unused(i, rules[i]);
    }
  }
  need_in("pair", any_left, "the rules skip every pair: nothing is left to run");
}

void check_tuning(Experiment& experiment) {
  Tuning& tuning = experiment.tuning;
  if (tuning.candidates.empty()) {
    need_in("tuning", tuning.seeds == 0, "no solver has candidates to choose from");
    tuning = {};
    return;
  }
  need_seeds("tuning.seeds", tuning.seeds);
  std::map<std::string, std::vector<std::string>> canonical;
  for (auto& [curve, candidates] : tuning.candidates) {
    const std::string field = "tuning.candidates." + curve;
    const std::string key = in_field(field, [&text = curve] { return canonical_selection(text); });
    need_in(field,
            std::find(experiment.solvers.begin(), experiment.solvers.end(), key) !=
                experiment.solvers.end(),
            key + " has candidates but is none of the solvers" +
                suggestion(key, experiment.solvers));
    make_canonical(field, candidates);
    need_in(field, candidates.size() >= 2, "a choice needs at least two candidates");
    for (const std::string& candidate : candidates) {
      need_in(field, candidate.substr(0, end_of_name(candidate)) == key.substr(0, end_of_name(key)),
              "candidates for " + key + " are the same solver with other parameters, not " +
                  candidate);
    }
    need_in(field, canonical.emplace(key, std::move(candidates)).second, key + " comes twice");
  }
  tuning.candidates = std::move(canonical);
}

void check_size(const Experiment& experiment) {
  double trials = 0; // as a double: it cannot overflow
  for (const std::string& solver : experiment.solvers) {
    const auto found = experiment.tuning.candidates.find(solver);
    const std::size_t candidates =
        found == experiment.tuning.candidates.end() ? 0 : found->second.size();
    for (const std::string& instance : experiment.instances) {
      const PairPlan plan = plan_of(experiment, solver, instance);
      if (plan.skip.empty()) {
        trials += static_cast<double>(plan.epsilons.size()) *
                  (plan.seeds + static_cast<double>(candidates) * experiment.tuning.seeds);
      }
    }
  }
  need_in("", trials <= static_cast<double>(most_trials),
          "these are " + shortest(trials) + " trials; one experiment has at most " +
              std::to_string(most_trials));
}

} // namespace

PairPlan
plan_of(const Experiment& experiment, const std::string& solver, const std::string& instance) {
  PairPlan plan{"", {}, experiment.seeds, experiment.budget, experiment.metric};
  const std::vector<double>* epsilons = &experiment.epsilons;
  for (const PairRule& rule : experiment.rules) {
    if (!concerns(rule, solver, instance)) {
      continue;
    }
    plan.skip = plan.skip.empty() ? rule.skip : plan.skip;
    epsilons = rule.epsilons.empty() ? epsilons : &rule.epsilons;
    plan.seeds = rule.seeds == 0 ? plan.seeds : rule.seeds;
    plan.budget = rule.budget.value_or(plan.budget);
    plan.metric = rule.metric.empty() ? plan.metric : rule.metric;
  }
  plan.epsilons = *epsilons;
  return plan;
}

Experiment checked(Experiment experiment) {
  need_line("name", experiment.name);
  need_line("title", experiment.title);
  make_canonical("solver", experiment.solvers);
  make_canonical("instance", experiment.instances);
  need_in("solver", experiment.solvers.size() * experiment.instances.size() <= most_pairs,
          "solvers times instances are more than " + std::to_string(most_pairs) + " pairs");
  experiment.epsilons =
      in_field("epsilon", [&] { return falling(std::move(experiment.epsilons)); });
  need_seeds("seeds", experiment.seeds);
  need_in("seed", experiment.seed >> 63 == 0, "a seed is below 2^63");
  need_word("criterion", experiment.criterion, {"hitting", "average"});
  need_word("metric", experiment.metric, {"gradient", "own"});
  in_field("budget", [&] { need_budget(experiment.budget); });
  need_in("pair", experiment.rules.size() <= most_rules,
          "an experiment has at most " + std::to_string(most_rules) + " rules for pairs");
  for (std::size_t i = 0; i < experiment.rules.size(); ++i) {
    check_rule(element("pair", i), experiment.rules[i]);
  }
  check_rules(experiment);
  check_tuning(experiment);
  check_size(experiment);
  return experiment;
}

Experiment renamed(Experiment experiment,
                   const std::function<std::string(const std::string& solver)>& rename) {
  for (std::string& solver : experiment.solvers) {
    solver = rename(solver);
  }
  std::map<std::string, std::vector<std::string>> candidates;
  for (const auto& [curve, texts] : experiment.tuning.candidates) {
    std::vector<std::string>& list = candidates[rename(curve)];
    std::transform(texts.begin(), texts.end(), std::back_inserter(list), rename);
  }
  experiment.tuning.candidates = std::move(candidates);
  return checked(std::move(experiment));
}

} // namespace assay
