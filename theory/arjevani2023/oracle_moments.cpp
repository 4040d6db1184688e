/// The Bernoulli oracle of the lower bound is unbiased and has variance at most sigma^2.
///
/// Statement    g_i = grad_i f (1 + 1{i > prog_{1/4}(x/lambda)} (z/p - 1)), z ~ Bernoulli(p),
///              p = min{1, 2116 eps^2/sigma^2}: E g = grad f and E||g - grad f||^2 <= sigma^2.
/// Assumptions  f scaled so that grad f(x) = 2 eps grad f_T(x/lambda).
/// Source       arjevani2023, section 3: the oracle's lemma, and Theorem 1 for the scaling.
/// Reduces to   p = 1: no noise.
/// Measured     from the two-point law of z. The factor z/p has mean 1 and variance (1-p)/p: exact,
/// by
///              applying the library's oracle to z = 0 and z = 1 in rationals. Its variance bound
///              is 4 eps^2 (1-p)/p 23^2 <= sigma^2: exact. The noisy part itself, sum over i > k =
///              prog_{1/4}(x) of (grad_i f_T)^2, is enclosed over boxes (x_k of either sign, x_j
///              any real for j < k, |x_j| <= 1/4 beyond): only i = k + 1 is left, psi(|x_k|)
///              phi'(x_{k+1}), so the supremum is e^3 = 20.09, far below 23^2 = 529.
/// Refuted by   z not divided by p; prog_{3/4} in place of prog_{1/4}; p without the factor 2 of 2
/// eps. Not shown    other noise: with any p-variance oracle the argument differs.
#include <assay/oracles/zero_chain_oracle.hpp>

#include "certify.hpp"

