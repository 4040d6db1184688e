/// Three certified routes to the hyper-gradient meet on problems that are not quadratic.
///
/// Statement    grad phi(x) lies in the enclosure by the implicit-function formula, in that by the
///              Neumann series with its tail, and in that by the finite difference of order 12 with
///              its remainder; each is narrower than 1e-30 of its size, and they meet.
/// Assumptions  g strongly convex in y; f and g analytic near the point.
/// Source       chen2026f2sap, eq. (8) and Lemma 3.1; ghadimi2018bsa; ji2021stocbio.
/// Reduces to   quadratics: hypergradient/implicit_formula, exactly.
/// Measured     the relative difference of each two routes, an interval that must hold 0 and lie
///              within 1e-30 of it: data cleaning, logistic, softmax and lifted chain, dx, dy <= 5.
/// Refuted by   an error of 1e-25 in any one route; the remainder left out or turned round; the
///              tail left out; nu and -nu swapped. Too few digits are inconclusive.
/// Not shown    other points and instances than those named; wide ranges of x.
#include <assay/claims/hypergradient_check.hpp>
#include <assay/problems/smooth_instances.hpp>

namespace theory::hypergradient {
namespace {

using namespace assay;

/// How the routes are taken, and what is planted in them.
struct Plan {
  NeumannSum neumann;
  DifferenceRoute difference;
  bool mirrored_stencil = false;
  int spoilt_route = -1; ///< 0, 1 or 2: its first entry is off by 1e-25 of the gradient's size
};

struct Route {
  std::string name;
  Enclosure gradient;
};

template <class P>
std::vector<Route> routes(const P& problem, const Vector<Rational>& x, const Plan& plan) {
  Stencil stencil = f2sa_stencil(plan.difference.p);
  if (plan.mirrored_stencil) {
    for (Rational& weight : stencil.weights) {
      weight = -weight;
    }
  }
  std::vector<Route> result = {
      {"implicit formula", by_implicit_formula(problem, x)},
      {"Neumann series", by_neumann_sum(problem, x, plan.neumann)},
      {"finite difference", by_difference(problem, x, plan.difference, stencil)}};
  if (plan.spoilt_route >= 0) {
    Interval& entry = result[static_cast<std::size_t>(plan.spoilt_route)].gradient(0);
    entry += exact<Interval>("1e-25") * largest_entry(result[0].gradient);
  }
  return result;
}

template <class P>
void compare(const std::string& instance,
             const P& problem,
             const Vector<Rational>& x,
             const Plan& plan,
             Evidence& evidence) {
  evidence.instances.push_back(instance);
  try {
    const std::vector<Route> found = routes(problem, x, plan);
    const Interval size = largest_entry(found[0].gradient);
    for (const auto& [i, j] : {std::pair{0U, 1U}, std::pair{0U, 2U}, std::pair{1U, 2U}}) {
      evidence.rows.push_back(meeting_row(instance + ", " + found[i].name + " - " + found[j].name,
                                          found[i].gradient, found[j].gradient, size));
    }
  } catch (const Undecidable& reason) {
    evidence.rows.push_back(undecided_row(instance, Relation::equal, 0, reason.what()));
  }
}

Evidence check(const Effort& effort, const Plan& plan, int instances, int digits) {
  const Precision precision(digits);
  Evidence evidence;
  evidence.digits = digits;
  for_smooth_instances(instances, effort.seed,
                       [&](const std::string& name, const auto& problem, const auto& x) {
                         compare(name, problem, x, plan, evidence);
                       });
  return evidence;
}

Evidence measure(const Effort& effort) {
  return check(effort, {}, effort.pick(0, 1, 4, 4), effort.digits_or(80));
}

Evidence faulty(const Effort& effort, const Plan& plan, int digits = 80) {
  return check(effort, plan, effort.pick(0, 1, 1, 1), digits);
}

std::function<Evidence(const Effort&)> with(const Plan& plan, int digits = 80) {
  return [plan, digits](const Effort& effort) { return faulty(effort, plan, digits); };
}

} // namespace

Claim routes_certified() {
  return {
      .id = "hypergradient/routes_certified",
      .title = "Certified routes to the hyper-gradient meet",
      .latex = R"(\nabla\varphi(x) \in \mathcal I_{\text{implicit}} \cap)"
               R"( \mathcal I_{\text{Neumann}} \cap \mathcal I_{\text{difference}})",
      .plain = "Enclosures of the hyper-gradient by the implicit-function formula, by the Neumann "
               "series with its tail and by the finite difference with its remainder have a common "
               "point, each being narrower than 1e-30 of the gradient.",
      .assumptions = {"g is strongly convex in y", "f and g are analytic near the point"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "eq. (8) and Lemma 3.1"},
      .kind = Kind::identity,
      .convention = Convention::none,
      .evidence = EvidenceLevel::certified,
      .expected = Verdict::supported,
      .method = "Krawczyk enclosures of every lower-level solution; interval elimination; Neumann "
                "sum at midpoints with the tail |b - Hv| / mu; stencil p = 12, nu = 1e-6, with "
                "C_p nu^p times the derivative enclosed over the range of nu",
      .reduces_to = {"quadratics: hypergradient/implicit_formula, exactly"},
      .not_shown = "points and instances other than those named",
      .run = measure,
      .faults = {{"1e-25 added to the implicit formula", Verdict::refuted,
                  with({.spoilt_route = 0})},
                 {"1e-25 added to the Neumann series", Verdict::refuted, with({.spoilt_route = 1})},
                 {"1e-25 added to the finite difference", Verdict::refuted,
                  with({.spoilt_route = 2})},
                 {"the remainder left out", Verdict::refuted,
                  with({.difference = {.remainder_sign = 0}})},
                 {"the remainder with the other sign, p = 4", Verdict::refuted,
                  with({.difference = {.p = 4, .nu = power(10, -9), .remainder_sign = -1}})},
                 {"20 terms of the Neumann series, without the tail", Verdict::refuted,
                  with({.neumann = {.terms = 20, .tail_enclosed = false}})},
                 {"nu and -nu swapped", Verdict::refuted, with({.mirrored_stencil = true})},
                 {"too few digits", Verdict::inconclusive, with({}, 25)}},
  };
}

} // namespace theory::hypergradient
