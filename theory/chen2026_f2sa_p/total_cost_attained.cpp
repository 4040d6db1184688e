/// On composite F2SA-p's calls grow like eps^(-4-2/p): the rate is attained, not merely kept.
///
/// Statement    between the two smallest accuracies the calls to ||grad phi|| <= eps grow like
///              eps^-a, a within 0.1 of 4 + 2/p (0.15 for p = 8); raw, the logarithm included.
/// Assumptions  those of Theorem 3.1; the instance's bias does not vanish at stationarity and is
///              large enough (M = 2048) that it limits nu, not strong convexity.
/// Source       chen2026f2sap, Theorem 3.1.
/// Reduces to   chen2026_f2sa_p/hypergradient_cost (one hyper-gradient) times T ~ eps^-2.
/// Measured     runs with the explicit schedule at eps 0.043 and 0.03 (p <= 4 at effort normal
/// 0.088
///              and 0.063, p <= 3 at smoke 0.18 and 0.125), exact-law inner loops; both ERT by
///              their own 97.5 % intervals, so that the quotient has 95 %.
/// Refuted by   M = 0.01, with which nu stays at its cap and the exponent is 4; the listing's
///              4 + p/2 for p = 3. One run at each accuracy: undecided.
/// Not shown    smaller eps, where the logarithm falls away and p = 6 and 8 come up to their limits
///              from 0.1 below; other instances.
#include <assay/claims/sampled_rate.hpp>

#include <cmath>

namespace theory::chen2026_f2sa_p {
namespace {

using namespace assay;

struct Setup {
  std::string instance = "composite";
  int trials = 3;
  bool swapped = false; ///< claimed: 4 + p/2
};

/// The last two of nine accuracies from 0.5 to 0.03. With less effort, larger ones where they are
/// small enough: p = 6 and 8 come up to their limits the latest.
std::vector<double> small_end(int p, const Effort& effort) {
  if (effort.level == Effort::smoke) {
    return chain_accuracies(1, {32, 64});
  }
  if (effort.level == Effort::normal && p <= 4) {
    return chain_accuracies(1, {128, 256});
  }
  const std::vector<double> all = falling(0.5, 0.03, 9);
  return {all[7], all[8]};
}

/// The exponent between two accuracies whose ERT both lie in their intervals.
ExponentInterval between(const ErtPoint& large, const ErtPoint& small) {
  const double run = std::log(large.epsilon / small.epsilon);
  return {.value = std::log(small.ert / large.ert) / run,
          .lo = std::log(small.lo / large.hi) / run,
          .hi = std::log(small.hi / large.lo) / run};
}

Row local_row(int p, const Setup& setup, const Effort& effort) {
  const std::string solver = "f2sa_p:p=" + std::to_string(p);
  const RateExperiment experiment = {.solver = solver,
                                     .instance = setup.instance,
                                     .epsilons = small_end(p, effort),
                                     .trials = setup.trials};
  std::vector<Trial> costs;
  for (const RatedRun& run : sampled_runs(experiment, effort.seed)) {
    costs.push_back({.epsilon = run.epsilon,
                     .calls = static_cast<double>(run.calls.sfo()),
                     .success = run.reached,
                     .run = run.trial});
  }
  constexpr double each = 0.975; // both hold in 95 % of all sets
  const CurveFit fit = fit_curve(costs, {.confidence = each});
  const Rational claimed = 4 + (setup.swapped ? ratio(p, 2) : ratio(2, p));
  Row row =
      exponent_row(solver + " on " + setup.instance, Relation::equal, Quantity(claimed),
                   between(fit.points[0], fit.points[1]), costs.size(),
                   "raw exponent of all calls between eps = " +
                       to_decimal(Quantity(fit.points[0].epsilon), 3, Rounding::nearest) + " and " +
                       to_decimal(Quantity(fit.points[1].epsilon), 3, Rounding::nearest));
  row.p = p;
  row.tolerance = p == 8 ? ratio(3, 20) : ratio(1, 10);
  return headline(row);
}

Evidence check(const Effort& effort, const std::vector<int>& orders, const Setup& setup) {
  Evidence evidence;
  evidence.instances = {setup.instance};
  for (const int p : orders) {
    if (effort.level == Effort::starved) {
      evidence.rows.push_back(undecided_row(setup.instance, Relation::equal, 4 + ratio(2, p),
                                            "an exponent takes two accuracies"));
    } else {
      evidence.rows.push_back(local_row(p, setup, effort));
    }
  }
  return evidence;
}

Evidence measure(const Effort& effort) {
  const std::vector<int> at_smoke = {1, 2, 3};
  const std::vector<int> all = {1, 2, 3, 4, 6, 8};
  std::vector<int> orders = effort.pick(at_smoke, at_smoke, all, all);
  return check(effort, effort.orders.empty() ? orders : effort.orders_in(1, 8), {});
}

std::function<Evidence(const Effort&)> planted(int p, const Setup& setup) {
  return [p, setup](const Effort& effort) {
    Effort quick = effort; // what is this wrong shows at the larger accuracies
    quick.level = std::min(effort.level, Effort::smoke);
    return check(quick, {p}, setup);
  };
}

} // namespace

Claim total_cost_attained() {
  return {
      .id = "chen2026_f2sa_p/total_cost_attained",
      .title = "F2SA-p attains its rate on the composite instance",
      .latex = R"(\#\mathrm{SFO} = \tilde\Theta(\varepsilon^{-4-2/p}) \text{ on composite})",
      .plain = "Run with counted oracles on the composite instance, the calls of F2SA-p grow by "
               "the theorem's own exponent between the two smallest accuracies, neither less nor "
               "more.",
      .assumptions = {"the stencil's bias does not vanish at stationarity and limits nu",
                      "unbiased gradients of bounded variance"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Theorem 3.1"},
      .kind = Kind::lower_rate,
      .convention = Convention::N,
      .evidence = EvidenceLevel::sampled,
      .expected = Verdict::supported,
      .method = "counted runs with the explicit schedule; the raw exponent between two accuracies, "
                "from the 97.5 % intervals of both ERT",
      .reduces_to = {"hypergradient_cost: one hyper-gradient in exact law",
                     "chain_progress: T ~ eps^-2 outer steps"},
      .not_shown = "smaller eps; other instances, constants, kappa",
      .run = measure,
      .faults = {{"M = 0.01, with which nu stays at its cap, for p = 3", Verdict::refuted,
                  planted(3, {.instance = "composite:M=0.01"})},
                 {"eps^(-4-p/2) claimed for p = 3", Verdict::refuted,
                  planted(3, {.swapped = true})},
                 {"one run at each accuracy", Verdict::inconclusive, planted(2, {.trials = 1})}},
  };
}

} // namespace theory::chen2026_f2sa_p
