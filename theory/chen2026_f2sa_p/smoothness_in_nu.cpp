/// How the (p+1)-st derivative of grad l by nu grows with the condition number.
///
/// Statement    |d^{p+1}/dnu^{p+1} grad l| = O(kappa^{2p+1}) for |nu| <= 1/(2 kappa).
/// Assumptions  derivatives of f and g in y bounded by L = 1 up to the order needed, g mu-strongly
///              convex in y; kappa = 1/mu.
/// Source       chen2026f2sap, Lemma 3.2 (by Faa di Bruno's formula).
/// Reduces to   p = 1: kappa^3, reached by w'' = max(mu, 2 mu + L y).
/// Measured     exponent of kappa over 14 values of kappa at 60 digits, per family and p, with the
///              interval of measure/order.hpp; the derivative from the power series at three nu.
/// Refuted by   the bound lowered: kappa^{3p/2}, kappa^{2p}, kappa^{p+1/2}.
/// Not shown    other families. The wells reach 3p/2 + 1 for p >= 2: a lower level that is strongly
///              convex everywhere with w'''' <= L has |w'''| <= sqrt(2 L (w'' - mu)), so in one
///              dimension third derivatives of size L occur only where the curvature is of size 1.
///              The cubic well has w''' = L at w'' = 2 mu; it reaches 2p + 1 for every p, but for
///              p >= 2 it is not in the class: no smooth continuation stays convex. So the exponent
///              2p + 1 is sharp for what Faa di Bruno's formula sees, the derivatives at one point.
#include <assay/claims/claim.hpp>
#include <assay/measure/order.hpp>
#include <assay/problems/kappa_family.hpp>
#include <assay/problems/value_function.hpp>

