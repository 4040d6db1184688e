#include <assay/solvers/constants.hpp>
#include <assay/solvers/storm_schedule.hpp>

#include <algorithm>

namespace assay {

StormSchedule storm_schedule(const Facts& facts,
                             const Parameters& parameters,
                             const StormNames& names,
                             double variance,
                             double rough) {
  const double turn = response(facts);
  StormSchedule s;
  s.y = positive(parameters, names.y, 1 / (4 * facts.lower_curvature));
  s.x = positive(parameters, names.x,
                 std::min(1 / (8 * direct_smoothness(facts)),
                          limit(s.y * facts.mu, 16 * turn * facts.solution_slope)) /
                     rough);
  const double both = variance + square(turn * facts.sigma_gy / facts.mu);
  s.forgotten = std::min(1.0, limit(facts.epsilon, 4 * std::sqrt(both)));
  s.steps = std::ceil(8 * facts.gap / (s.x * s.forgotten * square(facts.epsilon)));
  const double early = std::min(std::pow(s.forgotten, 3), 1 - 1e-9); // delay/(delay + T)
  s.delay = positive(parameters, names.delay, std::max(1.0, s.steps) * early / (1 - early));
  return s;
}

} // namespace assay
