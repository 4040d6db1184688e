#pragma once
#include <assay/claims/claim.hpp>
#include <assay/measure/rate.hpp>
#include <assay/oracles/hypergradient_schedule.hpp>

/// What one hyper-gradient of F2SA-p costs by exact law, over a ladder of accuracies.
///
/// Every cost is that of a plan whose accuracy is checked: E||Phi - grad phi||^2 by the estimator's
/// law, at the planned nu, eta, K and S, against 2 epsilon^2 (hypergradient_schedule.hpp). A cost
/// that grows slowly because the estimator is wrong is therefore no support.
/// Unit    a decade k is the accuracy epsilon = 10^-k.
namespace theory::chen2026_f2sa_p {

using namespace assay;

inline Matrix<Rational> matrix(int rows, int columns, const std::vector<const char*>& entries) {
  Matrix<Rational> m(rows, columns);
  for (int i = 0; i < rows * columns; ++i) {
    m(i / columns, i % columns) = exact<Rational>(entries[static_cast<std::size_t>(i)]);
  }
  return m;
}

/// A setting with unit noise in every partial gradient, its inner runs started at y*(x).
inline Setting<Real> warm_started(const Quadratic<Rational>& q, const Vector<Rational>& x) {
  const Vector<Rational> start = q.solution<Rational>(x, Rational(0));
  return {q.as<Real>(), convert<Real>(x), convert<Real>(start), {}};
}

/// g = y^2/2 - y (x + 1), f = 0.4 y^2 + 0.5 y, at x = 0.
inline Quadratic<Rational> scalar_problem() {
  const Matrix<Rational> one = matrix(1, 1, {"1"});
  const Matrix<Rational> none = matrix(1, 1, {"0"});
  return {.A = one,
          .F = matrix(1, 1, {"0.8"}),
          .B = one,
          .K = none,
          .P = none,
          .b = matrix(1, 1, {"1"}),
          .h = matrix(1, 1, {"0.5"}),
          .q = none};
}

/// dx = 2, dy = 3, all cross terms; A and F share no eigenvector, F is indefinite.
inline Quadratic<Rational> noncommuting_problem() {
  return {.A = matrix(3, 3, {"2", "0.5", "0", "0.5", "1.5", "-0.4", "0", "-0.4", "3"}),
          .F = matrix(3, 3, {"0.9", "-0.3", "0.4", "-0.3", "-0.5", "0.2", "0.4", "0.2", "0.6"}),
          .B = matrix(3, 2, {"1", "-0.5", "0.5", "1", "-1", "2"}),
          .K = matrix(2, 3, {"0.5", "0", "-0.25", "0.2", "0.3", "0"}),
          .P = matrix(2, 2, {"1", "0.5", "0.5", "-1"}),
          .b = matrix(3, 1, {"1", "-2", "0.5"}),
          .h = matrix(3, 1, {"0.5", "1", "-1"}),
          .q = matrix(2, 1, {"0.25", "-1"})};
}

inline Setting<Real> scalar_setting() {
  return warm_started(scalar_problem(), matrix(1, 1, {"0"}));
}
inline Setting<Real> noncommuting_setting() {
  return warm_started(noncommuting_problem(), matrix(2, 1, {"0.5", "-1"}));
}

inline Real accuracy(int decade) { return pow(Real(10), -decade); }

/// The decades first, first + step, ... up to last.
inline std::vector<int> decades(int first, int last, int step = 1) {
  std::vector<int> result;
  for (int k = first; k <= last; k += step) {
    result.push_back(k);
  }
  return result;
}

/// One curve of costs: a right one, or one with a single thing made wrong.
struct CostRun {
  std::function<Setting<Real>()> setting = scalar_setting;
  std::function<Stencil(int)> stencil = f2sa_stencil;
  OuterSamples planned = OuterSamples::independent;
  std::vector<int> ladder;
  /// A planted error in the plan, before its accuracy is checked.
  std::function<void(HypergradientPlan&, const HypergradientSchedule&)> spoil;
};

struct CostCurve {
  int p = 0;
  std::vector<int> ladder;
  std::vector<HypergradientPlan> plans;
  Real accuracy_share = Real(0); ///< the largest E||Phi - grad phi||^2 / (2 epsilon^2)

