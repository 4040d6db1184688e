#include <assay/solvers/single_level.hpp>

namespace assay {

Prediction predict_single_level(const Facts& facts, const Parameters& /*parameters*/) {
  // grad phi = grad_x f(x, y*) - J v*; with J = 0 the solution y* is one point.
  const bool y_matters = facts.upper_coupling > 0 && facts.start_distance > 0;
  if (facts.coupling > 0 || y_matters) {
    return {.applicable = false,
            .reason = "a single-level method needs phi = f(., y0); here grad phi depends on the "
                      "lower level"};
  }
  const double exponent = facts.sigma_fx > 0 ? 4 : 2;
  return {.applicable = true,
          .reason = "single-level in substance",
          .exponents = {{"sfo", exponent}, {"n_fx", exponent}}};
}

} // namespace assay
