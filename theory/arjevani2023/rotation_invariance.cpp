/// A rotation of the chain changes nothing for a solver that has no preferred axes.
///
/// Statement    with the same z-sequence, a rotation-equivariant solver on f_T(U'x/lambda) makes
/// the
///              iterates U x_t, where x_t are those on f_T(x/lambda): the same calls, to rounding.
///              So the law of its number of calls is the same.
/// Assumptions  the solver's iterates turn with the oracle's answers: they are made of those by
///              sums, and by factors that depend on norms and inner products alone.
/// Source       arjevani2023, section 3: the rotated instance of its randomised lower bound.
/// Reduces to   U the identity.
/// Measured     the largest |U'x_t - x_t| over the largest |x_t| of a run to ||grad phi|| <= eps,
/// and
///              the numbers of calls, for solvers that are equivariant, in double.
/// Refuted by   a solver that steps by the signs of coordinates; another z-sequence.
/// Not shown    that the rotation hides the chain from methods that do not respect zeros: that
///              takes a dimension far beyond any run.
#include <assay/experiments/judge.hpp>
#include <assay/problems/rotation.hpp>

#include "certify.hpp"

namespace theory::arjevani2023 {
namespace {

/// Steps of one length along every axis: the axes are preferred.
class SignSgd {
public:
  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
  }
  void step(Oracle& oracle) {
    oracle.grad_x_f(x_, y_, oracle.upper(), gradient_);
    x_ -= 0.1 * gradient_.cwiseSign();
  }
  [[nodiscard]] const Vector<double>& x() const { return x_; }

private:
  Vector<double> x_, y_, gradient_;
};

struct Setting {
  bool by_signs = false;          ///< the solver is SignSgd
  std::uint64_t rotated_seed = 0; ///< added to that of the rotated run
};

AnySolver make_solver(const std::string& text, const Facts& facts, const Setting& how) {
  if (how.by_signs) {
    return SignSgd{};
  }
  const Selected selected = parse_selected(text);
  return find_solver(selected.name).make(facts, selected.parameters);
}

struct Comparison {
  double difference = 0; ///< largest |U'x_t - x_t|, over the largest |x_t|
  Count calls = 0;       ///< by which the two numbers differ
  std::size_t steps = 0;
};

/// Steps both runs until the plain one is good enough.
Comparison
compare(const std::string& solver, double epsilon, std::uint64_t seed, const Setting& how) {
  const Instance plain = make_instance("separable", epsilon);
  const Instance turned = make_instance("separable:rotated=1", epsilon);
  const Rotation rotation(turned.facts.dx, 1); // the instance's own
  Oracle here(plain, {.seed = seed});
  Oracle there(turned, {.seed = seed + how.rotated_seed});
  AnySolver a = make_solver(solver, plain.facts, how);
  AnySolver b = make_solver(solver, turned.facts, how);
  Judge judge("hitting", plain, epsilon);
  a.start(here);
  b.start(there);
  constexpr std::size_t longest = 200'000;
  Comparison result;
  double size = 0;
  Vector<double> back;
  while (!judge.reached(a) && result.steps < longest) {
    a.step(here);
    b.step(there);
    back = b.x();
    rotation.apply_transposed(back);
    result.difference = std::max(result.difference, (back - a.x()).norm());
    size = std::max(size, a.x().norm());
    ++result.steps;
  }
  result.difference /= size;
  const Count first = here.counters().total();
  const Count second = there.counters().total();
  result.calls = first > second ? first - second : second - first;
  return result;
}

/// Rounding is 1e-15 a step, and a normalised step divides it by the length of an estimate that may
/// be short: 1e-8 was seen over 4500 steps (F2SA-p, seed 5). A step that differs at all differs by
/// 1e-3 or more.
const Quantity rounding = ratio(1, 1'000'000);

/// The power of ten above it, exactly (as a double 1e-9 lies above 1/10^9): the digits of a
/// rounding error are those of a machine.
Quantity decade(double error) {
  if (!(error > 0)) {
    return Quantity(error);
  }
  return Quantity(power(Rational(10), static_cast<int>(std::ceil(std::log10(error)))));
}

Evidence check(const Effort& effort, const Setting& how) {
  Evidence evidence;
  evidence.instances = {"separable", "separable:rotated=1"};
  const auto epsilons =
      effort.pick<std::vector<double>>({}, {0.25}, {0.25, 0.125}, {0.25, 0.125, 0.0625});
  if (epsilons.empty()) {
    evidence.rows.push_back(
        undecided_row("no run", Relation::at_most, 0, "too little effort for a run"));
    return evidence;
  }
  for (const char* solver : {"sgd:eta=0.1", "sgd:eta=1", "normalised_sgd:S=1,beta=0.9,eta=0.5",
                             "f2sa_p:K=4,S=1,eta_x=1,p=2"}) {
    Comparison worst;
    for (const double epsilon : epsilons) {
      const Comparison seen = compare(solver, epsilon, effort.seed, how);
      worst.difference = std::max(worst.difference, seen.difference);
      worst.calls = std::max(worst.calls, seen.calls);
      worst.steps += seen.steps;
    }
    Row row = headline(exact_row(std::string(solver) + ", |U'x - x|/|x|", Relation::at_most,
                                 rounding, decade(worst.difference)));
    row.cases = worst.steps;
    evidence.rows.push_back(std::move(row));
    evidence.rows.push_back(exact_row(std::string(solver) + ", difference of calls",
                                      Relation::equal, 0,
                                      Quantity(static_cast<double>(worst.calls))));
  }
  return evidence;
}

Evidence measure(const Effort& effort) { return check(effort, {}); }
Evidence by_signs(const Effort& effort) { return check(effort, {.by_signs = true}); }
Evidence other_samples(const Effort& effort) { return check(effort, {.rotated_seed = 1}); }

} // namespace

Claim rotation_invariance() {
  return {
      .id = "arjevani2023/rotation_invariance",
      .title = "A rotation of the chain changes nothing in law",
      .latex = R"(x_t^{U} = U x_t \text{ for the same } (z_t))",
      .plain = "On the rotated chain a rotation-equivariant solver makes the rotated iterates, for "
               "the same z-sequence, so that the law of its calls is the same.",
      .assumptions = {"the solver is rotation-equivariant"},
      .source = lower_bound_paper("section 3, the rotated instance"),
      .kind = Kind::identity,
      .convention = Convention::none,
      .evidence = EvidenceLevel::sampled,
      .expected = Verdict::supported,
      .method = "runs in double on both instances with the same z-sequence, compared step by step",
      .reduces_to = {"U the identity"},
      .not_shown = "that the rotation hides the chain from methods that do not respect zeros",
      .run = measure,
      .faults = {{"steps by the signs of coordinates", Verdict::refuted, by_signs},
                 {"another z-sequence", Verdict::refuted, other_samples}},
  };
}

} // namespace theory::arjevani2023