  [[nodiscard]] std::vector<RatePoint> points() const {
    std::vector<RatePoint> result;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      result.push_back({accuracy(ladder[i]), plans[i].calls, plans[i].log_factor});
    }
    return result;
  }
};

inline CostCurve cost_curve(const CostRun& run, int p) {
  const HypergradientSchedule schedule(run.setting(), run.stencil(p));
  CostCurve curve{.p = p, .ladder = run.ladder, .plans = {}};
  for (const int decade : run.ladder) {
    const Real epsilon = accuracy(decade);
    HypergradientPlan plan = schedule.plan(even_budget(epsilon), run.planned);
    if (run.spoil) {
      run.spoil(plan, schedule);
    }
    const EstimatorLaw<Real> law(schedule.setting(), schedule.stencil(), plan.nu);
    const Real error =
        law.error(plan.eta, plan.steps, plan.batch, OuterSamples::independent).mean_square();
    curve.accuracy_share = std::max(curve.accuracy_share, error / (Real(2) * epsilon * epsilon));
    curve.plans.push_back(std::move(plan));
  }
  return curve;
}

/// The value to 18 decimal digits: no more are shown than the schedule's tolerance supports.
inline Quantity shown(const Real& x, Rounding rounding) {
  return parse_rational(to_decimal(Quantity(x), 18, rounding));
}

inline void enclose(Row& row, const Real& lo, const Real& hi) {
  row.lo = shown(lo, Rounding::down);
  row.hi = shown(hi, Rounding::up);
}

/// A row about a number known to a relative 1e-19 or better (the schedule's own tolerance): the
/// interval is widened by 1e-15, far more than what is lost on the way.
inline Row
law_row(std::string instance, int p, Relation relation, Rational claimed, const Real& measured) {
  const Real slack = exact<Real>("1e-15");
  Row row = exact_row(std::move(instance), relation, std::move(claimed),
                      shown(measured, Rounding::nearest));
  enclose(row, measured - slack, measured + slack);
  row.p = p;
  row.digits = Precision::digits();
  return row;
}

inline Row accuracy_row(const std::string& instance, const CostCurve& curve) {
  Row row = law_row(instance + ", E|error|^2 over its bound", curve.p, Relation::at_most, 1,
                    curve.accuracy_share);
  row.tolerance = exact<Rational>("1e-12"); // a plan may use its budget up to rounding
  row.cases = curve.plans.size();
  return row;
}

/// Which slope a row is about, and what it must be.
struct SlopeClaim {
  Relation relation = Relation::equal;
  std::function<Rational(int)> exponent = [](int p) { return Rational(2 + ratio(2, p)); };
  Slope which = Slope::corrected;
  Rational tolerance = exact<Rational>("0.02");
};

inline std::string four(const Real& x) { return to_decimal(Quantity(x), 5, Rounding::nearest); }

/// log(1/epsilon)
inline Real accuracy_log(int decade) { return -log(accuracy(decade)); }