namespace theory::chen2026_f2sa_p {
namespace {

using namespace assay;

/// One member of a family: its x and the steps at which the derivatives are looked at.
template <class P> struct Member {
  P problem;
  Rational x;
  std::vector<Rational> steps;
};

/// sqrt(2/kappa): the wells are looked at where kappa = 2/unit^2.
Member<QuarticWell> quartic(const Rational& unit) {
  const QuarticWell well{.convexity = unit * unit / 2, .smoothness = 1};
  const Rational reach = well.convexity / 2; // 1/(2 kappa)
  return {well, well.x_of<Rational>(ratio(7, 10) * unit), {-reach, 0, reach}};
}

/// Inside its cubic piece |y| <= mu only.
Member<CubicWell> cubic(const Rational& unit) {
  const CubicWell well{.convexity = unit * unit / 2, .smoothness = 1};
  const Rational reach = well.convexity * well.convexity;
  return {well, 0, {-reach, 0, reach}};
}

/// f = y^2/2 + y, g = mu y^2/2 - x y at x = mu: y* = 1 for every kappa.
struct Bowl {
  Rational convexity;
  [[nodiscard]] static int dx() { return 1; }
  [[nodiscard]] static int dy() { return 1; }
  template <Field T> T f(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return y(0) * y(0) / T(2) + y(0);
  }
  template <Field T> T g(const Vector<T>& x, const Vector<T>& y) const {
    return exact<T>(convexity / 2) * y(0) * y(0) - x(0) * y(0);
  }
};

Member<Bowl> bowl(const Rational& unit) {
  const Rational mu = unit * unit / 2;
  return {Bowl{mu}, mu, {-mu / 2, 0, mu / 2}};
}

/// log |d^k grad l| for k = 0..order, the largest over the member's steps.
template <class P> std::vector<Real> log_derivatives(const Member<P>& member, int order) {
  std::vector<Real> largest(static_cast<std::size_t>(order) + 1, Real(0));
  const Vector<Real> x = Vector<Real>::Constant(1, exact<Real>(member.x));
  for (const Rational& step : member.steps) {
    const Real nu = exact<Real>(step);
    const Vector<Real> y = lower_solution(member.problem, x, nu);
    const auto series = value_gradient_series(member.problem, x, nu, y, order);
    for (int k = 0; k <= order; ++k) {
      Real& entry = largest[static_cast<std::size_t>(k)];
      const Real here = abs(series(0).derivative(k));
      entry = entry < here ? here : entry;
    }
  }
  for (Real& entry : largest) {
    entry = log(entry);
  }
  return largest;
}

/// What a family is claimed and expected to do, as exponents of kappa.
struct Family {
  std::string name;
  std::function<Rational(int)> reaches;
  int last_order = 12;
  bool within_class = true; ///< the statement is about these; the others stand beside it
};

using Exponent = std::function<Rational(int)>;

Rational claimed_exponent(int p) { return Rational(2 * p + 1); }

/// Rows: the exponent is at most the claimed one; and it is what the family is built to reach.
template <class Make>
void look_at(const Family& family,
             const Make& make,
             const std::vector<int>& orders,
             int values,
             const Exponent& claimed,
             Evidence& evidence) {
  std::vector<Real> log_inverse_kappa;
  std::vector<std::vector<Real>> curves;
  for (int i = 0; i < values; ++i) {
    const Rational unit = power(ratio(1, 2), i + 2);
    log_inverse_kappa.push_back(log(exact<Real>(Rational(unit * unit / 2))));
    curves.push_back(log_derivatives(make(unit), orders.empty() ? 0 : orders.back() + 1));
  }
  for (const int p : orders) {
    if (p > family.last_order) {
      continue;
    }
    std::vector<Real> column;
    for (const auto& curve : curves) {
      column.push_back(curve[static_cast<std::size_t>(p) + 1]);
    }
    const OrderEstimate estimate = measure_order(log_inverse_kappa, column);
    for (const bool bound : {true, false}) {
      const Relation relation = bound ? Relation::at_most : Relation::equal;
      const Rational target = bound ? claimed(p) : family.reaches(p);
      Row row = estimate.found ? enclosed_row(family.name, relation, target, -estimate.slope)
                               : undecided_row(family.name, relation, target, estimate.why);
      row.p = p;
      row.tolerance = ratio(1, 1000);
      row.digits = Precision::digits();
      row.cases = static_cast<std::size_t>(values);
      row.headline = bound && family.within_class;
      row.note = bound ? "exponent of kappa against the bound" : "exponent that the family reaches";
      evidence.rows.push_back(std::move(row));
    }
  }
  evidence.instances.push_back(family.name);
}

Rational three_halves(int p) { return ratio(3, 2) * p + 1; }

Evidence check(const std::vector<int>& orders, int digits, int values, const Exponent& claimed) {
  const Precision guard(digits);
  Evidence evidence;
  evidence.digits = digits;
  look_at({"quartic well", three_halves}, quartic, orders, values, claimed, evidence);
  look_at({"cubic well, within the class", claimed_exponent, 1}, cubic, orders, values, claimed,
          evidence);
  look_at({"quadratic bowl", [](int p) { return Rational(p + 1); }}, bowl, orders, values, claimed,
          evidence);
  return evidence;
}

Evidence measure(const Effort& effort) {
  const auto orders = effort.orders_in(1, effort.pick(1, 4, 12, 12));
  const int values = effort.pick(3, 12, 14, 20);
  Evidence evidence = check(orders, effort.digits_or(60), values, claimed_exponent);
  const Precision guard(effort.digits_or(60));
  look_at({.name = "cubic well, local derivatives only",
           .reaches = claimed_exponent,
           .within_class = false},
          cubic, orders, values, claimed_exponent, evidence);
  return evidence;
}

std::function<Evidence(const Effort&)> planted(int p, const Exponent& claimed) {
  return [=](const Effort& effort) {
    return check(effort.orders_in(p, p), 60, effort.pick(3, 12, 12, 12), claimed);
  };
}

} // namespace

Claim smoothness_in_nu() {
  return {
      .id = "chen2026_f2sa_p/smoothness_in_nu",
      .title = "Smoothness of the value function's gradient in nu, by condition number",
      .latex = R"(\| \partial_\nu^{p+1} \nabla \ell_\nu(x) \| = O(\kappa^{2p+1}))",
      .plain = "On these families the (p+1)-st derivative of grad l by nu never grows faster than "
               "kappa^(2p+1); wells reach kappa^(3p/2+1) for p >= 2 and kappa^3 for p = 1.",
      .assumptions = {"derivatives of f and g in y bounded by L up to the order needed",
                      "g mu-strongly convex in y", "|nu| <= 1/(2 kappa)"},
      .source = {.key = "chen2026f2sap", .version = "arXiv v2, 2026-03-07", .locus = "Lemma 3.2"},
      .kind = Kind::upper_rate,
      .convention = Convention::none,
      .evidence = EvidenceLevel::precise,
      .expected = Verdict::supported,
      .method = "exponent of kappa over 14 values, each a factor 4 apart, of the derivative from "
                "the power series of the lower-level solution",
      .reduces_to = {"p = 1: kappa^3, reached by the cubic well",
                     "p = 2, 3, 4, 6: the quartic well reaches 4, 5.5, 7, 10"},
      .not_shown =
          "other families; whether 2p+1 is reached within the class for p >= 2. A strongly "
          "convex lower level with bounded fourth derivative has |w'''| <= sqrt(2L(w''-mu)), "
          "which keeps one-dimensional families at 3p/2+1; the cubic well reaches 2p+1 for "
          "every p but is outside the class for p >= 2",
      .run = measure,
      .faults = {{"bound lowered to 3p/2", Verdict::refuted,
                  planted(4, [](int p) { return Rational(ratio(3, 2) * p); })},
                 {"bound lowered to 2p at p = 1", Verdict::refuted,
                  planted(1, [](int p) { return Rational(2 * p); })},
                 {"bound p + 1/2, as if every lower level were quadratic", Verdict::refuted,
                  planted(2, [](int p) { return ratio(2 * p + 1, 2); })}},
  };
}

} // namespace theory::chen2026_f2sa_p
