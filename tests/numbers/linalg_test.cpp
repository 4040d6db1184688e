#include <assay/numbers/linalg.hpp>

#include <support/property.hpp>

using namespace assay;

namespace {

Matrix<Rational> random_matrix(int rows, int columns) {
  Matrix<Rational> m(rows, columns);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) {
      const auto [above, below] = *testing::fraction(9);
      m(i, j) = ratio(above, below);
    }
  }
  return m;
}

Matrix<Rational> symmetric(int n) {
  const Matrix<Rational> m = random_matrix(n, n);
  return (m + m.transpose()).eval();
}

/// Leading principal minors by Laplace expansion: Sylvester's criterion, with no elimination.
// NOLINTNEXTLINE(misc-no-recursion)
Rational determinant(const Matrix<Rational>& a) {
  const Eigen::Index n = a.rows();
  if (n == 0) {
    return 1;
  }
  Rational sum = 0;
  for (Eigen::Index j = 0; j < n; ++j) {
    Matrix<Rational> minor(n - 1, n - 1);
    for (Eigen::Index i = 1; i < n; ++i) {
      for (Eigen::Index k = 0; k < n; ++k) {
        if (k != j) {
          minor(i - 1, k < j ? k : k - 1) = a(i, k);
        }
      }
    }
    sum += (j % 2 == 0 ? 1 : -1) * a(0, j) * determinant(minor);
  }
  return sum;
}

bool is_positive_by_minors(const Matrix<Rational>& a) {
  for (Eigen::Index k = 1; k <= a.rows(); ++k) {
    if (determinant(a.topLeftCorner(k, k).eval()) <= 0) {
      return false;
    }
  }
  return true;
}

Real largest(const Matrix<Real>& m) {
  Real result = 0;
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      if (!(abs(m(i, j)) <= result)) {
        result = abs(m(i, j));
      }
    }
  }
  return result;
}

/// A fixed symmetric matrix with irrational eigenvalues, and one that is positive definite.
Matrix<Rational> wavy(int n, int shift) {
  Matrix<Rational> m(n, n);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      m(i, j) = ratio((i * j + shift * (i + j)) % 7 - 3, 1 + std::abs(i - j));
    }
  }
  return m;
}
Matrix<Rational> dominant(int n) {
  Matrix<Rational> m = wavy(n, 1);
  for (int i = 0; i < n; ++i) {
    m(i, i) = 4 * n + i;
  }
  return m;
}

} // namespace

TEST_CASE("elimination over the rationals is exact", "[numbers]") {
  testing::holds("A solve(A, B) == B", [] {
    const int n = *rc::gen::inRange(1, 7);
    const Matrix<Rational> a = random_matrix(n, n);
    const Matrix<Rational> b = random_matrix(n, *rc::gen::inRange(1, 3));
    try {
      const Matrix<Rational> x = solve<Rational>(a, b);
      RC_ASSERT(times(a, x) == b);
      RC_ASSERT(times(a, inverse(a)) == identity<Rational>(n));
    } catch (const Undecidable&) {
      RC_ASSERT(determinant(a) == 0);
    }
  });
}

TEST_CASE("elimination over intervals encloses the exact solution", "[numbers]") {
  testing::holds("the rational solution lies in the interval solution", [] {
    const int n = *rc::gen::inRange(1, 6);
    const Matrix<Rational> a = random_matrix(n, n);
    const Vector<Rational> b = random_matrix(n, 1).col(0);
    RC_PRE(determinant(a) != 0);
    const Precision working(60);
    const Vector<Interval> enclosure = solve(convert<Interval>(a), convert<Interval>(b));
    const Vector<Rational> x = solve(a, b);
    for (int i = 0; i < n; ++i) {
      RC_ASSERT(enclosure(i).contains(x(i)));
    }
  });
}

TEST_CASE("a singular system, or one not provably regular, has no answer", "[numbers]") {
  Matrix<Rational> a(2, 2);
  a << 1, 2, 2, 4;
  const Matrix<Rational> b = identity<Rational>(2);
  CHECK_THROWS_AS(solve<Rational>(a, b), Undecidable);
  CHECK_THROWS_AS(solve<Interval>(convert<Interval>(a), convert<Interval>(b)), Undecidable);
  CHECK_THROWS_AS(solve<Real>(convert<Real>(a), convert<Real>(b)), Undecidable);
  Matrix<Interval> wide = convert<Interval>(identity<Rational>(1));
  wide(0, 0) = Interval(Rational(-1), Rational(1));
  CHECK_THROWS_AS(inverse(wide), Undecidable);
  a(1, 1) = 5;
  CHECK(times(a, inverse(a)) == b);
  CHECK_THROWS_AS(solve<Rational>(a, identity<Rational>(3)), InvalidArgument);
  CHECK_THROWS_AS(times(a, zeros<Rational>(3)), InvalidArgument);
  CHECK_THROWS_AS(dot<Rational>(zeros<Rational>(2), zeros<Rational>(3)), InvalidArgument);
}

TEST_CASE("tiny systems are as solvable as large ones", "[numbers]") {
  const Precision working(40);
  const Real tiny = pow(Real(10), -1000);
  Matrix<Real> a = convert<Real>(dominant(4));
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) {
      a(i, j) = a(i, j) * tiny;
    }
  }
  const Matrix<Real> residual = (times(a, inverse(a)) - identity<Real>(4)).eval();
  CHECK(largest(residual) <= Real(1000) * machine_epsilon());
}

