#include <assay/audit/problem.hpp>
#include <assay/audit/subject.hpp>

#include <algorithm>

namespace assay::audit {

Parameters set_over(const Parameters& own, const Parameters& set) {
  std::map<std::string, std::string> both = set.given();
  both.insert(own.given().begin(), own.given().end());
  return Parameters(std::move(both));
}

Subject built_in_subject(const std::string& text) {
  const Selected selected = parse_selected(text);
  const SolverInfo info = find_solver(selected.name);
  check_known(selected, info.parameters);
  Declaration declared{.name = to_string(selected),
                       .source = info.source,
                       .convention = info.convention,
                       .order = {},
                       .leading = {},
                       .exponent = {},
                       .from_constants = true, // what does not is among `by_design`
                       .traits = info.traits,
                       .parameters = info.parameters};
  const Problem noisy{.noise = "additive", .sigma = 0.3, .products = 0.1, .epsilon = 0.3};
  for (const auto& [counter, exponent] :
       info.predict(make_problem(noisy).facts, selected.parameters).exponents) {
    declared.exponent = std::max(declared.exponent.value_or(0), exponent);
  }
  if (info.traits.roles_of) {
    declared.traits.roles = info.traits.roles_of(selected.parameters);
  }
  if (info.traits.of_pure_numbers) {
    declared.from_constants = !info.traits.of_pure_numbers(selected.parameters);
  }
  if (info.traits.momentum_of) {
    declared.traits.momentum = info.traits.momentum_of(selected.parameters);
  }
  if (info.traits.random_of) {
    declared.traits.random = info.traits.random_of(selected.parameters);
  }
  if (info.traits.order) {
    declared.order = info.traits.order(selected.parameters);
  }
  if (info.traits.leading) {
    declared.leading = info.traits.leading(selected.parameters);
  }
  const auto make = [info, given = selected.parameters](const Facts& facts, const Parameters& set) {
    return info.make(facts, set_over(given, set));
  };
  std::function<double(const Facts&, const Parameters&)> calls;
  if (!declared.traits.random) { // else the plan's number is a mean over its horizon
    calls = [info, given = selected.parameters](const Facts& facts, const Parameters&) {
      return info.plan(facts, given).calls_per_step;
    };
  }
  return {.target = to_string(selected),
          .command = {},
          .declared = std::move(declared),
          .make = make,
          .make_fresh = make,
          .make_alone = make,
          .calls_per_step = calls};
}

} // namespace assay::audit
