#include <assay/oracles/exact_law.hpp>

#include <catch2/catch.hpp>

#include "support/goodness.hpp"

using namespace assay;

namespace {

/// A symmetric 3 x 3 matrix with eigenvalues 1/2, 1, 3 and no zero entry: far from diagonal.
Matrix<double> hessian() {
  Vector<double> v(3);
  v << 1, 2, -1.5;
  const Matrix<double> q = identity<double>(3) - (2 / v.squaredNorm()) * v * v.transpose();
  Vector<double> values(3);
  values << 0.5, 1, 3;
  const Matrix<double> h = (q * values.asDiagonal() * q.transpose()).eval();
  return (h + h.transpose()).eval() / 2; // symmetric to the last bit
}

struct Run {
  Matrix<double> h = hessian();
  Vector<double> minimiser = Vector<double>::Constant(3, 0.25);
  Vector<double> start = Vector<double>::Constant(3, 1.0);
  double sigma = 2; // E||noise||^2 = 4 in total
  double eta = 0.3;
  int steps = 6; // few, so that start and variance are both far from stationary
};

/// The last iterate of real SGD, step by step.
Vector<double> simulate(const Run& run, std::uint32_t trial) {
  Stream stream(7, trial, "inner noise");
  Vector<double> y = run.start;
  for (int k = 0; k < run.steps; ++k) {
    Vector<double> g = (run.h * (y - run.minimiser)).eval();
    for (Eigen::Index i = 0; i < 3; ++i) {
      g(i) += run.sigma / std::sqrt(3.0) * stream.normal();
    }
    y -= run.eta * g;
  }
  return y;
}

Gaussian<double> predicted(const Run& run) {
  return law_after<double>(
      {symmetric_eigen(run.h), run.minimiser, run.start, run.sigma * run.sigma}, run.eta,
      static_cast<double>(run.steps));
}

/// Above 1: 20000 simulated iterates reject the law.
double misfit(const Gaussian<double>& law) {
  static const std::vector<Vector<double>> iterates = [] {
    std::vector<Vector<double>> all;
    for (std::uint32_t trial = 0; trial < 20000; ++trial) {
      all.push_back(simulate(Run{}, trial));
    }
    return all;
  }();
  std::vector<std::vector<double>> z(3);
  for (const Vector<double>& y : iterates) {
    const Vector<double> standard = law.standardised(y);
    for (std::size_t i = 0; i < 3; ++i) {
      z[i].push_back(standard(static_cast<Eigen::Index>(i)));
    }
  }
  return goodness::standard_normal3(z);
}

} // namespace

TEST_CASE("normals from a stream are standard normal and uncorrelated in sequence") {
  std::vector<std::vector<double>> z(3);
  Stream stream(11, 0, "normals");
  for (int i = 0; i < 20000; ++i) {
    for (auto& coordinate : z) {
      coordinate.push_back(stream.normal());
    }
  }
  CHECK(goodness::standard_normal3(z) < 1);
  for (double& value : z[1]) {
    value *= 1.1; // the fault: 10 % too wide
  }
  CHECK(goodness::standard_normal3(z) > 1);
}

TEST_CASE("brute-force SGD follows the exact law in every eigen-coordinate") {
  CHECK(misfit(predicted(Run{})) < 1);
}

TEST_CASE("draws of the law follow it too") {
  const Gaussian<double> law = predicted(Run{});
  Stream stream(3, 0, "draws");
  std::vector<std::vector<double>> z(3);
  for (int k = 0; k < 20000; ++k) {
    const Vector<double> standard = law.standardised(draw(law, stream));
    for (std::size_t i = 0; i < 3; ++i) {
      z[i].push_back(standard(static_cast<Eigen::Index>(i)));
    }
  }
  CHECK(goodness::standard_normal3(z) < 1);
}

