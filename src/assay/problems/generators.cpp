#include <assay/problems/generators.hpp>

#include <algorithm>
#include <array>

namespace assay {
namespace {

using Entry = Rational (*)(Stream&);

Rational small_integer(Stream& stream) { return Rational(stream.integer(-3, 3)); }

Rational quotient_of_primes(Stream& stream) {
  constexpr std::array<int, 6> primes = {101, 211, 307, 401, 503, 601};
  const auto pick = [&] { return primes.at(static_cast<std::size_t>(stream.integer(0, 5))); };
  return ratio(stream.bernoulli(0.5) ? pick() : -pick(), pick() + 10 * stream.integer(0, 3));
}

Matrix<Rational> draw(int rows, int columns, Entry entry, Stream& stream) {
  Matrix<Rational> m(rows, columns);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) {
      m(i, j) = entry(stream);
    }
  }
  return m;
}

Matrix<Rational> draw_symmetric(int n, Entry entry, Stream& stream) {
  Matrix<Rational> m = draw(n, n, entry, stream);
  m.triangularView<Eigen::StrictlyUpper>() = m.transpose().eval();
  return m;
}

Rational largest_row_sum(const Matrix<Rational>& m) {
  Rational largest = 0;
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    Rational sum = 0;
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      sum += abs(m(i, j));
    }
    largest = std::max(largest, sum);
  }
  return largest;
}

Matrix<Rational> shifted(const Matrix<Rational>& a, const Rational& nu, const Matrix<Rational>& f) {
  return (a + nu * f).eval();
}

bool both_minima_exist(const QuadraticCase& c) {
  return is_positive_definite(shifted(c.problem.A, c.nu, c.problem.F)) == Truth::yes &&
         is_positive_definite(shifted(c.problem.A, -c.nu, c.problem.F)) == Truth::yes;
}

QuadraticCase draw_case(int dx, int dy, Entry entry, Stream& stream) {
  need(dx >= 1 && dy >= 1, "a case needs dx >= 1 and dy >= 1");
  QuadraticCase c;
  const Matrix<Rational> root = draw(
      dy, dy, [](Stream& s) { return Rational(s.integer(-1, 1)); }, stream);
  c.problem.A = (root.transpose() * root + identity<Rational>(dy)).eval();
  c.problem.F = draw_symmetric(dy, entry, stream);
  if (dy >= 2) { // opposite signs on the diagonal: neither convex nor concave
    c.problem.F(0, 0) = 1 + abs(c.problem.F(0, 0));
    c.problem.F(1, 1) = -1 - abs(c.problem.F(1, 1));
  }
  c.problem.B = draw(dy, dx, entry, stream);
  c.problem.K = draw(dx, dy, entry, stream);
  c.problem.P = draw_symmetric(dx, entry, stream);
  c.problem.b = draw(dy, 1, entry, stream).col(0);
  c.problem.h = draw(dy, 1, entry, stream).col(0);
  c.problem.q = draw(dx, 1, entry, stream).col(0);
  c.x = draw(dx, 1, entry, stream).col(0);
  // A >= I, so that a nu below 1 / max row sum keeps A +- nu F positive definite.
  c.nu = Rational(1) / (largest_row_sum(c.problem.F) + Rational(stream.integer(1, 3)));
  return c;
}

/// nu / 2, nu / 4, ... until A +- nu F is positive definite.
void shrink_nu(QuadraticCase& c) {
  while (!both_minima_exist(c)) {
    c.nu /= 2;
  }
}

/// I + coupling 1/4 next to the diagonal, scaled on both sides by `scale`: positive definite.
Matrix<Rational> scaled_tridiagonal(const Vector<Rational>& scale) {
  Matrix<Rational> a = identity<Rational>(scale.size());
  for (Eigen::Index i = 0; i + 1 < scale.size(); ++i) {
    a(i, i + 1) = ratio(1, 4);
    a(i + 1, i) = ratio(1, 4);
  }
  return (scale.asDiagonal() * a * scale.asDiagonal()).eval();
}

void zero_some_blocks(Quadratic<Rational>& q, Stream& stream) {
  for (Matrix<Rational>* block : {&q.F, &q.B, &q.K, &q.P}) {
    if (stream.bernoulli(0.5)) {
      block->setConstant(0);
    }
  }
  for (Vector<Rational>* block : {&q.b, &q.h, &q.q}) {
    if (stream.bernoulli(0.5)) {
      block->setConstant(0);
    }
  }
}

} // namespace

QuadraticCase good_case(int dx, int dy, Stream& stream) {
  return draw_case(dx, dy, small_integer, stream);
}

QuadraticCase nasty_case(Nasty kind, int dx, int dy, Stream& stream) {
  const bool fractions = kind == Nasty::long_fractions;
  QuadraticCase c = draw_case(dx, dy, fractions ? quotient_of_primes : small_integer, stream);
  if (kind == Nasty::near_singular) {
    // The projection off the vector of ones is singular along it; 1e-12 I repairs it, barely.
    c.problem.A = identity<Rational>(dy) * (1 + ratio(1, 1000000000000)) -
                  Matrix<Rational>::Constant(dy, dy, ratio(1, dy));
  } else if (kind == Nasty::ill_scaled) {
    Vector<Rational> scale(dy);
    for (int i = 0; i < dy; ++i) {
      scale(i) = i % 3 == 0 ? Rational(1) : i % 3 == 1 ? Rational(10000) : ratio(1, 10000);
    }
    c.problem.A = scaled_tridiagonal(scale);
  } else if (kind == Nasty::blocks_zero) {
    zero_some_blocks(c.problem, stream);
  }
  shrink_nu(c);
  return c;
}

Dimensions spread_dimensions(int trial, int largest) {
  // 37 is prime to every largest^2 up to 36^2, so that multiples of it run through all pairs.
  const int pair = trial % (largest * largest) * 37 % (largest * largest);
  return {.dx = 1 + pair % largest, .dy = 1 + pair / largest};
}

bool is_valid(const QuadraticCase& sample) {
  const Quadratic<Rational>& q = sample.problem;
  const Eigen::Index m = q.q.size();
  const Eigen::Index n = q.b.size();
  const auto shape = [](const auto& block, Eigen::Index rows, Eigen::Index columns) {
    return block.rows() == rows && block.cols() == columns;
  };
  return m >= 1 && n >= 1 && shape(q.A, n, n) && shape(q.F, n, n) && shape(q.B, n, m) &&
         shape(q.K, m, n) && shape(q.P, m, m) && shape(q.h, n, 1) && shape(sample.x, m, 1) &&
         q.A == q.A.transpose() && q.F == q.F.transpose() && q.P == q.P.transpose() &&
         sample.nu > 0 && both_minima_exist(sample);
}

} // namespace assay
