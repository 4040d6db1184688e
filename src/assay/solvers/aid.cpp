#include <assay/solvers/aid.hpp>

#include <algorithm>

namespace assay {

AidSchedule aid_schedule(const Facts& facts, const Parameters& parameters, bool warm) {
  AidSchedule s;
  s.alpha = positive(parameters, "alpha", 1 / facts.lower_curvature);
  s.inner = count_of(parameters, "D", std::log(4) / (s.alpha * facts.mu));
  // Let a and b be what the errors of y and v do to the direction d. A step of x, beta ||d|| long,
  // moves y* and v*, and v follows y:
  //   a' <= (a + R s beta ||d||)/4,  b' <= (b + M beta ||d|| + a + a')/4
  // so that ||a + b|| <= (5/9) (R s + M) beta ||d|| over all steps: at most (5/18) ||d||, whose
  // square the descent -beta/4 ||d||^2 + beta/2 (error)^2 pays for.
  const double slope = facts.solution_slope;
  const double turn = response(facts);
  const double system =
      warm ? facts.coupling * (facts.upper_coupling / facts.mu + system_slope(facts) * slope) : 0;
  const double moved = turn * slope + system;
  s.beta = positive(parameters, "beta", 1 / (2 * std::max(facts.smoothness, moved)));
  // What they start from dies out: sum of squares at most start^2/2. A series that stops short by
  // eps/4 in every step fits what the 4 Delta leave: 2 Delta would do.
  const double start =
      2 * turn * facts.start_distance + (warm ? facts.coupling * facts.upper_slope / facts.mu : 0);
  s.steps = std::ceil((4 * facts.gap / s.beta + start * start) / (facts.epsilon * facts.epsilon));
  return s;
}

} // namespace assay