TEST_CASE("brute-force SGD rejects laws with a planted fault") {
  const Run run;
  const Gaussian<double> right = predicted(run);
  SECTION("only the diagonal of H used") {
    Run fault;
    fault.h = run.h.diagonal().asDiagonal();
    CHECK(misfit(predicted(fault)) > 1);
  }
  SECTION("the noise taken for one coordinate is the total") {
    Run fault;
    fault.sigma *= std::sqrt(3.0);
    CHECK(misfit(predicted(fault)) > 1);
  }
  SECTION("one step fewer") {
    Run fault;
    fault.steps -= 1;
    CHECK(misfit(predicted(fault)) > 1);
  }
  SECTION("stationary variance instead of the variance after K steps") {
    Gaussian<double> fault = right;
    const Vector<double> h = symmetric_eigen(run.h).values;
    for (Eigen::Index i = 0; i < 3; ++i) {
      fault.variances(i) = stationary_variance(run.eta, h(i), run.sigma * run.sigma / 3);
    }
    CHECK(misfit(fault) > 1);
  }
  SECTION("the basis of a simultaneous reduction, which is not orthonormal") {
    Matrix<double> a = identity<double>(3);
    a(0, 0) = 2;
    a(0, 1) = a(1, 0) = 0.3;
    const Spectrum<double> pair = reduce_pair(a, run.h - a); // H = a + 1 (H - a)
    Gaussian<double> fault = right;
    for (Eigen::Index i = 0; i < 3; ++i) {
      const double h = 1 + pair.values(i);
      const double s = run.sigma * run.sigma / 3;
      fault.variances(i) = step_variance<double>(run.eta, h, run.steps, s);
    }
    fault.basis = pair.vectors;
    CHECK(misfit(fault) > 1);
  }
}

TEST_CASE("the closed form is the recursion, on both sides of eta h = 1") {
  const Precision digits(60);
  for (const char* z_text : {"1e-25", "0.3", "1", "1.7"}) {
    const Real h = exact<Real>("2.5");
    const Real eta = exact<Real>(z_text) / h;
    const Real q = Real(1) - eta * h;
    Real variance(0);
    Real mean(1);
    for (int k = 0; k < 37; ++k) {
      variance = q * q * variance + eta * eta;
      mean = q * mean;
    }
    INFO("eta h = " << z_text);
    const Real closed = step_variance<Real>(eta, h, 37, 1);
    CHECK((abs(closed - variance) <= exact<Real>("1e-55") * variance));
    CHECK((abs(contraction<Real>(eta * h, 37) - mean) <= exact<Real>("1e-55") * abs(mean)));
    CHECK((step_variance<Real>(eta, h, 0, 1) == Real(0)));
    CHECK((contraction<Real>(eta * h, 0) == Real(1)));
  }
}

TEST_CASE("the covariance is that of the matrix recursion, to the working precision") {
  const Precision digits(60);
  const Matrix<Real> h = convert<Real>(hessian());
  const Real eta = exact<Real>("0.01");
  const Matrix<Real> step = (identity<Real>(3) - eta * h).eval();
  Matrix<Real> covariance = zeros<Real>(3, 3);
  for (int k = 0; k < 50; ++k) {
    covariance = (step * covariance * step + eta * eta * identity<Real>(3)).eval();
  }
  const Gaussian<Real> law =
      law_after<Real>({symmetric_eigen(h), zeros<Real>(3), zeros<Real>(3), Real(3)}, eta, Real(50));
  const Matrix<Real> difference = (law.covariance() - covariance).eval();
  CHECK((difference.cwiseAbs().maxCoeff() <= exact<Real>("1e-55") * covariance(0, 0)));
}

TEST_CASE(
    "5 10^15 steps of size 2 10^-16 keep all digits in double, and 1 - (1 - eta h)^2 does not") {
  const double eta = 2e-16;
  const double steps = 5e15;
  double right = 0;
  double remaining = 0;
  {
    const Precision digits(60);
    right = step_variance<Real>(Real(eta), Real(1), Real(steps), Real(1)).to_double();
    remaining = contraction<Real>(Real(eta), Real(steps)).to_double();
  }
  CHECK(std::abs(step_variance<double>(eta, 1, steps, 1) - right) <= 4e-16 * right);
  CHECK(std::abs(contraction<double>(eta, steps) - remaining) <= 4e-16 * remaining);
  const double q = 1 - eta;
  const double naive = eta * eta * (1 - std::pow(q, 2 * steps)) / (1 - q * q);
  CHECK(std::abs(naive - right) > 0.01 * right);
}

TEST_CASE("a step that does not contract, or half a step, is refused") {
  CHECK_THROWS_AS(step_variance<double>(2, 1, 5, 1), InvalidArgument);
  CHECK_THROWS_AS(step_variance<double>(-0.1, 1, 5, 1), InvalidArgument);
  CHECK_THROWS_AS(contraction<double>(1.5, 2.5), InvalidArgument);
  CHECK_THROWS_AS(contraction<double>(0.5, -1), InvalidArgument);
}
