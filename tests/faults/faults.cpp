#include "faults.hpp"

namespace assay::faults {

audit::Subject like(const std::string& built_in,
                    Fault fault,
                    const std::function<AnySolver(const Setting&)>& make) {
  audit::Subject subject = audit::built_in_subject(built_in);
  const Selected selected = parse_selected(built_in);
  const SolverInfo info = find_solver(selected.name);
  subject.make = [=](const Facts& facts, const Parameters& set) {
    std::map<std::string, std::string> both = set.given();
    both.insert(selected.parameters.given().begin(), selected.parameters.given().end());
    return make({fault, info.plan(facts, Parameters(std::move(both))).values, facts});
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