TEST_CASE("elimination in series differentiates the solution", "[numbers]") {
  // x(t) = (A + tE)^{-1} b: x' = -A^{-1} E A^{-1} b.
  const Matrix<Rational> a = dominant(3);
  const Matrix<Rational> e = wavy(3, 2);
  Vector<Rational> b(3);
  b << 1, ratio(1, 2), -2;
  Matrix<Taylor<Rational>> moving(3, 3);
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      moving(i, j) = Taylor<Rational>(std::vector<Rational>{a(i, j), e(i, j)});
    }
  }
  const Vector<Taylor<Rational>> x = solve(moving, convert<Taylor<Rational>>(b));
  const Vector<Rational> at_zero = solve(a, b);
  const Vector<Rational> slope = solve<Rational>(a, times<Rational>(e, at_zero));
  for (int i = 0; i < 3; ++i) {
    CHECK(x(i)[0] == at_zero(i));
    CHECK(x(i)[1] == -slope(i));
  }
}

TEST_CASE("positive definiteness agrees with Sylvester's minors", "[numbers]") {
  testing::holds("pivots against minors", [] {
    const int n = *rc::gen::inRange(1, 5);
    Matrix<Rational> a = symmetric(n);
    for (int i = 0; i < n; ++i) {
      a(i, i) += *rc::gen::inRange(0, 30);
    }
    const Truth expected = is_positive_by_minors(a) ? Truth::yes : Truth::no;
    RC_CLASSIFY(expected == Truth::yes, "positive definite");
    RC_ASSERT(is_positive_definite(a) == expected);
    const Truth enclosed = is_positive_definite(convert<Interval>(a));
    RC_ASSERT(enclosed == expected || enclosed == Truth::unknown);
  });
}

TEST_CASE("positive definiteness of what is asymmetric or unclear is not affirmed", "[numbers]") {
  Matrix<Rational> a(2, 2);
  a << 1, 2, 2, 4;
  CHECK(is_positive_definite(a) == Truth::no);
  CHECK(is_positive_definite(convert<Real>(a)) == Truth::no);
  CHECK(is_positive_definite(convert<double>(a)) == Truth::no);
  a(0, 1) = 0;
  CHECK_THROWS_AS(is_positive_definite(a), InvalidArgument);
  CHECK_THROWS_AS(is_positive_definite(zeros<Rational>(2, 3)), InvalidArgument);
  Matrix<Interval> wide = convert<Interval>(identity<Rational>(2));
  wide(1, 1) = Interval(Rational(-1), Rational(1));
  CHECK(is_positive_definite(wide) == Truth::unknown);
  wide(1, 1) = Interval(Rational(-2), Rational(-1));
  CHECK(is_positive_definite(wide) == Truth::no);
}

TEST_CASE("eigenvectors are orthonormal and diagonalise at any precision", "[numbers]") {
  // 300 digits after 30: a solver that caches a constant of the first precision fails.
  for (const int digits : {30, 300, 50}) {
    const Precision working(digits);
    const Matrix<Real> a = convert<Real>(wavy(6, 3));
    const Spectrum<Real> s = symmetric_eigen(a);
    const Real small = Real(10000) * machine_epsilon();
    const Matrix<Real> v = s.vectors;
    CHECK(largest((v.transpose() * v - identity<Real>(6)).eval()) <= small);
    CHECK(largest((a * v - v * s.values.asDiagonal()).eval()) <= small);
    for (int i = 1; i < 6; ++i) {
      CHECK(s.values(i - 1) <= s.values(i));
    }
  }
}

TEST_CASE("a pair is reduced: W'AW = I and FW = AW diag(values), at 50 digits", "[numbers]") {
  const Precision working(50);
  const Matrix<Real> a = convert<Real>(dominant(8));
  const Matrix<Real> f = convert<Real>(wavy(8, 2));
  const Spectrum<Real> s = reduce_pair(a, f);
  const Matrix<Real> w = s.vectors;
  const Real small = Real(100000) * machine_epsilon();
  CHECK(largest((w.transpose() * a * w - identity<Real>(8)).eval()) <= small);
  CHECK(largest((f * w - a * w * s.values.asDiagonal()).eval()) <= small);
  const Spectrum<double> rough =
      reduce_pair(convert<double>(dominant(8)), convert<double>(wavy(8, 2)));
  for (int i = 0; i < 8; ++i) {
    CHECK(std::abs(rough.values(i) - s.values(i).to_double()) <= 1e-13);
  }
}

TEST_CASE("a pair whose first matrix is indefinite is not reduced", "[numbers]") {
  const Matrix<Real> f = convert<Real>(dominant(3));
  Matrix<Real> a = convert<Real>(identity<Rational>(3));
  a(2, 2) = Real(-1);
  CHECK_THROWS_AS(reduce_pair(a, f), Undecidable);
}

TEST_CASE("conversion keeps every entry exactly, or encloses it", "[numbers]") {
  const Matrix<Rational> a = wavy(4, 5);
  const Matrix<Interval> enclosed = convert<Interval>(a);
  const Matrix<double> rounded = convert<double>(a);
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) {
      CHECK(enclosed(i, j).contains(a(i, j)));
      CHECK(rounded(i, j) == exact<double>(a(i, j)));
    }
  }
  CHECK(convert<Rational>(a) == a);
}
