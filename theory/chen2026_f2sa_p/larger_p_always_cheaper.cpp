/// "A larger p is cheaper per hyper-gradient at every eps": false, there is a crossover.
///
/// Statement    for every eps and p: calls(p + 1, eps) <= calls(p, eps).
/// Assumptions  the scalar quadratic, cap nu <= mu/(p L_f), costs as in hypergradient_cost.
/// Source       in circulation; a reading of chen2026f2sap, Theorem 3.1, that drops its constants.
/// Reduces to   eps = 0.1 decides: order 2 is the cheapest there, order 3 costs twice as much.
/// Measured     the largest calls(p + 1)/calls(p), p = 1..11, at each accuracy by exact law.
/// Refuted by   (a fault must not be refuted here) looking at eps = 1e-12 alone, or at the exponent
///              alone, supports the statement; too few digits are undecided.
/// Not shown    where the crossover lies on other instances.
#include "cost_table.hpp"

namespace theory::chen2026_f2sa_p {
namespace {

Evidence check(const CostTable& table) {
  Evidence evidence;
  evidence.digits = Precision::digits();
  evidence.instances = {"scalar quadratic"};
  for (std::size_t k = 0; k < table.ladder.size(); ++k) {
    std::size_t worst = 0;
    const auto growth = [&](std::size_t i) { return table.calls[i + 1][k] / table.calls[i][k]; };
    for (std::size_t i = 0; i + 1 < table.orders.size(); ++i) {
      worst = growth(i) > growth(worst) ? i : worst;
    }
    Row row = law_row("largest calls(p)/calls(p - 1) at " + accuracy_name(table.ladder[k]),
                      table.orders[worst + 1], Relation::at_most, 1, growth(worst));
    row.cases = table.orders.size() - 1;
    row.note =
        four(table.calls[worst][k]) + " against " + four(table.calls[worst + 1][k]) + " calls";
    evidence.rows.push_back(std::move(row));
  }
  return evidence;
}

Evidence measure(const Effort& effort) {
  const Precision guard(effort.digits_or(60));
  return check(cost_table(
      effort.pick(decades(1, 0), std::vector<int>{1, 12}, decades(1, 12), decades(1, 20))));
}

std::function<Evidence(const Effort&)> planted(int decade, const CellCost& cost, int digits) {
  return [=](const Effort& effort) {
    const Precision guard(digits);
    return check(cost_table(decades(decade, effort.level == Effort::starved ? 0 : decade), cost));
  };
}

} // namespace

Claim larger_p_always_cheaper() {
  return {
      .id = "chen2026_f2sa_p/larger_p_always_cheaper",
      .title = "In circulation: a larger p is cheaper per oracle call at every accuracy",
      .latex = R"(\forall \epsilon, p: \quad n_{p+1} (K_{p+1} + S_{p+1}) \le n_p (K_p + S_p))",
      .plain =
          "At every accuracy a hyper-gradient by order p + 1 costs at most what order p costs. "
          "It does not: at eps = 0.1 the cost grows with p from p = 2 on.",
      .assumptions = {"unbiased oracles, Gaussian noise of variance 1, independent outer samples",
                      "nu <= mu/(p L_f)"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "in circulation: Theorem 3.1 read without its constants"},
      .kind = Kind::inequality,
      .convention = Convention::N,
      .evidence = EvidenceLevel::exact_law,
      .expected = Verdict::refuted,
      .method = "calls by exact law at 60 digits, neighbouring orders compared at every accuracy",
      .reduces_to = {"eps = 0.1: order 2 against order 3 decides"},
      .not_shown = "where the crossover lies on other instances (see crossover for this one)",
      .run = measure,
      .faults = {{"only eps = 1e-12 looked at", Verdict::supported,
                  planted(12, scheduled_calls, 60)},
                 {"costs by the exponent alone", Verdict::supported, planted(1, power_alone, 60)},
                 {"too few digits", Verdict::inconclusive, planted(12, scheduled_calls, 15)}},
  };
}

} // namespace theory::chen2026_f2sa_p
