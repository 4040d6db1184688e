/// One hyper-gradient of F2SA-p, drawn by the solver and counted, costs eps^(-2-2/p) calls.
///
/// Statement    with the schedule of Theorem 3.1: calls = O(p eps^(-2-2/p) log(c/(nu eps))).
/// Assumptions  unbiased oracles of bounded variance, g strongly convex in y, f and g smooth in y.
/// Source       chen2026f2sap, Theorem 3.1 (its inner loop).
/// Reduces to   p = 1: eps^-4.   p = 2: eps^-3.   By exact law: hypergradient_cost.
/// Measured     eps is the root mean square error of estimates that the solver draws, calls those
///              that its oracle counts, over the schedule's logarithm; at both ends of the window
///              on which the exact law's own local slopes are within 0.03 of 2 + 2/p.
/// Refuted by   exponent 2 + 1/p; an outer batch of one sample; twice the inner noise that was
///              planned for; the logarithm left in. Two draws: undecided.
/// Not shown    dependence on kappa; other instances; eps below 1e-8, where double ends.
#include "sampled_estimate.hpp"

namespace theory::chen2026_f2sa_p {
namespace {

/// What a fault may change.
struct Setup {
  Rational exponent_over_p = 2; ///< claimed: 2 + this/p
  double noise = 1;             ///< deviation of grad_y g that is drawn, where 1 is planned
  bool one_outer_sample = false;
  bool log_left_in = false;
  int draws = 0; ///< 0: by effort
};

/// One accuracy: what was planned, what its law promises, what was drawn.
struct CostPoint {
  HypergradientPlan plan;
  double promised; ///< E||Phi - grad phi||^2 by the exact law
};

CostPoint planned(const HypergradientSchedule& schedule, const Real& epsilon) {
  CostPoint point{schedule.plan(even_budget(epsilon), OuterSamples::independent), 0};
  const HypergradientPlan& plan = point.plan;
  const EstimatorLaw<Real> law(schedule.setting(), schedule.stencil(), plan.nu);
  point.promised = law.error(plan.eta, plan.steps, plan.batch, OuterSamples::independent)
                       .mean_square()
                       .to_double();
  return point;
}

/// The exact law's exponent of calls in accuracy between two points.
double law_slope(const CostPoint& a, const CostPoint& b) {
  const Real calls = b.plan.calls / b.plan.log_factor / (a.plan.calls / a.plan.log_factor);
  return log(calls).to_double() / (0.5 * std::log(a.promised / b.promised));
}

/// The last decades of 1e-2..1e-8 (1e-6 for p = 1) on which local slopes are near the limit.
std::vector<CostPoint> window(int p) {
  const HypergradientSchedule schedule(scalar_setting(), f2sa_stencil(p));
  const double limit = 2 + 2.0 / p;
  std::vector<CostPoint> points;
  // Phi is rounded to about 1e-16/nu, so eps ~ nu^p must stay far above that.
  for (int decade = p == 1 ? 6 : 8; decade >= 2; --decade) {
    points.insert(points.begin(), planned(schedule, accuracy(decade)));
    if (points.size() > 1 && std::abs(law_slope(points[0], points[1]) - limit) > 0.03) {
      points.erase(points.begin());
      break;
    }
  }
  return points;
}

EstimateSample
drawn(int p, const HypergradientPlan& plan, const Setup& setup, int draws, std::uint64_t seed) {
  const Instance instance =
      sampled_instance(scalar_problem(), zeros<Rational>(1),
                       {AdditiveNoise{.fx = 1, .fy = 1, .gx = 1, .gy = setup.noise}});
  return sample_estimate(instance,
                         f2sa_estimate(instance.facts, {.p = p,
                                                        .nu = plan.nu.to_double(),
                                                        .eta = plan.eta.to_double(),
                                                        .inner = plan.steps.to_double(),
                                                        .batch = plan.batch.to_double(),
                                                        .shared = false}),
                         draws, seed);
}

/// One call is one sample's gradients of f and g at one point, as the paper counts.
double
calls_over_log(const EstimateSample& sample, const HypergradientPlan& plan, bool log_left_in) {
  const Count pairs = sample.calls[Call::gx] + sample.calls[Call::gy];
  return static_cast<double>(pairs) / (log_left_in ? 1 : plan.log_factor.to_double());
}

Row undecided(const std::string& name, int p, const Rational& claimed, const std::string& why) {
  Row row = undecided_row(name, Relation::equal, claimed, why);
  row.p = p;
  return row;
}

void add_rows(int p, const Setup& setup, int draws, std::uint64_t seed, Evidence& evidence) {
  std::vector<CostPoint> points = window(p);
  const Rational claimed = 2 + setup.exponent_over_p / p;
  const std::string name = "scalar quadratic, sampled exponent of 1/eps";
  if (points.size() < 3) {
    evidence.rows.push_back(
        undecided(name, p, claimed, "no window of two decades within 0.03 of its limit"));
    return;
  }
  for (CostPoint& point : points) {
    point.plan.batch = setup.one_outer_sample ? Real(1) : point.plan.batch;
  }
  const CostPoint& first = points.front();
  const CostPoint& last = points.back();
  const EstimateSample coarse = drawn(p, first.plan, setup, draws, seed);
  const EstimateSample fine = drawn(p, last.plan, setup, draws, seed + 1);
  // calls ~ (mean square)^(-slope/2): solve for the slope.
  const double cost = std::log(calls_over_log(fine, last.plan, setup.log_left_in) /
                               calls_over_log(coarse, first.plan, setup.log_left_in));
  const auto gain =
      sampled_exponent(std::exp(1.0), fine.mean_square, std::exp(2.0), coarse.mean_square);
  if (!gain) {
    evidence.rows.push_back(undecided(name, p, claimed, "too few draws"));
    return;
  }
  const SampledMean slope{2 * cost / gain->value, 2 * cost / gain->hi, 2 * cost / gain->lo};
  const auto cases = static_cast<std::size_t>(draws);
  Row row = sampled_row(name, p, Relation::equal, claimed, slope, cases);
  row.tolerance = exact<Rational>("0.05");
  row.note = std::to_string(points.size() - 1) + " decades of eps";
  evidence.rows.push_back(headline(row));

  const double law = law_slope(first, last);
  row = sampled_row("sampled exponent minus that of the exact law", p, Relation::equal, 0,
                    {slope.value - law, slope.lo - law, slope.hi - law}, cases);
  row.tolerance = exact<Rational>("0.04");
  evidence.rows.push_back(row);
  const SampledMean& error = fine.mean_square;
  const double promised = last.promised;
  row = sampled_row("mean square error over that of the exact law", p, Relation::equal, 1,
                    {error.value / promised, error.lo / promised, error.hi / promised}, cases);
  row.tolerance = exact<Rational>("0.25");
  evidence.rows.push_back(row);
}

Evidence check(const Setup& setup, const std::vector<int>& orders, const Effort& effort) {
  const Precision guard(effort.digits_or(40));
  const int draws = setup.draws > 0 ? setup.draws : effort.pick(0, 5000, 20000, 100000);
  Evidence evidence;
  evidence.digits = effort.digits_or(40);
  evidence.instances = {"scalar quadratic"};
  for (const int p : orders) {
    if (effort.level != Effort::starved) {
      add_rows(p, setup, draws, effort.seed, evidence);
    }
  }
  return evidence;
}

Evidence measure(const Effort& effort) {
  // Few draws decide where the window is wide, four decades and more.
  const bool quick = effort.level == Effort::smoke;
  return check({}, quick ? effort.orders_in(2, 3) : effort.orders_in(1, 4), effort);
}

std::function<Evidence(const Effort&)> planted(const Setup& setup, int p = 2) {
  return [setup, p](const Effort& effort) { return check(setup, {p}, effort); };
}

} // namespace

Claim hypergradient_cost_sampled() {
  return {
      .id = "chen2026_f2sa_p/hypergradient_cost_sampled",
      .title = "One hyper-gradient costs eps^(-2-2/p) counted calls, drawn by the solver",
      .latex =
          R"(n\,(K + S) \propto \epsilon^{-2-2/p} \log\frac{c}{\nu\epsilon} \quad \text{for} \quad \epsilon^2 = \mathbb{E}\|\Phi - \nabla\varphi\|^2)",
      .plain = "On the scalar quadratic, the calls that the oracle counts for one estimate, over "
               "the schedule's logarithm, have exponent 2 + 2/p within 0.05 in the error that is "
               "sampled, and agree with the exact law.",
      .assumptions = {"unbiased oracles, Gaussian noise of variance 1, independent outer samples",
                      "inner loops are drawn from their law, equal to steps in distribution",
                      "inner runs start at y*(x)"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "Theorem 3.1: K, S and nu of one iteration"},
      .kind = Kind::upper_rate,
      .convention = Convention::N,
      .evidence = EvidenceLevel::sampled,
      .expected = Verdict::supported,
      .method = "nu, eta, K and S solved from the estimator's law; estimates drawn by the solver "
                "at both ends of the window where that law's local slopes are within 0.03 of "
                "2 + 2/p; intervals at 5 standard errors",
      .reduces_to = {"p = 1: eps^-4", "p = 2: eps^-3"},
      .not_shown = "the dependence on kappa and sigma, other instances, and eps below 1e-8",
      .run = measure,
      .faults = {{"exponent 2 + 1/p claimed", Verdict::refuted, planted({.exponent_over_p = 1})},
                 {"an outer batch of one sample", Verdict::refuted,
                  planted({.one_outer_sample = true})},
                 {"inner noise twice as large as planned", Verdict::refuted, planted({.noise = 2})},
                 {"the logarithm left in", Verdict::refuted, planted({.log_left_in = true}, 3)},
                 {"two draws", Verdict::inconclusive, planted({.draws = 2})}},
  };
}

} // namespace theory::chen2026_f2sa_p
