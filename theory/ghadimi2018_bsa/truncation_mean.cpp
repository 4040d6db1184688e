/// Random truncation and the full sum have the same mean, the truncated Neumann series.
///
/// Statement    E[b eta prod_{q<=n}(I - eta H_q) v], n uniform on 0..b-1, equals
///              E[eta sum_{q<b} prod_{i<=q}(I - eta H_i) v] = eta sum_{q<b} (I - eta H)^q v.
/// Assumptions  the Hessian samples H_q are unbiased and independent of each other and of v.
/// Source       ghadimi2018bsa (arXiv 1802.02246, recollected), stochastic Hessian inverse.
/// Reduces to   b = 1: eta v.
/// Measured     both expectations by enumerating every path of samples; H_q is one of two matrices
///              that do not commute; exact on rational quadratics.
/// Refuted by   one sample for all factors; n uniform on 1..b; the factor b dropped; one term more.
/// Not shown    variances; eta at most 1/L for every realisation, which they need.
#include <assay/claims/identity.hpp>

namespace theory::ghadimi2018_bsa {
namespace {

using namespace assay;

constexpr int terms = 4; // b: long enough for factors to repeat, short enough to enumerate

struct Habit {
  bool reuses_sample = false;
  int first = 0;         ///< n is uniform on first..first+b-1
  int sum_terms = terms; ///< of the full sum
  bool drops_b = false;
};

/// The two equally likely Hessian samples, already as I - eta H.
struct Samples {
  Matrix<Rational> one;
  Matrix<Rational> two;
};

Samples contractions(const QuadraticCase& c, const Rational& eta) {
  const Matrix<Rational> eye = identity<Rational>(c.problem.dy());
  Matrix<Rational> other = eye;
  for (Eigen::Index i = 0; i < other.rows(); ++i) {
    other(i, i) = c.problem.A(i, i) + 1;
  }
  return {.one = (eye - eta * c.problem.A).eval(), .two = (eye - eta * other).eval()};
}

Vector<Rational> half_sum(const Vector<Rational>& a, const Vector<Rational>& b) {
  return (ratio(1, 2) * (a + b)).eval();
}

Vector<Rational> repeated(const Matrix<Rational>& factor, Vector<Rational> v, int n) {
  for (int i = 0; i < n; ++i) {
    v = times<Rational>(factor, v);
  }
  return v;
}

/// E[product of n factors, times v], one branch for each sample.
Vector<Rational> product_mean(const Samples& s, const Vector<Rational>& v, int n) {
  return n == 0 ? v
                : half_sum(product_mean(s, times<Rational>(s.one, v), n - 1),
                           product_mean(s, times<Rational>(s.two, v), n - 1));
}

Vector<Rational>
random_truncation(const Samples& s, const Vector<Rational>& v, const Habit& habit) {
  Vector<Rational> sum = zeros<Rational>(v.size());
  for (int n = habit.first; n < habit.first + terms; ++n) {
    sum += habit.reuses_sample ? half_sum(repeated(s.one, v, n), repeated(s.two, v, n))
                               : product_mean(s, v, n);
  }
  return habit.drops_b ? (ratio(1, terms) * sum).eval() : sum;
}

/// E[v + product of 1 factor + ... + product of n factors], along one path of samples each.
Vector<Rational> sum_mean(const Samples& s, const Vector<Rational>& v, int n) {
  return n == 0 ? v
                : (v + half_sum(sum_mean(s, times<Rational>(s.one, v), n - 1),
                                sum_mean(s, times<Rational>(s.two, v), n - 1)))
                      .eval();
}

Vector<Rational> neumann(const Samples& s, const Vector<Rational>& v) {
  const Matrix<Rational> mean = (ratio(1, 2) * (s.one + s.two)).eval();
  Vector<Rational> sum = v;
  for (int q = 1; q < terms; ++q) {
    sum += repeated(mean, v, q);
  }
  return sum;
}

std::function<Evidence(const Effort&)> with(const Habit& habit) {
  return [habit](const Effort& effort) {
    return check_on_quadratics(effort, [&habit](const QuadraticCase& c) {
      const Samples samples = contractions(c, ratio(1, 8));
      const Vector<Rational>& v = c.problem.h;
      const Vector<Rational> series = neumann(samples, v);
      return Sides{.left = joined(random_truncation(samples, v, habit),
                                  sum_mean(samples, v, habit.sum_terms - 1)),
                   .right = joined(series, series)};
    });
  };
}

} // namespace

Claim truncation_mean() {
  return {.id = "ghadimi2018_bsa/truncation_mean",
          .title = "Random truncation and the full sum have the same mean",
          .latex = R"(E\Bigl[b\eta\prod_{i \le n}(I - \eta H_i)v\Bigr] = )"
                   R"(\eta\sum_{q < b}(I - \eta H)^q v, \quad n \sim U\{0,\dots,b-1\})",
          .plain = "The randomly truncated product with n uniform on 0..b-1, and the full sum of "
                   "b terms along one path of samples, both have the mean of the truncated "
                   "Neumann series of b terms.",
          .assumptions = {"the Hessian samples are unbiased, independent of each other and of v",
                          "the form of the estimators is recollected from the literature"},
          .source = {.key = "ghadimi2018bsa",
                     .version = "arXiv 1802.02246 (recollected)",
                     .locus = "stochastic Hessian inverse"},
          .method = "both expectations by enumerating every path of two samples that do not "
                    "commute, b = 4, exact on rational quadratics",
          .reduces_to = {"b = 1: eta v"},
          .not_shown = "variances, and the bound on eta that they need",
          .run = with({}),
          .faults = {
              {"one sample for all factors", Verdict::refuted, with({.reuses_sample = true})},
              {"n uniform on 1..b", Verdict::refuted, with({.first = 1})},
              {"the factor b dropped", Verdict::refuted, with({.drops_b = true})},
              {"one term more in the full sum", Verdict::refuted, with({.sum_terms = terms + 1})}}};
}

} // namespace theory::ghadimi2018_bsa
