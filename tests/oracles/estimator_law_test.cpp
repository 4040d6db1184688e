#include <assay/oracles/estimator_law.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// dx = 2, dy = 3, all cross terms, A and F not commuting.
Setting<double> instance() {
  Stream stream(5, 0, "estimator law");
  const Quadratic<Rational> q = random_quadratic({.dx = 2, .dy = 3, .kappa = 4}, stream);
  Quadratic<double> problem = q.as<double>();
  problem.F /= 8;
  problem.K /= 4;
  const Vector<double> x = convert<double>(random_point(2, stream));
  const Vector<double> start = convert<double>(random_point(3, stream));
  return {problem, x, start, {.lower_y = 1.5, .upper_y = 0.5, .lower_x = 0.7, .upper_x = 0.3}};
}

constexpr double nu = 0.25;
constexpr double eta = 0.2;
constexpr int steps = 8;
constexpr int batch = 2;

Vector<double> noise(Eigen::Index n, double variance, Stream& stream) {
  Vector<double> v(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    v(i) = std::sqrt(variance / static_cast<double>(n)) * stream.normal();
  }
  return v;
}

/// The estimator as the algorithm computes it: every inner step and every outer sample is made.
Vector<double> brute_force(const Setting<double>& setting,
                           const Stencil& stencil,
                           OuterSamples samples,
                           std::uint32_t trial) {
  const Quadratic<double>& q = setting.problem;
  Vector<double> estimate = zeros<double>(q.dx());
  for (std::size_t k = 0; k < stencil.size(); ++k) {
    if (stencil.weights[k] == 0) {
      continue;
    }
    const auto j = exact<double>(stencil.nodes[k]);
    Stream inner(1, trial, "inner " + std::to_string(k));
    Vector<double> y = setting.start;
    for (int step = 0; step < steps; ++step) {
      const Vector<double> g = q.grad_y_g<double>(setting.x, y);
      const Vector<double> f = q.grad_y_f<double>(setting.x, y);
      y -= eta * (g + noise(q.dy(), setting.noise.lower_y, inner) +
                  j * nu * (f + noise(q.dy(), setting.noise.upper_y, inner)));
    }
    Stream outer(1, trial,
                 samples == OuterSamples::shared ? "outer" : "outer " + std::to_string(k));
    Vector<double> gradient = value_gradient<Quadratic<double>, double>(q, setting.x, y, j * nu);
    for (int s = 0; s < batch; ++s) {
      gradient += (noise(q.dx(), setting.noise.lower_x, outer) +
                   j * nu * noise(q.dx(), setting.noise.upper_x, outer)) /
                  batch;
    }
    estimate += exact<double>(stencil.weights[k]) / nu * gradient;
  }
  return estimate;
}

/// How many standard errors the mean of `runs` lies from `expected`.
double standard_errors(const std::vector<double>& runs, double expected) {
  double sum = 0;
  double squares = 0;
  for (const double value : runs) {
    sum += value - expected;
    squares += (value - expected) * (value - expected);
  }
  const auto n = static_cast<double>(runs.size());
  return std::abs(sum / n) / std::sqrt((squares / n - sum / n * sum / n) / n);
}

/// The error of 4000 brute-force estimates against its law: worst deviation in standard errors, of
/// the mean of each coordinate and of the mean square.
double deviation(const EstimatorError<double>& law, int p, OuterSamples samples) {
  const Setting<double> setting = instance();
  const Vector<double> truth = true_hypergradient(setting);
  std::vector<std::vector<double>> coordinates(2);
  std::vector<double> squares;
  for (std::uint32_t trial = 0; trial < 4000; ++trial) {
    const Vector<double> error = brute_force(setting, f2sa_stencil(p), samples, trial) - truth;
    coordinates[0].push_back(error(0));
    coordinates[1].push_back(error(1));
    squares.push_back(error.squaredNorm());
  }
  const Vector<double> bias = law.finite_difference + law.unfinished;
  return std::max({standard_errors(coordinates[0], bias(0)),
                   standard_errors(coordinates[1], bias(1)),
                   standard_errors(squares, law.mean_square())});
}

EstimatorError<double> law(int p, OuterSamples samples) {
  return EstimatorLaw<double>(instance(), f2sa_stencil(p), nu).error(eta, steps, batch, samples);
}

} // namespace

// Six standard errors: an error probability near 2e-9 for each of the nine means below.
TEST_CASE("the error of the whole estimator has the bias and mean square of its law") {
  CHECK(deviation(law(2, OuterSamples::independent), 2, OuterSamples::independent) < 6);
  CHECK(deviation(law(2, OuterSamples::shared), 2, OuterSamples::shared) < 6);
  CHECK(deviation(law(3, OuterSamples::independent), 3, OuterSamples::independent) < 6);
}

TEST_CASE("brute force rejects estimator laws with a planted fault") {
  const EstimatorError<double> right = law(2, OuterSamples::independent);
  SECTION("shared samples taken for independent ones") {
    CHECK(deviation(law(2, OuterSamples::shared), 2, OuterSamples::independent) > 6);
  }
  SECTION("1/nu^2 forgotten in the inner variance") {
    EstimatorError<double> fault = right;
    fault.inner *= nu * nu;
    CHECK(deviation(fault, 2, OuterSamples::independent) > 6);
  }
  SECTION("inner runs taken as finished") {
    EstimatorError<double> fault = right;
    fault.unfinished = zeros<double>(2);
    CHECK(deviation(fault, 2, OuterSamples::independent) > 6);
  }
}

TEST_CASE("with shared samples y-independent noise of g cancels, whatever nu") {
  const Precision digits(60);
  const Setting<Real> setting = [] {
    Stream stream(5, 0, "estimator law");
    const Quadratic<Rational> q = random_quadratic({.dx = 2, .dy = 3, .kappa = 4}, stream);
    return Setting<Real>{q.as<Real>(), zeros<Real>(2), zeros<Real>(3), {}};
  }();
  for (int p = 1; p <= 6; ++p) {
    const EstimatorLaw<Real> law(setting, f2sa_stencil(p), exact<Real>("1e-10"));
    CHECK((abs(law.outer_variance(OuterSamples::shared) - Real(1)) < exact<Real>("1e-35")));
    CHECK((law.outer_variance(OuterSamples::independent) > exact<Real>("1e19")));
  }
}

TEST_CASE("a nu that makes a lower level non-convex is refused") {
  Setting<double> setting = instance();
  CHECK_THROWS_AS(EstimatorLaw<double>(setting, f2sa_stencil(4), 50.0), InvalidArgument);
}
