#include <assay/audit/units.hpp>
#include <assay/error.hpp>
#include <assay/problems/quadratic_model.hpp>

namespace assay::audit {
namespace {

Quadratic<double> data_in(Quadratic<double> q, const Units& u) {
  q.F *= u.f * u.y * u.y;
  q.K *= u.f * u.x * u.y;
  q.h *= u.f * u.y;
  q.P *= u.f * u.x * u.x;
  q.q *= u.f * u.x;
  q.A *= u.g * u.y * u.y;
  q.B *= u.g * u.x * u.y;
  q.b *= u.g * u.y;
  return q;
}

void constants_in(const Units& u, Facts& facts) {
  need(facts.curvature_slope == 0, "one bound on two third derivatives has no unit");
  facts.epsilon *= u.f * u.x;
  facts.mu *= u.g * u.y * u.y;
  facts.pl *= u.g * u.y * u.y;
  facts.lower_curvature *= u.g * u.y * u.y;
  facts.upper_curvature *= u.f * u.y * u.y;
  facts.coupling *= u.g * u.x * u.y;
  facts.upper_coupling *= u.f * u.x * u.y;
  facts.system_slope *= u.f / u.g;
  facts.response *= u.f * u.x * u.y;
  facts.upper_slope *= u.f * u.y;
  facts.solution_slope *= u.x / u.y;
  facts.smoothness *= u.f * u.x * u.x;
  facts.hessian_slope *= u.f * u.x * u.x * u.x;
  facts.growth *= u.x;
  facts.gap *= u.f;
  facts.start_distance /= u.y;
  facts.sigma_fx *= u.f * u.x;
  facts.sigma_fy *= u.f * u.y;
  facts.sigma_gx *= u.g * u.x;
  facts.sigma_gy *= u.g * u.y;
  facts.sigma_hvp *= u.g * u.y * u.y;
  facts.sigma_jvp *= u.g * u.x * u.y;
  facts.varying_gx *= u.g * u.x;
  facts.slope_gx *= u.g * u.x * u.y;
  if (facts.stencil_bias) { // g' + nu' f' is r times g + nu f where nu' = nu r/s
    facts.stencil_bias = [bias = facts.stencil_bias, u](int p, double nu) {
      return u.f * u.x * bias(p, nu * u.f / u.g);
    };
  }
}

} // namespace

Instance in_units(const Instance& instance, const Quadratic<double>& data, const Units& units) {
  need(instance.noise.empty(), "noise is not carried into other units");
  Instance result = instance;
  result.model = QuadraticModel(data_in(data, units));
  constants_in(units, result.facts);
  result.x0 /= units.x;
  result.y0 /= units.y;
  return result;
}

} // namespace assay::audit
