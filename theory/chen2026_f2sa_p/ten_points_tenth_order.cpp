/// Ten points give a tenth-order estimate, two points a second-order one.
///
/// Statement    The stencil of F2SA-p has order exactly p, on p points of non-zero weight for even
/// p
///              and p + 1 for odd p: 10 points, order 10; 2 points, order 2.
/// Assumptions  none.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), Lemma 3.1, as summaries restate it.
/// Reduces to   p = 1: nodes 0 and 1.   p = 2: the central difference.
/// Measured     order and points of the stencil from its exact moments.
/// Refuted by   p points for odd p, too; one node dropped; p nodes on one side.
/// Not shown    that the higher order pays at a given accuracy: see the crossover of p.
#include <assay/claims/claim.hpp>
#include <assay/differences/stencil.hpp>

namespace theory::chen2026_f2sa_p {
namespace {

using namespace assay;

using Make = std::function<Stencil(int)>;

/// Points that the statement promises for an order.
int promised(int p) { return p % 2 == 0 ? p : p + 1; }

template <class Points>
std::function<Evidence(const Effort&)> check(const Make& make, const Points& points) {
  return [make, points](const Effort& effort) {
    Evidence evidence;
    for (const int p : effort.orders_in(1, effort.pick(0, 10, 24, 64))) {
      const StencilFacts found = facts(make(p));
      Row solves = exact_row("points of the stencil", Relation::equal, points(p), found.solves);
      Row order = exact_row("order of the stencil", Relation::equal, p, found.order);
      solves.p = order.p = p;
      evidence.rows.push_back(std::move(solves));
      evidence.rows.push_back(std::move(order));
    }
    evidence.instances = {"F2SA-p stencils"};
    return evidence;
  };
}

Stencil one_node_dropped(int p) {
  std::vector<Rational> nodes = f2sa_nodes(p);
  if (nodes.size() > 2) {
    nodes.pop_back();
  }
  return from_nodes(nodes);
}

Stencil one_sided(int p) {
  std::vector<Rational> nodes = {0, 1};
  for (int j = 2; j < p; ++j) {
    nodes.emplace_back(j);
  }
  return from_nodes(nodes);
}

} // namespace

Claim ten_points_tenth_order() {
  return {.id = "chen2026_f2sa_p/ten_points_tenth_order",
          .title = "Ten points, tenth order",
          .latex = R"(\#\{j : \alpha_j \ne 0\} = 2\lceil p/2 \rceil, \quad \text{order} = p)",
          .plain = "The stencil of F2SA-p has order exactly p, on p points of non-zero weight for "
                   "even p and p + 1 for odd p: ten points give order 10, two points order 2.",
          .assumptions = {},
          .source = {.key = "chen2026f2sap",
                     .version = "arXiv v2, 2026-03-07",
                     .locus = "Lemma 3.1, as summaries restate it"},
          .kind = Kind::order,
          .method = "points and order from the exact moments of the stencil",
          .reduces_to = {"p = 1: nodes 0 and 1", "p = 2: the central difference"},
          .not_shown = "that the higher order pays at a given accuracy",
          .run = check(f2sa_stencil, promised),
          .faults = {{"p points for odd p, too", Verdict::refuted,
                      check(f2sa_stencil, [](int p) { return p; })},
                     {"one node dropped", Verdict::refuted, check(one_node_dropped, promised)},
                     {"p nodes on one side", Verdict::refuted, check(one_sided, promised)}}};
}

} // namespace theory::chen2026_f2sa_p
