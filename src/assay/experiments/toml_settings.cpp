#include <assay/experiments/epsilons.hpp>
#include <assay/experiments/toml_settings.hpp>
#include <assay/store/text.hpp>

namespace assay {
namespace {

std::vector<double> epsilon_table(const TomlValues& values, const TomlValue& value) {
  double from = 0;
  double to = 0;
  std::int64_t points = 0;
  for (const TomlItem& item : values.table(value, "a number, a list, a text or a table")) {
    if (item.key == "from" || item.key == "to") {
      (item.key == "to" ? to : from) = values.number(item.value);
    } else if (item.key == "points") {
      points = values.whole(item.value, 2, most_epsilons);
    } else {
      values.unknown_key(item, {"from", "to", "points"});
    }
  }
  return values.at(value.place, [&] {
    need(points != 0, "a range of accuracies has from, to and points");
    return geometric(from, to, static_cast<int>(points));
  });
}

void rule_field(const TomlValues& values, const TomlItem& item, PairRule& rule) {
  const TomlValue& value = item.value;
  if (item.key == "solver") {
    rule.solver = values.text(value, "a text");
  } else if (item.key == "instance") {
    rule.instance = values.text(value, "a text");
  } else if (item.key == "skip") {
    const auto* flag = std::get_if<bool>(&value.data);
    rule.skip = flag != nullptr ? "the experiment says so" : values.text(value, "true or a reason");
    if ((flag != nullptr && !*flag) || rule.skip.empty()) {
      values.fail(value.place, "skip is true or a reason; leave it out to run the pairs");
    }
  } else if (item.key == "epsilon") {
    rule.epsilons = toml_epsilons(values, value);
  } else if (item.key == "seeds") {
    rule.seeds = static_cast<int>(values.whole(value, 1, most_seeds));
  } else if (item.key == "budget") {
    rule.budget = toml_budget(values, value);
  } else if (item.key == "metric") {
    rule.metric = values.first_of(value, "gradient", "own") ? "gradient" : "own";
  } else {
    values.unknown_key(item,
                       {"solver", "instance", "skip", "epsilon", "seeds", "budget", "metric"});
  }
}

} // namespace

std::string toml_parameter(const TomlValues& values, const TomlValue& value) {
  if (const auto* flag = std::get_if<bool>(&value.data)) {
    return *flag ? "true" : "false";
  }
  if (const auto* whole = std::get_if<std::int64_t>(&value.data)) {
    return std::to_string(*whole);
  }
  if (std::holds_alternative<double>(value.data)) {
    return shortest(values.number(value));
  }
  const std::string& text = values.text(value, "a parameter's value or a list of values");
  if (text.empty() || text.find_first_of(",:={}") != std::string::npos) {
    values.fail(value.place, "a parameter's value is not empty and has none of , : = { }");
  }
  return text;
}

std::vector<double> toml_epsilons(const TomlValues& values, const TomlValue& value) {
  if (std::holds_alternative<TomlTable>(value.data)) {
    return epsilon_table(values, value);
  }
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    return values.at(value.place, [&] { return parse_epsilons(*text); });
  }
  std::vector<double> result;
  for (const TomlValue* each : TomlValues::elements(value)) {
    const double epsilon = values.number(*each);
    values.at(each->place, [&] { return falling({epsilon}); });
    result.push_back(epsilon);
  }
  return values.at(value.place, [&] { return falling(std::move(result)); });
}

Budget toml_budget(const TomlValues& values, const TomlValue& value) {
  const std::string expected =
      "\"auto\", \"30x\" (times the predicted calls), \"1e12\" (calls), \"1e6/eps^4\" or a table";
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    return values.at(value.place, [&] { return parse_budget(*text); });
  }
  std::string factor;
  std::string calls;
  std::string exponent;
  for (const TomlItem& item : values.table(value, expected)) {
    if (item.key == "factor") {
      factor = shortest(values.number(item.value)) + "x";
    } else if (item.key == "calls") {
      calls = toml_parameter(values, item.value);
    } else if (item.key == "exponent") {
      exponent = "/eps^" + shortest(values.number(item.value));
    } else {
      values.unknown_key(item, {"factor", "calls", "exponent"});
    }
  }
  return values.at(value.place, [&] {
    need(factor.empty() != calls.empty() && (factor.empty() || exponent.empty()),
         "a budget is a factor, or calls with or without an exponent");
    return parse_budget(factor + calls + exponent);
  });
}

PairRule toml_rule(const TomlValues& values, const TomlValue& value) {
  PairRule rule;
  for (const TomlItem& field : values.table(value, "tables, [[pair]]")) {
    rule_field(values, field, rule);
  }
  return rule;
}

} // namespace assay
