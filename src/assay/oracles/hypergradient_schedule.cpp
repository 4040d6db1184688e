#include <assay/oracles/hypergradient_schedule.hpp>

#include <algorithm>
#include <utility>

namespace assay {
namespace {

/// A bracket is closed when its ends agree to this: far below every tolerance on a rate.
Real closed() { return exact<Real>("1e-20"); }

/// A bracket of a sign change: `near` was evaluated last, `past` is the end it replaced.
struct Bracket {
  struct Point {
    Real at, value;
  };
  Point near, far, past;

  [[nodiscard]] Real width() const { return abs(far.at - near.at); }

  /// Where to look next, as a fraction of the way from near to far: inverse quadratic interpolation
  /// where it is monotone, else the middle (Chandrupatla 1997).
  [[nodiscard]] Real step() const {
    const Real xi = (near.at - far.at) / (past.at - far.at);
    const Real phi = (near.value - far.value) / (past.value - far.value);
    if (!(phi * phi < xi && (Real(1) - phi) * (Real(1) - phi) < Real(1) - xi)) {
      return Real(1) / Real(2);
    }
    const Real &a = near.value, &b = far.value, &c = past.value;
    return a / (b - a) * c / (b - c) +
           (past.at - near.at) / (far.at - near.at) * a / (c - a) * b / (c - b);
  }
};

/// The largest argument with g <= 0, to closed() of it, for an increasing g and a bracket with
/// g(low) <= 0 < g(high).
template <class Function> Real last_below(const Function& g, const Real& low, const Real& high) {
  Bracket bracket{{low, g(low)}, {high, g(high)}, {}};
  Real t = Real(1) / Real(2);
  for (int evaluations = 2; evaluations < 1000; ++evaluations) {
    const Real at = bracket.near.at + t * (bracket.far.at - bracket.near.at);
    Bracket::Point found{at, g(at)};
    const bool same_side = (found.value <= Real(0)) == (bracket.near.value <= Real(0));
    bracket.past = bracket.near;
    if (!same_side) {
      bracket.past = bracket.far;
      bracket.far = bracket.near;
    }
    bracket.near = found;
    const Real shortest = closed() * abs(at) / (Real(2) * bracket.width());
    if (!(shortest < Real(1) / Real(2))) {
      break;
    }
    t = std::clamp(bracket.step(), shortest, Real(1) - shortest);
  }
  return bracket.near.value <= Real(0) ? bracket.near.at : bracket.far.at;
}

Real largest_step(const EstimatorLaw<Real>& law, const Real& allowed) {
  Real top = Real(1) / law.largest_curvature();
  const Real highest = law.inner_variance(top);
  if (highest <= allowed) {
    return top;
  }
  // The variance is convex in eta and between one and two times its tangent at 0 (eta h <= 1), so
  // the chord to `top` gives a step that is small enough, and at most twice too small.
  const Real low = top * allowed / highest;
  const auto excess = [&](const Real& eta) { return law.inner_variance(eta) / allowed - Real(1); };
  return last_below(excess, low, std::min(top, low + low));
}

Real enough_steps(const EstimatorLaw<Real>& law, const Real& eta, const Real& allowed) {
  const Real at_start = law.unfinished_bound(eta, Real(0));
  if (at_start <= allowed) {
    return 1;
  }
  // Every direction contracts by at least exp(-fold) a step.
  const Real fold = -log_contraction(Real(eta * law.smallest_curvature()));
  const Real most = log(at_start / allowed) * (Real(1) + closed()) / fold;
  const auto progress = [&](const Real& steps) {
    return log(allowed / law.unfinished_bound(eta, steps));
  };
  return ceil(last_below(progress, Real(0), most) * (Real(1) + Real(2) * closed()));
}

} // namespace

ErrorBudget even_budget(const Real& epsilon) {
  const Real part = epsilon / sqrt(Real(3));
  return {part, part, part, part};
}

HypergradientSchedule::HypergradientSchedule(Setting<Real> setting, Stencil stencil)
    : setting_(std::move(setting)), stencil_(std::move(stencil)) {
  const StencilFacts known = facts(stencil_);
  need(known.consistent, "a schedule needs a consistent stencil");
  for (std::size_t k = 0; k < stencil_.size(); ++k) {
    if (stencil_.weights[k] != 0) {
      nodes_.push_back(exact<Real>(stencil_.nodes[k]));
      weights_.push_back(exact<Real>(stencil_.weights[k]));
    }
  }
  const Quadratic<Real>& q = setting_.problem;
  const Vector<Real> upper = symmetric_eigen(q.F).values;
  const Real smoothness = std::max(abs(upper(0)), abs(upper(upper.size() - 1)));
  lower_curvature_ = symmetric_eigen(q.A).values(0);
  cap_ = lower_curvature_ / (Real(known.order) * smoothness);
  const Spectrum<Real> pair = reduce_pair(q.A, q.F);
  const Matrix<Real> w = pair.vectors;
  ratios_ = pair.values;
  pull_ = times<Real>(w.transpose(), Vector<Real>(times<Real>(q.B, setting_.x) + q.b));
  push_ = times<Real>(w.transpose(), Vector<Real>(times<Real>(q.K.transpose(), setting_.x) + q.h));
  lower_ = times<Real>(Matrix<Real>(q.B.transpose()), w);
  upper_ = times<Real>(q.K, w);
  rest_ = times<Real>(q.P, setting_.x) + q.q - true_hypergradient(setting_);
}

HypergradientSchedule::Size HypergradientSchedule::sized_bias(const Real& nu) const {
  Vector<Real> sum = rest_;
  Real size(0);
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    const Real shift = nodes_[k] * nu;
    for (Eigen::Index i = 0; i < ratios_.size(); ++i) {
      const Real coordinate = (pull_(i) - shift * push_(i)) / (Real(1) + shift * ratios_(i));
      const Real scale = weights_[k] / nu * coordinate;
      for (Eigen::Index r = 0; r < sum.size(); ++r) {
        const Real term = scale * (shift * upper_(r, i) - lower_(r, i));
        sum(r) += term;
        size += abs(term);
      }
    }
  }
  return {sqrt(dot<Real>(sum, sum)), size * machine_epsilon()};
}

