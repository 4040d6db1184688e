/// The weights of F2SA-p are bounded: |j alpha_j| <= 1, and alpha_0 is at most 1, 0 for even p.
///
/// Statement    |j alpha_j| <= 1 for j != 0, and |alpha_0| <= [p odd].
/// Assumptions  none.
/// Source       chen2026f2sap, Lemma 3.1.
/// Reduces to   p = 1: 1 and 1.   p = 2: 1/2 and 0.   p = 3: 1 and 1/2.
/// Measured     rational arithmetic, p = 1..64: the largest |j alpha_j|, and |alpha_0|.
/// Refuted by   the bounds lowered (3/4 for odd p; alpha_0 = 0 for every p); weights doubled.
/// Not shown    orders beyond 64. (For all p: |j alpha_j| = m!m!/((m-j)!(m+j)!) <= 1 at p = 2m.)
#include <assay/claims/claim.hpp>
#include <assay/differences/stencil.hpp>

namespace theory::finite_differences {
namespace {

using namespace assay;

struct Bounds {
  Rational product = 1;       ///< on |j alpha_j|
  Rational centre_if_odd = 1; ///< on |alpha_0| for odd p
  Rational scale = 1;         ///< of the weights: 1, or a planted error
};

Evidence check(const std::vector<int>& orders, const Bounds& bounds) {
  Evidence evidence;
  for (const int p : orders) {
    const Stencil stencil = f2sa_stencil(p);
    Rational product = 0;
    Rational centre = 0;
    for (std::size_t j = 0; j < stencil.size(); ++j) {
      const Rational weight = bounds.scale * stencil.weights[j];
      product = std::max(product, Rational(abs(stencil.nodes[j] * weight)));
      if (stencil.nodes[j] == 0) {
        centre = abs(weight);
      }
    }
    Row row = exact_row("largest |j alpha_j|", Relation::at_most, bounds.product, product);
    row.p = p;
    row.cases = stencil.size();
    evidence.rows.push_back(row);
    row = exact_row("|alpha_0|", Relation::at_most, p % 2 == 1 ? bounds.centre_if_odd : Rational(0),
                    centre);
    row.p = p;
    evidence.rows.push_back(row);
  }
  evidence.instances = {"stencils of order 1..64"};
  return evidence;
}

Evidence measure(const Effort& effort) {
  return check(effort.orders_in(1, effort.pick(0, 16, 64, 64)), {});
}

std::function<Evidence(const Effort&)> planted(const Bounds& bounds) {
  return [bounds](const Effort& effort) {
    return check(effort.orders_in(1, effort.pick(0, 4, 4, 4)), bounds);
  };
}

} // namespace

Claim weights_bounded() {
  return {
      .id = "finite_differences/weights_bounded",
      .title = "The weights of F2SA-p are bounded",
      .latex = R"(|j\,\alpha_j| \le 1 \;(j \ne 0), \qquad |\alpha_0| \le [p \text{ odd}])",
      .plain = "No weight of F2SA-p exceeds 1/|j| in size; the weight of node 0 is at most 1 for "
               "odd p and 0 for even p.",
      .assumptions = {},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Lemma 3.1"},
      .kind = Kind::inequality,
      .convention = Convention::none,
      .evidence = EvidenceLevel::exact,
      .expected = Verdict::supported,
      .method = "all weights in rational arithmetic",
      .reduces_to = {"p = 1: equality in both", "p = 2: 1/2 and 0", "p = 3: 1 and 1/2"},
      .not_shown = "orders beyond 64",
      .run = measure,
      .faults = {{"bound 3/4 on |j alpha_j|", Verdict::refuted, planted({.product = ratio(3, 4)})},
                 {"alpha_0 = 0 for every p", Verdict::refuted, planted({.centre_if_odd = 0})},
                 {"weights doubled", Verdict::refuted, planted({.scale = 2})}},
  };
}

} // namespace theory::finite_differences