/// The local slope between two neighbouring decades.
inline Row local_row(const std::string& instance,
                     const CostCurve& curve,
                     int decade,
                     const SlopeClaim& claim) {
  const auto here = std::find(curve.ladder.begin(), curve.ladder.end(), decade);
  if (here == curve.ladder.end() || here == curve.ladder.begin()) {
    throw Undecidable("the ladder does not reach epsilon = 1e-" + std::to_string(decade));
  }
  const LocalSlope slope =
      local_slopes(curve.points())[static_cast<std::size_t>(here - curve.ladder.begin()) - 1];
  Row row =
      law_row(instance + ", local slope at 1e-" + std::to_string(decade), curve.p, claim.relation,
              claim.exponent(curve.p), claim.which == Slope::raw ? slope.raw : slope.corrected);
  row.tolerance = claim.tolerance;
  const Real plain = (log(accuracy_log(decade)) - log(accuracy_log(*(here - 1)))) /
                     (accuracy_log(decade) - accuracy_log(*(here - 1)));
  row.note = "raw " + four(slope.raw) + ", divided by log(1/eps) " + four(slope.raw - plain);
  return row;
}

/// The limit of the slopes as epsilon -> 0, with the interval their drift leaves.
inline Row limit_row(const std::string& instance, const CostCurve& curve, const SlopeClaim& claim) {
  const std::vector<LocalSlope> slopes = local_slopes(curve.points());
  const SlopeInterval limit = limit_slope(slopes, claim.which);
  Row row = law_row(instance + ", slope as epsilon falls", curve.p, claim.relation,
                    claim.exponent(curve.p), limit.value);
  const Real slack = exact<Real>("1e-15");
  enclose(row, limit.lo - slack, limit.hi + slack);
  row.tolerance = claim.tolerance;
  row.cases = slopes.size();
  const SlopeInterval raw = limit_slope(slopes, Slope::raw);
  row.note = "to 1e-" + std::to_string(curve.ladder.back()) + "; raw " + four(raw.value) + " in [" +
             four(raw.lo) + ", " + four(raw.hi) + "]";
  return row;
}

inline Series cost_series(const CostCurve& curve, const Row& slope) {
  Series series{.label = "p = " + std::to_string(curve.p) + ", slope " +
                         to_decimal(slope.measured, 4, Rounding::nearest),
                .points = {}};
  for (std::size_t i = 0; i < curve.plans.size(); ++i) {
    series.points.emplace_back(curve.ladder[i], log10(curve.plans[i].calls).to_double());
  }
  return series;
}

/// Accuracy, local slope at 1e-12 and limit for every order, with the plot of costs.
inline Evidence check_slopes(const std::string& instance,
                             const std::vector<int>& orders,
                             const CostRun& run,
                             const SlopeClaim& claim) {
  Evidence evidence;
  evidence.digits = Precision::digits();
  evidence.instances = {instance};
  Plot plot{.name = "cost_against_accuracy",
            .title = "Calls of one hyper-gradient by exact law, " + instance,
            .x_label = "log10 1/epsilon",
            .y_label = "log10 calls",
            .series = {}};
  for (const int p : orders) {
    const CostCurve curve = cost_curve(run, p);
    evidence.rows.push_back(accuracy_row(instance, curve));
    evidence.rows.push_back(local_row(instance, curve, 12, claim));
    evidence.rows.push_back(limit_row(instance, curve, claim));
    plot.series.push_back(cost_series(curve, evidence.rows.back()));
  }
  evidence.plots.push_back(std::move(plot));
  return evidence;
}

/// The orders asked for; else 1..12, or at smoke effort the few given.
inline std::vector<int> orders_of(const Effort& effort, const std::vector<int>& at_smoke) {
  return effort.level == Effort::smoke && effort.orders.empty() ? at_smoke
                                                                : effort.orders_in(1, 12);
}

/// 1..12 and on to 30, as far as the effort goes; starved, it does not reach 1e-12.
inline std::vector<int> cost_decades(const Effort& effort) {
  if (effort.level == Effort::starved) {
    return decades(1, 3);
  }
  std::vector<int> result =
      effort.pick(decades(0, -1), decades(11, 12), decades(1, 12), decades(1, 12));
  const std::vector<int> far = effort.level == Effort::full ? decades(13, 30) : decades(15, 30, 3);
  result.insert(result.end(), far.begin(), far.end());
  return result;
}

} // namespace theory::chen2026_f2sa_p