Real HypergradientSchedule::bias(const Real& nu) const { return sized_bias(nu).value; }

Real HypergradientSchedule::largest_nu(const Real& budget, const Real& cap) const {
  need(cap.is_finite() && cap > Real(0), "the cap on nu must be positive and finite");
  if (bias(cap) <= budget) {
    return cap;
  }
  Real low = cap / Real(2);
  while (bias(low) > budget) {
    low /= Real(2);
    // Rounding grows as nu falls: once it exceeds the budget, no smaller nu can be told apart.
    if (sized_bias(low).rounding > budget) {
      throw Undecidable("too few digits: the bias cannot be told from rounding");
    }
  }
  const Real target = log(budget);
  const auto excess = [&](const Real& log_nu) { return log(bias(exp(log_nu))) - target; };
  return exp(last_below(excess, log(low), log(low + low)));
}

HypergradientPlan HypergradientSchedule::plan(const ErrorBudget& budget,
                                              OuterSamples samples,
                                              const Real& cap) const {
  HypergradientPlan plan;
  plan.nu = largest_nu(budget.bias, cap);
  plan.at_cap = plan.nu == cap;
  if (sized_bias(plan.nu).rounding > closed() * budget.bias) {
    throw Undecidable("too few digits: the bias cannot be told from rounding");
  }
  const EstimatorLaw<Real> law(setting_, stencil_, plan.nu);

  plan.eta = largest_step(law, budget.inner * budget.inner);
  plan.steps = enough_steps(law, plan.eta, budget.unfinished);
  plan.batch = std::max(Real(1), ceil(law.outer_variance(samples) / (budget.outer * budget.outer)));
  plan.calls = Real(static_cast<int>(nodes_.size())) * (plan.steps + plan.batch);
  plan.log_factor =
      std::max(Real(1), -plan.steps * log_contraction(Real(plan.eta * lower_curvature_)));
  return plan;
}

} // namespace assay
