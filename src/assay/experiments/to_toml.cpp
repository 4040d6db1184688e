#include <assay/experiments/read.hpp>
#include <assay/store/text.hpp>

namespace assay {
namespace {

/// A basic string; a checked experiment has no control characters.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  }
  return result + '"';
}

template <class Items, class Show> std::string list(const Items& items, const Show& show) {
  std::string text = "[";
  for (const auto& item : items) {
    text += (text.size() == 1 ? "" : ", ") + show(item);
  }
  return text + "]";
}

std::string texts(const std::vector<std::string>& items) { return list(items, quoted); }
std::string numbers(const std::vector<double>& items) { return list(items, shortest); }

std::string rule_text(const PairRule& rule) {
  std::string text = "\n[[pair]]\nsolver = " + quoted(rule.solver) +
                     "\ninstance = " + quoted(rule.instance) + "\n";
  if (!rule.skip.empty()) {
    text += "skip = " + quoted(rule.skip) + "\n";
  }
  if (!rule.epsilons.empty()) {
    text += "epsilon = " + numbers(rule.epsilons) + "\n";
  }
  if (rule.seeds != 0) {
    text += "seeds = " + std::to_string(rule.seeds) + "\n";
  }
  if (rule.budget) {
    text += "budget = " + quoted(to_string(*rule.budget)) + "\n";
  }
  if (!rule.metric.empty()) {
    text += "metric = " + quoted(rule.metric) + "\n";
  }
  return text;
}

std::string tuning_text(const Tuning& tuning) {
  if (tuning.seeds == 0) {
    return "";
  }
  std::string text = "\n[tuning]\nseeds = " + std::to_string(tuning.seeds) +
                     "\nover = " + quoted(tuning.over_family ? "family" : "instance") +
                     "\nper = " + quoted(tuning.per_epsilon ? "epsilon" : "curve") +
                     "\n\n[tuning.candidates]\n";
  for (const auto& [curve, candidates] : tuning.candidates) {
    text += quoted(curve) + " = " + texts(candidates) + "\n";
  }
  return text;
}

} // namespace

std::string to_toml(const Experiment& experiment) {
  std::string text =
      "name = " + quoted(experiment.name) + "\ntitle = " + quoted(experiment.title) +
      "\nsolver = " + texts(experiment.solvers) + "\ninstance = " + texts(experiment.instances) +
      "\nepsilon = " + numbers(experiment.epsilons) +
      "\nseeds = " + std::to_string(experiment.seeds) +
      "\nseed = " + std::to_string(experiment.seed) +
      "\ncriterion = " + quoted(experiment.criterion) + "\nmetric = " + quoted(experiment.metric) +
      "\nbudget = " + quoted(to_string(experiment.budget)) + "\n";
  for (const PairRule& rule : experiment.rules) {
    text += rule_text(rule);
  }
  return text + tuning_text(experiment.tuning);
}

} // namespace assay
