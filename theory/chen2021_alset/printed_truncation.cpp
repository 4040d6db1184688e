/// ALSET's truncated series as printed, with the number of factors uniform on 1..N.
///
/// Statement    The mean (1/l) sum_{q=1}^N (I - H/l)^q tends to H^{-1}, with error at most
///              (1 - mu/l)^N/mu. False as printed: it tends to H^{-1} - I/l; for H = l I the
///              estimator is zero. Uniform on 0..N-1 it holds.
/// Assumptions  mu I <= H <= l I.
/// Source       chen2021alset (the submission), equation 8.
/// Reduces to   H = l I: printed 0, true I/l.
/// Measured     the largest entry of mean - H^{-1}, exact, on rational matrices with spectrum from
///              1 to kappa = l, N = 8 kappa.
/// Refuted by   (the statement itself is); 0..N-1, and I/l added back, are supported.
/// Not shown    whether the proceedings or the code mend it.
#include <assay/claims/claim.hpp>
#include <assay/numbers/linalg.hpp>
#include <assay/numbers/stream.hpp>
#include <assay/problems/quadratic.hpp>

namespace theory::chen2021_alset {
namespace {

using namespace assay;

enum class Estimator { printed, mended, shifted };

/// (1/l) sum of powers of I - H/l over the range of the estimator.
Matrix<Rational> mean(const Matrix<Rational>& h, int l, int n, Estimator estimator) {
  const Matrix<Rational> eye = identity<Rational>(h.rows());
  const Matrix<Rational> factor = (eye - ratio(1, l) * h).eval();
  Matrix<Rational> power = estimator == Estimator::mended ? eye : factor;
  Matrix<Rational> sum = zeros<Rational>(h.rows(), h.cols());
  for (int q = 0; q < n; ++q) {
    sum = (sum + power).eval();
    power = times<Rational>(power, factor);
  }
  if (estimator == Estimator::shifted) {
    sum = (sum + eye).eval();
  }
  return (ratio(1, l) * sum).eval();
}

Rational largest_entry(const Matrix<Rational>& m) {
  Rational worst = 0;
  for (Eigen::Index i = 0; i < m.size(); ++i) {
    worst = std::max(worst, Rational(abs(m(i))));
  }
  return worst;
}

std::function<Evidence(const Effort&)> check(Estimator estimator) {
  return [estimator](const Effort& effort) {
    Evidence evidence;
    for (int trial = 0; trial < effort.pick(0, 2, 6, 20); ++trial) {
      const int kappa = 2 + trial % 4;
      Stream stream(effort.seed, static_cast<std::uint32_t>(trial), "alset");
      const Matrix<Rational> h =
          random_quadratic({.dx = 1, .dy = 1 + trial % 3, .kappa = kappa}, stream).A;
      const int n = 8 * kappa;
      const Matrix<Rational> error = (mean(h, kappa, n, estimator) - inverse<Rational>(h)).eval();
      evidence.rows.push_back(
          exact_row("dy = " + std::to_string(h.rows()) + ", kappa = " + std::to_string(kappa) +
                        ", N = " + std::to_string(n),
                    Relation::at_most, power(1 - ratio(1, kappa), n), largest_entry(error)));
    }
    evidence.instances = {"rational matrices with spectrum from 1 to kappa"};
    return evidence;
  };
}

} // namespace

Claim printed_truncation() {
  return {.id = "chen2021_alset/printed_truncation",
          .title = "ALSET's truncated series as printed",
          .latex = R"(\Bigl\|\frac1\ell\sum_{q=1}^N\Bigl(I - \frac{H}{\ell}\Bigr)^q - )"
                   R"(H^{-1}\Bigr\| \le \frac1\mu\Bigl(1 - \frac\mu\ell\Bigr)^N)",
          .plain = "With the number of factors uniform on 1..N, as printed, the mean tends to the "
                   "inverse Hessian. False: it tends to the inverse Hessian minus I/l, and for a "
                   "Hessian of l I the estimator is zero; uniform on 0..N-1 it holds.",
          .assumptions = {"mu I <= H <= l I", "independent unbiased samples of H"},
          .source = {.key = "chen2021alset",
                     .version = "the submission of arXiv 2106.13781",
                     .locus = "equation 8"},
          .kind = Kind::inequality,
          .expected = Verdict::refuted,
          .method = "the largest entry of the mean minus the inverse, in rational arithmetic",
          .reduces_to = {"H = l I: printed 0, true I/l"},
          .not_shown = "whether the proceedings or the code mend it",
          .run = check(Estimator::printed),
          .faults = {{"uniform on 0..N-1", Verdict::supported, check(Estimator::mended)},
                     {"I/l added back", Verdict::supported, check(Estimator::shifted)}}};
}

} // namespace theory::chen2021_alset
