#include "faults.hpp"

#include <cmath>

namespace assay::faults {

namespace {

/// What a schedule with a wrong power of epsilon takes the problem for.
Facts misread(Fault fault, Facts facts) {
  const double root = std::sqrt(facts.epsilon);
  if (fault == Fault::nu_exponent && facts.stencil_bias) {
    facts.stencil_bias = [root, right = facts.stencil_bias](int p, double nu) {
      return root * right(p, nu);
    };
  }
  if (fault == Fault::noise_exponent || fault == Fault::cost_exponent) {
    const double factor = fault == Fault::noise_exponent ? root : 1 / root;
    facts.sigma_gy *= factor;
    facts.sigma_fy *= factor;
  }
  return facts;
}

} // namespace

audit::Subject like(const std::string& built_in,
                    Fault fault,
                    const std::function<AnySolver(const Setting&)>& make) {
  audit::Subject subject = audit::built_in_subject(built_in);
  const Selected selected = parse_selected(built_in);
  const SolverInfo info = find_solver(selected.name);
  subject.make = [=](const Facts& facts, const Parameters& set) {
    std::map<std::string, std::string> both = set.given();
    both.insert(selected.parameters.given().begin(), selected.parameters.given().end());
    return make(
        {fault, info.plan(misread(fault, facts), Parameters(std::move(both))).values, facts});
  };
  subject.make_fresh = subject.make;
  return subject;
}

std::vector<Family> families() {
  return {difference_family(), penalty_family(),    silent_family(),    neumann_family(),
          silent_neumann(),    truncation_family(), recursion_family(), momentum_family(),
          storm_family(),      spider_family(),     saga_family()};
}

} // namespace assay::faults
