/// F2SA-2 needs two lower-level solves for a hyper-gradient, as F2SA does, at one order more.
///
/// Statement    The stencils of p = 1 (nodes 0, 1) and p = 2 (nodes -1, 1) both have two nodes of
///              non-zero weight; their orders are 1 and 2.
/// Assumptions  a lower-level problem of weight zero is not solved.
/// Source       chen2026f2sap (arXiv v2, 2026-03-07), section 3 and equation 4.
/// Reduces to   p = 1: F2SA's penalty.   p = 2: the symmetric penalty.
/// Measured     nodes of non-zero weight and order from the exact moments.
/// Refuted by   node 0 solved at p = 2; the centre node kept as a third point.
/// Not shown    that -nu keeps the lower level strongly convex: nu must be at most mu/(2L).
#include <assay/claims/claim.hpp>
#include <assay/differences/stencil.hpp>

namespace theory::chen2026_f2sa_p {
namespace {

using namespace assay;

Evidence compare(const Effort& effort, const Stencil& first, const Stencil& second, int extra) {
  Evidence evidence;
  if (effort.level == Effort::starved) {
    return evidence;
  }
  const StencilFacts one = facts(first);
  const StencilFacts two = facts(second);
  evidence.rows = {exact_row("lower-level solves at p = 1", Relation::equal, 2, one.solves),
                   exact_row("lower-level solves at p = 2", Relation::equal, 2, two.solves + extra),
                   exact_row("order at p = 1", Relation::equal, 1, one.order),
                   exact_row("order at p = 2", Relation::equal, 2, two.order)};
  evidence.instances = {"F2SA-1 and F2SA-2"};
  return evidence;
}

Evidence measure(const Effort& effort) {
  return compare(effort, f2sa_stencil(1), f2sa_stencil(2), 0);
}

Evidence centre_solved(const Effort& effort) {
  return compare(effort, f2sa_stencil(1), f2sa_stencil(2), 1);
}

Evidence one_sided(const Effort& effort) {
  return compare(effort, f2sa_stencil(1), from_nodes({0, 1, 2}), 0);
}

Evidence forward_twice(const Effort& effort) {
  return compare(effort, f2sa_stencil(1), f2sa_stencil(1), 0);
}

} // namespace

Claim two_lower_level_solves() {
  return {.id = "chen2026_f2sa_p/two_lower_level_solves",
          .title = "F2SA-2 needs two lower-level solves, as F2SA does",
          .latex = R"(\#\{j : \alpha_j \ne 0\} = 2 \text{ for } p = 1 \text{ and } p = 2)",
          .plain = "The stencils of p = 1 and p = 2 both have two nodes of non-zero weight, at "
                   "orders 1 and 2: the second order costs no further lower-level solve.",
          .assumptions = {"a lower-level problem of weight zero is not solved"},
          .source = {.key = "chen2026f2sap",
                     .version = "arXiv v2, 2026-03-07",
                     .locus = "section 3, equation 4"},
          .method = "nodes of non-zero weight and order from the exact moments",
          .reduces_to = {"p = 1: F2SA's penalty", "p = 2: the symmetric penalty"},
          .not_shown = "that the node -nu keeps the lower level strongly convex",
          .run = measure,
          .faults = {{"the weightless centre solved", Verdict::refuted, centre_solved},
                     {"nodes 0, 1, 2", Verdict::refuted, one_sided},
                     {"the forward difference at p = 2", Verdict::refuted, forward_twice}}};
}

} // namespace theory::chen2026_f2sa_p
