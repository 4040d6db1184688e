/// A claim of your own, outside assay's tree, judged like every claim of the ledger.
///
/// The claim: if f is affine and g quadratic in y, the central difference (p = 2) gives the
/// hyper-gradient exactly, whatever nu is. Planted fault: the forward difference (p = 1) does not.
#include <assay/claims/judge.hpp>
#include <assay/differences/stencil.hpp>
#include <assay/guarded.hpp>
#include <assay/problems/quadratic.hpp>

#include <iostream>

using namespace assay;

/// A random quadratic whose upper level is affine in y.
Quadratic<Rational> affine_in_y(Stream& stream) {
  Quadratic<Rational> problem = random_quadratic({.dx = 2, .dy = 3}, stream);
  problem.F = zeros<Rational>(3, 3);
  return problem;
}

/// The squared distance between the finite difference at step nu and the true hyper-gradient.
Rational deviation(const Quadratic<Rational>& problem,
                   const Vector<Rational>& x,
                   const Stencil& stencil,
                   const Rational& nu) {
  std::vector<Vector<Rational>> gradients;
  for (const Rational& node : stencil.nodes) {
    const Rational shift = node * nu;
    gradients.push_back(value_gradient<Quadratic<Rational>, Rational>(
        problem, x, problem.solution(x, shift), shift));
  }
  const Vector<Rational> y_star = problem.solution(x, Rational(0));
  const Vector<Rational> gap = apply<Rational>(stencil, gradients, nu) -
                               hypergradient<Quadratic<Rational>, Rational>(problem, x, y_star);
  return dot<Rational>(gap, gap);
}

Evidence check(const Effort& effort, const Stencil& stencil) {
  Evidence evidence;
  const int instances = effort.pick(0, 5, 20, 200);
  for (int trial = 0; trial < instances; ++trial) {
    Stream stream(effort.seed, static_cast<std::uint64_t>(trial), "my_claim");
    const Quadratic<Rational> problem = affine_in_y(stream);
    const Vector<Rational> x = random_point(2, stream);
    for (const Rational& nu : {Rational(1), Rational(1, 7), Rational(30)}) {
      evidence.rows.push_back(exact_row("random quadratic " + std::to_string(trial),
                                        Relation::equal, 0, deviation(problem, x, stencil, nu)));
    }
  }
  return evidence;
}

Claim central_difference_is_exact() {
  return {
      .id = "my_paper/central_difference_is_exact",
      .title = "Exact for affine upper levels",
      .latex = R"(f \text{ affine in } y \implies D_\nu \ell = \nabla \varphi)",
      .plain = "With f affine and g quadratic in y, the central difference has no bias.",
      .assumptions = {"g quadratic in y, strongly convex"},
      .source = {.key = "my_paper", .version = "draft", .locus = "Remark 1"},
      .kind = Kind::identity,
      .evidence = EvidenceLevel::exact,
      .method = "squared deviation from the hyper-gradient in rational arithmetic",
      .reduces_to = {},
      .not_shown = "other instances than the generated ones",
      .run = [](const Effort& effort) { return check(effort, f2sa_stencil(2)); },
      .faults = {{"forward difference", Verdict::refuted,
                  [](const Effort& effort) { return check(effort, f2sa_stencil(1)); }}},
  };
}

int main() {
  return guarded([] {
    const ClaimResult result = judge(central_difference_is_exact(), Effort{});
    std::cout << result.claim.plain << "\n  " << name(result.judgement.verdict) << " ("
              << result.judgement.reason << ")\n";
    for (const FaultResult& fault : result.faults) {
      std::cout << "  planted fault, " << fault.name << ": " << name(fault.judgement.verdict)
                << "\n";
    }
    return result.as_expected() ? 0 : 1;
  });
}
