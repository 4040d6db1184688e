/// Ten points give a tenth-order estimate, two points a second-order one.
///
/// Statement    For even p the stencil of F2SA-p has p points of non-zero weight and order exactly
///              p: 10 points, order 10; 2 points, order 2.
/// Assumptions  none; even p, where the weight of node 0 is zero.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), Lemma 3.1, as summaries restate it.
/// Reduces to   p = 2: the central difference.
/// Measured     order and points of the stencil from its exact moments, even p up to 64.
/// Refuted by   the stencils of odd order, which use p + 1 points; one point dropped; points
///              mistaken for nodes of a one-sided stencil.
/// Not shown    that the higher order pays at a given accuracy: see the crossover of p.
#include <assay/claims/claim.hpp>
#include <assay/differences/stencil.hpp>

namespace theory::chen2026_f2sa_p {
namespace {

using namespace assay;

template <class Make> Evidence check(const std::vector<int>& orders, const Make& make) {
  Evidence evidence;
  for (const int p : orders) {
    const StencilFacts found = facts(make(p));
    Row points = exact_row("points of the stencil", Relation::equal, p, found.solves);
    Row order = exact_row("order of the stencil", Relation::equal, p, found.order);
    for (Row* row : {&points, &order}) {
      row->p = p;
      evidence.rows.push_back(std::move(*row));
    }
  }
  evidence.instances = {"F2SA-p stencils"};
  return evidence;
}

std::vector<int> of_parity(const Effort& effort, int parity) {
  std::vector<int> orders = effort.orders_in(1, effort.pick(0, 12, 24, 64));
  std::erase_if(orders, [parity](int p) { return p % 2 != parity; });
  return orders;
}

Evidence measure(const Effort& effort) { return check(of_parity(effort, 0), f2sa_stencil); }

Evidence odd_orders(const Effort& effort) { return check(of_parity(effort, 1), f2sa_stencil); }

Evidence last_point_dropped(const Effort& effort) {
  return check(of_parity(effort, 0), [](int p) {
    std::vector<Rational> nodes = f2sa_nodes(p);
    nodes.pop_back();
    return from_nodes(nodes);
  });
}

Evidence one_sided(const Effort& effort) {
  return check(of_parity(effort, 0), [](int p) {
    std::vector<Rational> nodes;
    for (int j = 0; j < p; ++j) {
      nodes.emplace_back(j);
    }
    return from_nodes(nodes);
  });
}

} // namespace

Claim ten_points_tenth_order() {
  return {.id = "chen2026_f2sa_p/ten_points_tenth_order",
          .title = "Ten points, tenth order",
          .latex = R"(p \text{ even}: \quad \#\{j : \alpha_j \ne 0\} = p = \text{order})",
          .plain = "For even p the stencil of F2SA-p has p points of non-zero weight and order "
                   "exactly p: ten points give order 10, two points order 2.",
          .assumptions = {"even p; odd p uses p + 1 points"},
          .source = {.key = "chen2026f2sap",
                     .version = "arXiv v2, 2026-03-07",
                     .locus = "Lemma 3.1, as summaries restate it"},
          .kind = Kind::order,
          .method = "points and order from the exact moments of the stencil",
          .reduces_to = {"p = 2: the central difference"},
          .not_shown = "that the higher order pays at a given accuracy",
          .run = measure,
          .faults = {{"odd orders", Verdict::refuted, odd_orders},
                     {"one point dropped", Verdict::refuted, last_point_dropped},
                     {"p points on one side", Verdict::refuted, one_sided}}};
}

} // namespace theory::chen2026_f2sa_p
