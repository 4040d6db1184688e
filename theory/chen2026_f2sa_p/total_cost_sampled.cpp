/// F2SA-p, run with counted oracles, costs no more than eps^(-4-2/p), and on one instance no less.
///
/// Statement    the calls to ||grad phi|| <= eps grow like eps^-a with a <= 4 + 2/p + 0.1 on
///              composite, whose stencil bias never vanishes; the raw exponent, logarithm included.
/// Assumptions  those of Theorem 3.1: g strongly convex, p-th order smoothness in y, unbiased
///              gradients of bounded variance.
/// Source       chen2026f2sap, Theorem 3.1.
/// Reduces to   chen2026_f2sa_p/hypergradient_cost (one hyper-gradient, exact law) times T ~
/// eps^-2. Measured     runs with the explicit schedule, exact-law inner loops, Bernoulli noise on
/// the
///              chain; least squares of log ERT on log(1/eps), Student's 95 % interval.
/// Refuted by   a claim of eps^-4 for p = 2; a claim of eps^-5 for p = 1.
/// Not shown    other instances; the constant; kappa. A finite window supports a rate, it proves
///              none.
#include <assay/claims/sampled_rate.hpp>

#include <cmath>

namespace theory::chen2026_f2sa_p {
namespace {

using namespace assay;

/// eps = 1/sqrt(T), so that T ~ eps^-2 holds without rounding.
std::vector<double> accuracies(const Effort& effort) {
  std::vector<int> lengths = {4, 6, 9, 14, 21, 32};
  if (effort.level >= Effort::normal) {
    lengths = {4, 8, 16, 32, 64, 128};
    if (effort.level == Effort::full) {
      lengths.insert(lengths.end(), {256, 512, 1024});
    }
  }
  std::vector<double> result;
  for (const int length : lengths) {
    result.push_back(1 / std::sqrt(static_cast<double>(length)));
  }
  return result;
}

RateExperiment experiment(int p, const Effort& effort) {
  return {.solver = "f2sa_p:p=" + std::to_string(p),
          .instance = "composite",
          .epsilons = accuracies(effort),
          .trials = effort.pick(0, 1, 2, 8)};
}

Evidence check(const Effort& effort, const std::vector<int>& orders, const Rational& less) {
  Evidence evidence;
  evidence.instances = {"composite"};
  Plot plot{.name = "cost",
            .title = "Calls of F2SA-p to ||grad phi|| <= eps on composite",
            .x_label = "log10 eps",
            .y_label = "log10 SFO calls",
            .series = {}};
  for (const int p : orders) {
    const ClaimedRate claimed{"sfo", 4 + ratio(2, p) - less};
    Row row =
        headline(sampled_rate_rows(experiment(p, effort), {claimed}, RateSide::upper, effort, &plot)
                     .front());
    row.p = p;
    evidence.rows.push_back(std::move(row));
  }
  evidence.plots.push_back(std::move(plot));
  return evidence;
}

Evidence measure(const Effort& effort) {
  std::vector<int> orders = effort.orders_in(1, 8);
  if (effort.orders.empty()) {
    orders = effort.level == Effort::smoke    ? std::vector<int>{2}
             : effort.level == Effort::normal ? std::vector<int>{1, 2, 4}
                                              : std::vector<int>{1, 2, 3, 4, 6, 8};
  }
  return check(effort, orders, 0);
}
Evidence claimed_four(const Effort& effort) { return check(effort, {2}, 1); }
Evidence claimed_five(const Effort& effort) { return check(effort, {1}, 1); }

} // namespace

Claim total_cost_sampled() {
  return {
      .id = "chen2026_f2sa_p/total_cost_sampled",
      .title = "F2SA-p's total cost, by running it",
      .latex = R"(\#\mathrm{SFO} = \tilde O(p\,\varepsilon^{-4-2/p}))",
      .plain = "Run with counted oracles on the composite instance, F2SA-p needs no more calls "
               "than its theorem's exponent allows.",
      .assumptions = {"g is mu-strongly convex in y", "f and g smooth in y to order p",
                      "unbiased gradients of bounded variance"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Theorem 3.1"},
      .kind = Kind::upper_rate,
      .convention = Convention::N,
      .evidence = EvidenceLevel::sampled,
      .expected = Verdict::supported,
      .method = "counted runs with the explicit schedule; least squares of log ERT on log(1/eps), "
                "95 % interval of the raw exponent by Student's t",
      .reduces_to = {"hypergradient_cost: one hyper-gradient in exact law",
                     "chain_progress: T ~ eps^-2 outer steps"},
      .not_shown = "other instances, constants, kappa; that the rate goes on below the window",
      .run = measure,
      .faults = {{"eps^-4 claimed for p = 2", Verdict::refuted, claimed_four},
                 {"eps^-5 claimed for p = 1", Verdict::refuted, claimed_five}},
  };
}

} // namespace theory::chen2026_f2sa_p