namespace theory::arjevani2023 {
namespace {

struct Oracle {
  Rational threshold = ratio(1, 4);
  bool divided = true;   ///< z is divided by p
  Rational strength = 1; ///< p is multiplied by this
};

/// Mean and variance of the factors at i <= k and i > k, as the largest deviations from theirs.
std::vector<Row> law_rows(const Rational& p, const Oracle& oracle) {
  Vector<Rational> ones(4);
  ones << 1, 1, 1, 1;
  Rational mean = 0;
  Rational variance = 0;
  for (int k = 0; k <= 4; ++k) {
    const Rational one = oracle.divided ? Rational(1 / p) : Rational(1);
    const Vector<Rational> hit = zero_chain::with_noise<Rational>(ones, k, one);
    const Vector<Rational> miss = zero_chain::with_noise<Rational>(ones, k, 0);
    for (int i = 0; i < 4; ++i) {
      const Rational m = p * hit(i) + (1 - p) * miss(i);
      const Rational v = p * power(hit(i) - m, 2) + (1 - p) * power(miss(i) - m, 2);
      mean = std::max(mean, Rational(abs(m - 1)));
      variance = std::max(variance, Rational(abs(v - (i < k ? Rational(0) : (1 - p) / p))));
    }
  }
  std::vector<Row> rows{exact_row("|E factor - 1|", Relation::equal, 0, mean),
                        exact_row("|Var factor - (1-p)/p|", Relation::equal, 0, variance)};
  for (Row& row : rows) {
    row.cases = 20;
    row.note = "p = " + p.str();
  }
  return rows;
}

/// sum_{i>k} (grad_i f_T)^2 with x_k in `link`, x_j in `far` before and in `rest` after.
Interval
noisy_part(int length, int k, const Interval& link, const Interval& far, const Interval& rest) {
  Vector<Interval> x(length);
  for (int j = 0; j < length; ++j) {
    x(j) = j < k - 1 ? far : j == k - 1 ? link : rest;
  }
  const Vector<Interval> gradient = zero_chain::gradient(x);
  Interval sum = 0;
  for (int i = k; i < length; ++i) {
    sum += square(gradient(i));
  }
  return sum;
}

/// Its supremum over all x with prog(x) <= k: from above over boxes, from below at two points.
Interval noise_supremum(int length, int k, const Rational& threshold) {
  const Interval within(Rational(-threshold), threshold);
  const Interval line = whole_line();
  Real high = 0;
  for (const Interval& link : {half_line_from(0), half_line_to(0)}) {
    high = std::max(high, noisy_part(length, k, link, line, within).upper());
  }
  Real low = 0;
  for (const Interval& rest : {Interval(0), Interval(threshold)}) {
    low = std::max(low, noisy_part(length, k, Interval(1000), Interval(1000), rest).lower());
  }
  return Interval(low, high);
}

std::vector<Row> scaled_rows(const Separable& instance, const Oracle& oracle) {
  const Rational p = std::min(Rational(1), Rational(oracle.strength * instance.chance()));
  std::vector<Row> rows = law_rows(p, oracle);
  const Rational factor = 4 * power(instance.accuracy, 2) * (1 - p) / p;
  const Rational allowed = power(instance.deviation, 2);
  Row declared = exact_row("4 eps^2 (1-p)/p 23^2", Relation::at_most, allowed, 529 * factor);
  Row true_one = enclosed_row("sup of the variance", Relation::at_most, allowed,
                              Interval(factor) * noise_supremum(6, 3, oracle.threshold));
  for (Row* row : {&declared, &true_one}) {
    row->note = "sigma = " + instance.deviation.str() + ", eps = " + instance.accuracy.str();
    rows.push_back(headline(std::move(*row)));
  }
  return rows;
}

Evidence check(const Effort& effort, const Oracle& oracle) {
  Evidence evidence;
  if (cells(effort) == 0) {
    return evidence;
  }
  const Precision digits(effort.digits_or(50));
  evidence.digits = Precision::digits();
  evidence.instances = {"separable: sigma = 1, 92, 1000 and eps = 1, 1/10, 1/1000"};
  for (const Rational& sigma : {Rational(1), Rational(92), Rational(1000)}) {
    for (const Rational& eps : {Rational(1), ratio(1, 10), ratio(1, 1000)}) {
      append(evidence, scaled_rows({.deviation = sigma, .accuracy = eps}, oracle));
    }
  }
  for (const auto& [length, k] : {std::pair{2, 1}, {4, 2}, {6, 0}, {6, 3}, {6, 6}, {40, 1}}) {
    Row row = enclosed_row("noisy part of ||grad f_T||^2, T = " + std::to_string(length) +
                               ", prog = " + std::to_string(k),
                           Relation::at_most, 529, noise_supremum(length, k, oracle.threshold));
    evidence.rows.push_back(std::move(row));
  }
  return evidence;
}

Evidence measure(const Effort& effort) { return check(effort, {}); }
Evidence undivided(const Effort& effort) { return check(effort, {.divided = false}); }
Evidence late(const Effort& effort) { return check(effort, {.threshold = ratio(3, 4)}); }
Evidence weak(const Effort& effort) { return check(effort, {.strength = ratio(1, 4)}); }

} // namespace

Claim oracle_moments() {
  return {
      .id = "arjevani2023/oracle_moments",
      .title = "Mean and variance of the Bernoulli oracle",
      .latex = R"(\mathbb{E}\,g = \nabla f, \quad \mathbb{E}\|g - \nabla f\|^2 \le \sigma^2)",
      .plain =
          "The oracle that hides the next link of the chain is unbiased and its variance is at "
          "most sigma squared; the gradient entry it hides never exceeds e^{3/2}, so 23 is "
          "generous.",
      .assumptions = {"f is the scaled chain: its gradient is 2 eps times that of f_T"},
      .source = lower_bound_paper("section 3, lemma on the oracle; Theorem 1 for the scaling"),
      .kind = Kind::inequality,
      .convention = Convention::none,
      .evidence = EvidenceLevel::certified,
      .expected = Verdict::supported,
      .method =
          "two-point law in rationals through the library's own oracle; the noisy part of the "
          "gradient enclosed over unbounded boxes",
      .reduces_to = {"p = 1: no noise"},
      .not_shown = "values of sigma and eps beyond those looked at follow from the exact bound, "
                   "which is homogeneous",
      .run = measure,
      .faults = {{"z not divided by p", Verdict::refuted, undivided},
                 {"prog_{3/4} in place of prog_{1/4}", Verdict::refuted, late},
                 {"p without the factor 2 of 2 eps", Verdict::refuted, weak}},
  };
}

} // namespace theory::arjevani2023
