/// The cost of one hyper-gradient keeps its exponent 2 + 2/p when A and F share no eigenvector.
///
/// Statement    calls for E||Phi - grad phi||^2 <= 2 eps^2: O(p eps^(-2-2/p) log(c/(nu eps))).
/// Assumptions  as hypergradient_cost; dx = 2, dy = 3, all cross terms, f indefinite in y.
/// Source       chen2026f2sap, Theorem 3.1.
/// Reduces to   hypergradient_cost for d = 1.
/// Measured     one orthonormal eigenbasis of A + j nu F for each node and nu, 100 digits; the
/// inner
///              variance also by K matrix recursions (doubling), without any eigenbasis.
/// Refuted by   the basis of the simultaneous reduction, which is not orthonormal; the diagonal of
/// H
///              alone; total noise taken for a coordinate's; exponent 2 + 1/p; too few digits.
/// Not shown    other instances, larger dimensions, the dependence on kappa.
#include "cost_ladder.hpp"

namespace theory::chen2026_f2sa_p {
namespace {

constexpr const char* instance = "quadratic dx=2 dy=3, AF != FA";
const SlopeClaim within{.relation = Relation::equal};

/// sum_{k<K} (I - eta H)^(2k) for a whole number K of any size: from its leading bit, doubling.
Matrix<Real> power_sum(const Matrix<Real>& h, const Real& eta, Real steps) {
  std::vector<bool> bits;
  for (; steps > Real(0); steps = floor(steps / Real(2))) {
    bits.push_back(floor(steps / Real(2)) * Real(2) != steps);
  }
  const Matrix<Real> one = identity<Real>(h.rows());
  const Matrix<Real> step = (one - eta * h).eval();
  const Matrix<Real> squared = (step * step).eval();
  Matrix<Real> sum = zeros<Real>(h.rows(), h.rows());
  Matrix<Real> power = one; // squared^m for the m bits read so far
  for (auto bit = bits.rbegin(); bit != bits.rend(); ++bit) {
    sum = (sum + power * sum).eval();
    power = (power * power).eval();
    if (*bit) {
      sum = (one + squared * sum).eval();
      power = (power * squared).eval();
    }
  }
  return sum;
}

/// A basis with "eigenvalues" of H = A + shift F, right or wrong.
using Basis = std::function<Spectrum<Real>(const Quadratic<Real>&, const Real& shift)>;

Spectrum<Real> orthonormal(const Quadratic<Real>& q, const Real& shift) {
  return symmetric_eigen(Matrix<Real>(q.A + shift * q.F));
}
/// W'HW = I + shift diag(ratios): it does diagonalise H, but W is not orthogonal.
Spectrum<Real> simultaneous(const Quadratic<Real>& q, const Real& shift) {
  Spectrum<Real> pair = reduce_pair(q.A, q.F);
  pair.values = (Vector<Real>::Constant(3, Real(1)) + shift * pair.values).eval();
  return pair;
}
Spectrum<Real> diagonal_only(const Quadratic<Real>& q, const Real& shift) {
  return {(q.A + shift * q.F).diagonal().eval(), identity<Real>(3)};
}

/// The inner variance by a basis against the same by matrix recursion: the relative difference, for
/// the plan of order p at 1e-6; `share` is the noise of one coordinate over the total.
Row recursion_row(int p, const Basis& basis, const Rational& share) {
  const HypergradientSchedule schedule(noncommuting_setting(), f2sa_stencil(p));
  const HypergradientPlan plan = schedule.plan(even_budget(accuracy(6)), OuterSamples::independent);
  const Quadratic<Real>& q = schedule.setting().problem;
  const EstimatorLaw<Real> law(schedule.setting(), schedule.stencil(), plan.nu);
  Real by_basis(0);
  Real by_recursion(0);
  for (const NodeLaw<Real>& node : law.nodes()) {
    const Real shift = node.node * plan.nu;
    const Matrix<Real> reply = (node.weight * (shift * q.K - q.B.transpose())).eval();
    const Spectrum<Real> spectrum = basis(q, shift);
    const Real noise = node.descent.noise * exact<Real>(share);
    Vector<Real> variances(3);
    for (Eigen::Index i = 0; i < 3; ++i) {
      variances(i) = step_variance(plan.eta, spectrum.values(i), plan.steps, noise);
    }
    const Gaussian<Real> state{zeros<Real>(3), variances, spectrum.vectors};
    by_basis += (reply * state.covariance() * reply.transpose()).trace();
    const Matrix<Real> sum = power_sum(q.A + shift * q.F, plan.eta, plan.steps);
    by_recursion += plan.eta * plan.eta * node.descent.noise / Real(3) *
                    (reply * sum * reply.transpose()).trace();
  }
  Row row = exact_row("inner variance: eigenbasis against " + four(plan.steps) +
                          " matrix recursions, relative difference",
                      Relation::at_most, 0, Quantity(abs(by_basis / by_recursion - Real(1))));
  row.tolerance = exact<Rational>("1e-40");
  row.p = p;
  row.digits = Precision::digits();
  row.cases = law.nodes().size();
  return row;
}

/// A and F do not commute: the largest entry of AF - FA, exactly.
Row commutator_row() {
  const Quadratic<Rational> q = noncommuting_problem();
  const Matrix<Rational> c = (q.A * q.F - q.F * q.A).eval();
  Rational largest = 0;
  for (Eigen::Index i = 0; i < c.size(); ++i) {
    largest = std::max(largest, Rational(abs(c(i))));
  }
  return exact_row("largest entry of AF - FA", Relation::above, 0, largest);
}

Evidence measure(const Effort& effort) {
  const Precision guard(effort.digits_or(100));
  const std::vector<int> orders = orders_of(effort, {2, 3});
  const std::vector<int> ladder =
      effort.pick(decades(1, 3), std::vector<int>{11, 12, 21, 24, 27, 30},
                  std::vector<int>{1, 3, 6, 9, 11, 12, 18, 21, 24, 27, 30}, decades(1, 30));
  Evidence evidence = check_slopes(
      instance, orders, {.setting = noncommuting_setting, .ladder = ladder, .spoil = {}}, within);
  evidence.rows.push_back(commutator_row());
  for (const int p : {2, 3}) {
    evidence.rows.push_back(recursion_row(p, orthonormal, ratio(1, 3)));
  }
  return evidence;
}

std::function<Evidence(const Effort&)> wrong_law(const Basis& basis, const Rational& share) {
  return [basis, share](const Effort& effort) {
    const Precision guard(100);
    Evidence evidence;
    if (effort.level != Effort::starved) {
      evidence.rows.push_back(recursion_row(2, basis, share));
    }
    return evidence;
  };
}

std::function<Evidence(const Effort&)> wrong_slope(const SlopeClaim& claim, int digits) {
  return [claim, digits](const Effort& effort) {
    const Precision guard(digits);
    CostRun run{.setting = noncommuting_setting, .ladder = decades(8, 12), .spoil = {}};
    run.ladder = effort.level == Effort::starved ? decades(1, 3) : run.ladder;
    return check_slopes(instance, {2}, run, claim);
  };
}

} // namespace

Claim hypergradient_cost_noncommuting() {
  return {
      .id = "chen2026_f2sa_p/hypergradient_cost_noncommuting",
      .title = "The cost of a hyper-gradient when the two Hessians do not commute",
      .latex =
          R"(n\,(K + S) = \tilde\Theta\!\left( p\, \epsilon^{-2-2/p} \right) \quad \text{also for} \quad AF \neq FA)",
      .plain =
          "On a quadratic with dx = 2, dy = 3, all cross terms, f indefinite in y and no common "
          "eigenvectors, the log-corrected slope of the cost is 2 + 2/p within 0.02, at 1e-12 "
          "and as eps falls, p = 1..12.",
      .assumptions = {"unbiased oracles, Gaussian isotropic noise of total variance 1 in each "
                      "partial gradient, independent outer samples",
                      "g strongly convex in y, and j nu f + g at every node: nu <= mu/(p L_f)",
                      "inner runs start at y*(x)"},
      .source = {.key = "chen2026f2sap",
                 .version = "arXiv v2, 2026-03-07",
                 .locus = "Theorem 3.1: K, S and nu of one iteration"},
      .kind = Kind::upper_rate,
      .convention = Convention::N,
      .evidence = EvidenceLevel::exact_law,
      .expected = Verdict::supported,
      .method = "as hypergradient_cost, with an orthonormal eigenbasis of A + j nu F for each node "
                "and nu; the inner variance is confirmed by doubling the matrix recursion, to "
                "1e-40",
      .reduces_to = {"d = 1: hypergradient_cost"},
      .not_shown = "other instances, larger dimensions, the dependence on kappa and sigma",
      .run = measure,
      .faults = {{"the basis of the simultaneous reduction used as if orthonormal",
                  Verdict::refuted, wrong_law(simultaneous, ratio(1, 3))},
                 {"only the diagonal of H used", Verdict::refuted,
                  wrong_law(diagonal_only, ratio(1, 3))},
                 {"the total noise given to every coordinate", Verdict::refuted,
                  wrong_law(orthonormal, 1)},
                 {"exponent 2 + 1/p claimed", Verdict::refuted,
                  wrong_slope({.exponent = [](int p) { return Rational(2 + ratio(1, p)); }}, 100)},
                 {"too few digits", Verdict::inconclusive, wrong_slope(within, 20)}},
  };
}

} // namespace theory::chen2026_f2sa_p
