/// Tuned freely on one instance, F2SA-p shows the exponent 2 at every p: a benchmark's trap.
///
/// Statement    for p = 1..6 there are nu, K(eps), eta(eps) with E||Phi - grad phi||^2 <= 2 eps^2
/// on
///              the scalar quadratic and n (K + S) = Theta(eps^-2); on a neighbouring instance the
///              same tuning errs by a fixed amount.
/// Assumptions  none on p: nu stays fixed, and the unfinished inner runs cancel the stencil's bias.
/// Source       chen2026f2sap, Theorem 3.1, whose exponent 2 + 2/p is a worst case.
/// Reduces to   nothing.
/// Measured     K solved so that the whole bias changes sign, by exact law at 100 digits; the raw
///              slope for eps = 1e-1..1e-12.
/// Refuted by   2 + 2/p claimed to show; K a tenth longer; too few digits: undecided.
/// Not shown    larger p (their bias at a fixed nu is below 1e-12 anyway);
///              that tuning by noisy measurements finds this K: here it is computed.
#include "cost_ladder.hpp"

namespace theory::chen2026_f2sa_p {
namespace {

constexpr const char* instance = "scalar quadratic, tuned";

/// The scalar instance with its inner runs started away from y*, and f of that curvature. (Another
/// h would be no other instance: it scales all biases by one factor.)
Setting<Real> started_at(const Rational& offset, const char* curvature) {
  Quadratic<Rational> q = scalar_problem();
  q.F(0, 0) = exact<Rational>(curvature);
  Setting<Real> setting = warm_started(q, matrix(1, 1, {"0"}));
  setting.start(0) += exact<Real>(offset);
  return setting;
}

Real half(const HypergradientSchedule& schedule) { return schedule.curvature_cap() / Real(2); }

Real bias(const EstimatorLaw<Real>& law, const Real& eta, const Real& steps) {
  return law.finite_difference()(0) + law.unfinished(eta, steps)(0);
}

/// Inner time K eta between which the whole bias changes sign.
struct Crossing {
  Rational offset; ///< of the start from y*
  Real before;
  Real after;
};

/// The first crossing on a grid of inner times, from one of three starts.
Crossing find_crossing(int p) {
  for (const int offset : {0, 2, 4}) {
    const HypergradientSchedule schedule(started_at(offset, "0.8"), f2sa_stencil(p));
    const EstimatorLaw<Real> law(schedule.setting(), schedule.stencil(), half(schedule));
    const Real eta = exact<Real>("0.001");
    for (int k = 2; k < 240; ++k) {
      const Real before(k * 250);
      const Real after((k + 1) * 250);
      if ((bias(law, eta, before) * bias(law, eta, after)).sign() < 0) {
        return {offset, (before - Real(50)) * eta, (after + Real(50)) * eta};
      }
    }
  }
  throw Undecidable("no inner time cancels the bias from the starts tried");
}

/// The whole number of steps next to the sign change between `low` and `high`.
Real steps_at_crossing(const EstimatorLaw<Real>& law, const Real& eta, Real low, Real high) {
  const int sign = bias(law, eta, low).sign();
  while (high - low > Real(1)) {
    const Real middle = floor((low + high) / Real(2));
    if (!(low < middle && middle < high)) {
      throw Undecidable("too few digits: two numbers of steps cannot be told apart");
    }
    (bias(law, eta, middle).sign() == sign ? low : high) = middle;
  }
  return low;
}

/// Everything but K follows from the budget; `stretch` is the fault.
struct Tuning {
  CostCurve curve;
  Real neighbour_share; ///< E|error|^2 / (2 eps^2) of the last tuning on the neighbouring instance
};

Tuning tune(int p, const std::vector<int>& ladder, const Rational& stretch) {
  const Crossing crossing = find_crossing(p);
  const HypergradientSchedule schedule(started_at(crossing.offset, "0.8"), f2sa_stencil(p));
  const EstimatorLaw<Real> law(schedule.setting(), schedule.stencil(), half(schedule));
  const EstimatorLaw<Real> neighbour(started_at(crossing.offset, "0.9"), schedule.stencil(),
                                     half(schedule));
  Tuning result{{.p = p, .ladder = ladder, .plans = {}}, Real(0)};
  const Real tiny = exact<Real>("1e-6") / Real(2); // per unit step the variance, then the slope
  const Real per_step = law.inner_variance(tiny) / tiny;
  for (const int decade : ladder) {
    const Real epsilon = accuracy(decade);
    if (machine_epsilon() * Real(1000000) > epsilon * half(schedule)) {
      throw Undecidable("too few digits: the bias cannot be told from rounding");
    }
    HypergradientPlan plan;
    plan.nu = half(schedule);
    plan.eta = std::min(epsilon * epsilon / (Real(4) * per_step), exact<Real>("0.01"));
    plan.steps = steps_at_crossing(law, plan.eta, floor(crossing.before / plan.eta),
                                   ceil(crossing.after / plan.eta));
    plan.steps = floor(plan.steps * exact<Real>(stretch));
    plan.batch =
        ceil(Real(2) * law.outer_variance(OuterSamples::independent) / (epsilon * epsilon));
    plan.calls = Real(static_cast<int>(law.nodes().size())) * (plan.steps + plan.batch);
    plan.log_factor = Real(1);
    const auto share = [&](const EstimatorLaw<Real>& where) {
      return where.error(plan.eta, plan.steps, plan.batch, OuterSamples::independent)
                 .mean_square() /
             (Real(2) * epsilon * epsilon);
    };
    result.curve.accuracy_share = std::max(result.curve.accuracy_share, share(law));
    result.neighbour_share = share(neighbour);
    result.curve.plans.push_back(std::move(plan));
  }
  return result;
}

struct Setup {
  std::vector<int> orders;
  std::vector<int> ladder;
  Rational stretch = 1;
  SlopeClaim claim{.relation = Relation::equal,
                   .exponent = [](int /*p*/) { return Rational(2); },
                   .which = Slope::raw};
};

Evidence check(const Setup& setup) {
  Evidence evidence;
  evidence.digits = Precision::digits();
  evidence.instances = {instance};
  for (const int p : setup.orders) {
    const Tuning tuned = tune(p, setup.ladder, setup.stretch);
    evidence.rows.push_back(accuracy_row(instance, tuned.curve));
    evidence.rows.push_back(local_row(instance, tuned.curve, 12, setup.claim));
    evidence.rows.push_back(limit_row(instance, tuned.curve, setup.claim));
    evidence.rows.push_back(law_row("neighbour F = 0.9, same tuning at 1e-" +
                                        std::to_string(setup.ladder.back()) +
                                        ": E|error|^2 over its bound",
                                    p, Relation::above, 1, tuned.neighbour_share));
  }
  return evidence;
}

Evidence measure(const Effort& effort) {
  const Precision guard(effort.digits_or(100));
  return check(
      {.orders = effort.level == Effort::smoke && effort.orders.empty() ? std::vector<int>{2, 3}
                                                                        : effort.orders_in(1, 6),
       .ladder = effort.pick(decades(1, 3), decades(8, 12), decades(1, 12), decades(1, 20))});
}

std::function<Evidence(const Effort&)> planted(const Setup& wrong, int digits) {
  return [wrong, digits](const Effort& effort) {
    const Precision guard(digits);
    Setup setup = wrong;
    setup.orders = {2};
    setup.ladder = effort.level == Effort::starved ? decades(1, 3) : decades(8, 12);
    return check(setup);
  };
}

} // namespace

Claim tuned_freely_hides_the_rate() {
  return {
      .id = "chen2026_f2sa_p/tuned_freely_hides_the_rate",
      .title = "Tuned freely on one instance, every order shows the exponent 2",
      .latex =
          R"(\exists\, \nu, \eta(\epsilon), K(\epsilon): \quad \mathbb{E}\|\Phi - \nabla\varphi\|^2 \le 2\epsilon^2, \quad n\,(K + S) = \Theta(\epsilon^{-2}) \quad \text{for every } p \le 6)",
      .plain =
          "On the scalar quadratic, nu can stay fixed while K is chosen so that unfinished inner "
          "runs cancel the stencil's bias: the raw slope of the cost is 2 within 0.02 for every "
          "p = 1..6. The same tuning misses the accuracy on a neighbouring instance.",
      .assumptions =
          {"the tuner knows the bias exactly, on one instance",
           "inner runs start at y*, y* + 2 or y* + 4, whichever first lets the biases cancel"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "Theorem 3.1, whose exponent is a worst case over instances"},
      .kind = Kind::upper_rate,
      .convention = Convention::N,
      .evidence = EvidenceLevel::exact_law,
      .expected = Verdict::supported,
      .method =
          "the sign change of the whole bias in K is found by exact law; eta and S follow from "
          "the noise; accuracy is checked on the instance and on a neighbour",
      .reduces_to = {},
      .not_shown =
          "larger p, whose bias at a fixed nu is below 1e-12 already; that tuning by noisy "
          "measurements finds this K; it shows why tuned curves must "
          "take the worst of a family or be measured on other seeds than they were tuned on",
      .run = measure,
      .faults = {{"the exponent 2 + 2/p claimed to show", Verdict::refuted,
                  planted({.orders = {},
                           .ladder = {},
                           .claim = {.relation = Relation::equal, .which = Slope::raw}},
                          100)},
                 {"K a tenth longer", Verdict::refuted,
                  planted({.orders = {}, .ladder = {}, .stretch = ratio(11, 10)}, 100)},
                 {"too few digits", Verdict::inconclusive,
                  planted({.orders = {}, .ladder = {}}, 15)}},
  };
}

} // namespace theory::chen2026_f2sa_p
