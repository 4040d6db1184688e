/// One hyper-gradient of F2SA-p costs O~(p eps^(-2-2/p)) calls.
///
/// Statement    calls for E||Phi - grad phi||^2 <= 2 eps^2, with the schedule of Theorem 3.1:
///              O(p eps^(-2-2/p) log(c/(nu eps))).
/// Assumptions  unbiased oracles of bounded variance, g strongly convex, p-th order smoothness in
/// y. Source       chen2026f2sap, Theorem 3.1 (its inner loop; T = O(eps^-2) of them give the
/// total). Reduces to   p = 1: eps^-4.   p = 2: eps^-3. Measured     moments of the inner SGD in
/// closed form at 100 digits, nu, eta, K and S solved from
///              them; slopes of cost/(log factor of the schedule) for eps = 1e-1..1e-30.
/// Refuted by   exponent 2 + 1/p; 1/nu^2 forgotten; nu at its cap; shared samples planned,
///              independent ones drawn; the logarithm left in. Too few digits: undecided.
/// Not shown    dependence on kappa; other instances; the outer loop.
#include "cost_ladder.hpp"

namespace theory::chen2026_f2sa_p {
namespace {

constexpr const char* instance = "scalar quadratic";

/// Stricter than the 0.1 that an upper rate is granted.
const SlopeClaim upper{.relation = Relation::at_most};

Evidence measure(const Effort& effort) {
  const Precision guard(effort.digits_or(100));
  const std::vector<int> orders = orders_of(effort, {1, 2, 3, 12});
  return check_slopes(instance, orders, {.ladder = cost_decades(effort)}, upper);
}

/// The same check with one thing wrong.
struct Wrong {
  int p = 2;
  int digits = 100;
  SlopeClaim claim = upper;
  CostRun run;
};

std::function<Evidence(const Effort&)> planted(const Wrong& wrong) {
  return [wrong](const Effort& effort) {
    const Precision guard(wrong.digits);
    CostRun run = wrong.run;
    run.ladder = effort.level == Effort::starved ? decades(1, 3) : decades(8, 12);
    return check_slopes(instance, {wrong.p}, run, wrong.claim);
  };
}

void forget_nu_in_the_variance(HypergradientPlan& plan, const HypergradientSchedule& schedule) {
  plan.eta = std::min(plan.eta / (plan.nu * plan.nu), Real(1) / Real(2));
  plan.steps = ceil(plan.log_factor / plan.eta);
  (void)schedule;
}

void put_nu_at_the_cap(HypergradientPlan& plan, const HypergradientSchedule& schedule) {
  plan.nu = schedule.curvature_cap();
}

} // namespace

Claim hypergradient_cost() {
  return {
      .id = "chen2026_f2sa_p/hypergradient_cost",
      .title = "One hyper-gradient of F2SA-p costs O(p eps^(-2-2/p)) up to a logarithm",
      .latex =
          R"(n\,(K + S) = O\!\left( p\, \epsilon^{-2-2/p} \log\frac{c}{\nu\epsilon} \right) \quad \text{for} \quad \mathbb{E}\|\Phi - \nabla\varphi\|^2 \le 2\epsilon^2)",
      .plain = "On the scalar quadratic, a hyper-gradient of root-mean-square error eps sqrt(2) "
               "costs at most eps^(-2-2/p) up to the schedule's logarithm: the log-corrected slope "
               "is at most 2 + 2/p + 0.02, at 1e-12 and as eps falls, p = 1..12.",
      .assumptions = {"unbiased oracles, Gaussian noise of variance 1, independent outer samples",
                      "g strongly convex in y, and j nu f + g at every node: nu <= mu/(p L_f)",
                      "inner runs start at y*(x), as a warm start would nearly do"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "Theorem 3.1: K, S and nu of one iteration"},
      .kind = Kind::upper_rate,
      .convention = Convention::N,
      .evidence = EvidenceLevel::exact_law,
      .expected = Verdict::supported,
      .method = "K steps of SGD on a quadratic leave a Gaussian with closed moments, so the "
                "estimator's mean square error is a formula; nu, eta, K and S are solved from it "
                "and the cost is n (K + S), down to eps = 1e-30",
      .reduces_to = {"p = 1: eps^-4", "p = 2: eps^-3"},
      .not_shown = "the dependence on kappa and sigma, instances other than this one (see "
                   "hypergradient_cost_noncommuting), and the number of outer steps",
      .run = measure,
      .faults = {{"exponent 2 + 1/p claimed", Verdict::refuted,
                  planted({.claim = {.relation = Relation::at_most,
                                     .exponent = [](int p) { return Rational(2 + ratio(1, p)); }},
                           .run = {}})},
                 {"1/nu^2 forgotten in the inner variance", Verdict::refuted,
                  planted({.run = {.ladder = {}, .spoil = forget_nu_in_the_variance}})},
                 {"nu kept at the convexity cap", Verdict::refuted,
                  planted({.run = {.ladder = {}, .spoil = put_nu_at_the_cap}})},
                 {"planned for shared outer samples, drawn independently", Verdict::refuted,
                  planted({.run = {.planned = OuterSamples::shared, .ladder = {}, .spoil = {}}})},
                 {"the logarithm left in", Verdict::refuted,
                  planted({.p = 1,
                           .claim = {.relation = Relation::at_most, .which = Slope::raw},
                           .run = {}})},
                 {"too few digits", Verdict::inconclusive, planted({.digits = 20, .run = {}})}},
  };
}

} // namespace theory::chen2026_f2sa_p
