// An inner loop executed by its law and step by step: equal in distribution in every
// eigen-coordinate, equal in counts exactly.
//
// Both are compared with one reference, the mean and covariance that the recursion itself leaves,
// multiplied out matrix by matrix. Each statistic is over a bound that a right law exceeds with
// probability at most 2e-8 (support/goodness.hpp); a case looks at about 13, the file at fewer than
// 400 for each mode, so a false alarm anywhere has probability below 2e-5, and below 1e-6 for each
// case. Seeds are fixed.
#include <assay/numbers/real.hpp>
#include <assay/oracles/exact_law.hpp>
#include <assay/oracles/loop_law.hpp>
#include <assay/oracles/oracle.hpp>

#include <catch2/catch.hpp>

#include "support/goodness.hpp"
#include "support/noisy.hpp"

using namespace assay;
using testing::vector;

namespace {

constexpr double sigma_f = 3, sigma_g = 2;
const AdditiveNoise noise{.fx = 1, .fy = sigma_f, .gx = 1, .gy = sigma_g};

Quadratic<double> isotropic() {
  Quadratic<double> q = testing::some_quadratic(2, 3);
  q.A = 2 * identity<double>(3);
  q.F = 0.5 * identity<double>(3);
  return q;
}

Quadratic<double> one_dimensional() {
  Quadratic<double> q = testing::some_quadratic(2, 1);
  q.A(0, 0) = 2;
  q.F(0, 0) = 0.5;
  return q;
}

struct Case {
  std::string name;
  Quadratic<double> problem;
  double shift = 0;
  double step = 0.05;
  int steps = 1;
  int batch = 1;
};

Vector<double> start(const Quadratic<double>& q) {
  Vector<double> y(q.dy());
  for (int i = 0; i < q.dy(); ++i) {
    y(i) = 1.5 - i;
  }
  return y;
}

/// What the recursion leaves, from its definition.
struct Reference {
  Vector<double> mean;
  Matrix<double> covariance;
};

Reference by_recursion(const Case& c, const Vector<double>& x) {
  const Quadratic<double>& q = c.problem;
  const Matrix<double> h = q.A + c.shift * q.F;
  const Matrix<double> keep = identity<double>(q.dy()) - c.step * h;
  const Vector<double> pull = c.step * (q.B * x + q.b - c.shift * (q.K.transpose() * x + q.h));
  const double added = c.step * c.step *
                       (sigma_g * sigma_g + c.shift * c.shift * sigma_f * sigma_f) /
                       (q.dy() * c.batch);
  Reference r{start(q), zeros<double>(q.dy(), q.dy())};
  for (int k = 0; k < c.steps; ++k) {
    r.mean = (keep * r.mean + pull).eval();
    r.covariance = (keep * r.covariance * keep + added * identity<double>(q.dy())).eval();
  }
  return r;
}

using Samples = std::vector<Vector<double>>;

Samples run(const Case& c, Execution execution, int count, const Vector<double>& x) {
  Oracle oracle(testing::with_noise(c.problem, {noise}), {.seed = 5, .execution = execution});
  Samples samples;
  for (int i = 0; i < count; ++i) {
    Vector<double> y = start(c.problem);
    oracle.descend({.x = x,
                    .shift = c.shift,
                    .step = c.step,
                    .steps = static_cast<Count>(c.steps),
                    .batch = static_cast<Count>(c.batch)},
                   y);
    samples.push_back(std::move(y));
  }
  return samples;
}

/// The worst statistic of samples that should have the reference's law; above 1 rejects it.
double misfit(const Samples& samples, const Reference& reference) {
  const Spectrum<double> spectrum = symmetric_eigen(reference.covariance);
  const Eigen::Index d = reference.mean.size();
  std::vector<std::vector<double>> z(static_cast<std::size_t>(d));
  for (const Vector<double>& sample : samples) {
    const Vector<double> along = spectrum.vectors.transpose() * (sample - reference.mean);
    for (Eigen::Index i = 0; i < d; ++i) {
      z[static_cast<std::size_t>(i)].push_back(along(i) / std::sqrt(spectrum.values(i)));
    }
  }
  if (d == 3) {
    return goodness::standard_normal3(z);
  }
  return std::max({goodness::mean(z[0]), goodness::product(z[0], z[0], 1),
                   goodness::kolmogorov_smirnov(z[0], goodness::normal_cdf)});
}

const Vector<double>& point() {
  static const Vector<double> x = vector({0.5, -1});
  return x;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  const auto wide = testing::some_quadratic(2, 3); // curvatures from 1 to 10
  for (const double shift : {0.0, 0.05, -0.05}) {
    for (const int steps : {1, 2, 10}) {
      for (const int batch : {1, 8}) {
        all.push_back({"isotropic", isotropic(), shift, 0.2, steps, batch});
        all.push_back({"anisotropic", wide, shift, 0.05, steps, batch});
        all.push_back({"one-dimensional", one_dimensional(), shift, 0.2, steps, batch});
      }
    }
  }
  // eta h = 1.5 along the steepest direction: its sign alternates.
  for (const int steps : {1, 2, 3}) {
    all.push_back({"alternating", wide, 0.05, 0.15, steps, 1});
  }
  all.push_back({"too long a step", wide, 0, 0.3, 4, 1}); // eta h = 3: it drifts away
  return all;
}

std::string title(const Case& c) {
  std::ostringstream text;
  text << c.name << " shift " << c.shift << " eta " << c.step << " K " << c.steps << " S "
       << c.batch;
  return text.str();
}

} // namespace

TEST_CASE("a loop by its law and step by step leaves the recursion's law", "[descend]") {
  for (const Case& c : cases()) {
    INFO(title(c));
    const Reference reference = by_recursion(c, point());
    CHECK(misfit(run(c, Execution::law, 4000, point()), reference) < 1);
    CHECK(misfit(run(c, Execution::steps, 4000, point()), reference) < 1);
  }
}

TEST_CASE("a long loop leaves the recursion's law", "[descend]") {
  for (const double shift : {0.0, -0.05}) {
    const Case c{"long", testing::some_quadratic(2, 3), shift, 0.01, 1000, 1};
    INFO(title(c));
    const Reference reference = by_recursion(c, point());
    CHECK(misfit(run(c, Execution::law, 4000, point()), reference) < 1);
    CHECK(misfit(run(c, Execution::steps, 500, point()), reference) < 1);
  }
}

TEST_CASE("a wrong law is rejected", "[descend]") {
  const Case right{"anisotropic", testing::some_quadratic(2, 3), 0.05, 0.05, 10, 1};
  const Samples samples = run(right, Execution::law, 4000, point());
  REQUIRE(misfit(samples, by_recursion(right, point())) < 1);
  const auto rejected = [&](const Case& wrong) {
    return misfit(samples, by_recursion(wrong, point())) > 1;
  };
  Case wrong = right;
  wrong.problem.A = right.problem.A.diagonal().asDiagonal();
  wrong.problem.F = right.problem.F.diagonal().asDiagonal();
  CHECK(rejected(wrong)); // only H's diagonal
  wrong = right;
  wrong.steps = 9;
  CHECK(rejected(wrong));
  wrong = right;
  wrong.batch = 2;
  CHECK(rejected(wrong));
  wrong = right;
  wrong.shift = -0.05;
  CHECK(rejected(wrong));

  const Matrix<double> h = right.problem.A + right.shift * right.problem.F;
  const Spectrum<double> spectrum = symmetric_eigen(h);
  const double variance = (sigma_g * sigma_g + right.shift * right.shift * sigma_f * sigma_f) / 3;
  Reference reference = by_recursion(right, point());
  const auto with = [&](const Matrix<double>& basis, double powers) {
    Vector<double> along(3);
    for (Eigen::Index i = 0; i < 3; ++i) {
      const double q = 1 - right.step * spectrum.values(i);
      along(i) = right.step * variance * (1 - std::pow(q, powers * right.steps)) /
                 (spectrum.values(i) * (1 + q));
    }
    reference.covariance = (basis * along.asDiagonal() * basis.transpose()).eval();
    return misfit(samples, reference);
  };
  CHECK(with(spectrum.vectors, 2) < 1);
  CHECK(with(spectrum.vectors, 1) > 1); // 1 - q^K for 1 - q^(2K)
  const Matrix<double> skew = reduce_pair(right.problem.A, right.problem.F).vectors;
  CHECK(with(skew, 2) > 1); // a basis that diagonalises H but is not orthonormal
}

TEST_CASE("without noise both executions leave the same state", "[descend]") {
  for (Case c : cases()) {
    for (const int steps : {1, 7, 100}) {
      c.steps = c.name == "too long a step" ? std::min(steps, 7) : steps;
      const Instance instance = testing::with_noise(c.problem, {});
      Vector<double> ends[2];
      for (const Execution execution : {Execution::law, Execution::steps}) {
        Oracle oracle(instance, {.execution = execution});
        Vector<double> y = start(c.problem);
        oracle.descend(
            {.x = point(), .shift = c.shift, .step = c.step, .steps = static_cast<Count>(c.steps)},
            y);
        ends[execution == Execution::law ? 0 : 1] = y;
      }
      INFO(title(c));
      CHECK((ends[0] - ends[1]).norm() <= 1e-11 * (1 + ends[0].norm()));
    }
  }
}

TEST_CASE("both executions count the same, also where the budget ends inside the loop",
          "[descend]") {
  const Instance instance = testing::with_noise(testing::some_quadratic(2, 3), {});
  int ended = 0;
  for (int budget = 0; budget <= 130; ++budget) {
    for (const double shift : {0.0, 0.05}) {
      for (const int batch : {1, 3}) {
        Counters counted[2];
        bool out[2] = {false, false};
        Vector<double> state[2];
        for (const int mode : {0, 1}) {
          Oracle oracle(instance, {.budget = static_cast<Count>(budget),
                                   .execution = mode == 0 ? Execution::law : Execution::steps});
          state[mode] = start(testing::some_quadratic(2, 3));
          try {
            oracle.descend({.x = point(),
                            .shift = shift,
                            .step = 0.05,
                            .steps = 20,
                            .batch = static_cast<Count>(batch)},
                           state[mode]);
          } catch (const OutOfBudget&) {
            out[mode] = true;
          }
          counted[mode] = oracle.counters();
        }
        INFO("budget " << budget << " shift " << shift << " batch " << batch);
        CHECK(counted[0] == counted[1]);
        CHECK(out[0] == out[1]);
        const int per_step = batch * (shift == 0 ? 1 : 2);
        CHECK(out[0] == (budget < 20 * per_step));
        CHECK(counted[0][Call::gy] == static_cast<Count>(std::min(20, budget / per_step) * batch));
        CHECK((state[0] - state[1]).norm() <= 1e-12); // after the steps that fitted
        ended += out[0] ? 1 : 0;
      }
    }
  }
  CHECK(ended > 200);
}

TEST_CASE("more than 2^64 steps are one draw, and counted", "[descend]") {
  const Quadratic<double> q = testing::some_quadratic(2, 3);
  Oracle oracle(testing::with_noise(q, {noise}), {});
  Vector<double> y = start(q);
  const Count steps = Count{1} << 90U;
  oracle.descend({.x = point(), .shift = 0.05, .step = 1e-20, .steps = steps, .batch = 8}, y);
  CHECK(oracle.counters()[Call::gy] == 8 * steps);
  CHECK(oracle.counters()[Call::fy] == 8 * steps);
  Vector<double> solution = q.solution<double>(point(), 0.05);
  CHECK((y - solution).norm() < 1e-6); // 1e-20 2^90 = 1.2e7 e-foldings, a deviation near 1e-10
}

TEST_CASE("a loop that drifts away ends the trial in both executions", "[descend]") {
  const Quadratic<double> q = testing::some_quadratic(2, 3);
  for (const Execution execution : {Execution::law, Execution::steps}) {
    Oracle oracle(testing::with_noise(q, {noise}), {.execution = execution});
    Vector<double> y = start(q);
    CHECK_THROWS_AS(oracle.descend({.x = point(), .step = 1, .steps = 100000}, y), Diverged);
  }
}

TEST_CASE("noise without a Gaussian law is stepped through, with the same counts", "[descend]") {
  const Quadratic<double> q = testing::some_quadratic(2, 3);
  for (const Noise& rough : {Noise{RandomCurvature{.hessian = 0.1}}, Noise{HeavyTailed{.gy = 1}},
                             Noise{FiniteSum{.components = 8}}}) {
    Vector<double> ends[2];
    Counters counted[2];
    for (const int mode : {0, 1}) {
      Oracle oracle(testing::with_noise(q, rough),
                    {.execution = mode == 0 ? Execution::law : Execution::steps});
      ends[mode] = start(q);
      oracle.descend({.x = point(), .shift = 0.05, .step = 0.05, .steps = 20}, ends[mode]);
      counted[mode] = oracle.counters();
    }
    CHECK(ends[0] == ends[1]); // the law was refused: the same steps, bit for bit
    CHECK(counted[0] == counted[1]);
    CHECK(counted[0].total() == Count{40});
  }
}

TEST_CASE("an automatic loop makes few steps and draws many", "[descend]") {
  const Quadratic<double> q = testing::some_quadratic(2, 3);
  std::vector<LoggedCall> log;
  Oracle oracle(testing::with_noise(q, {noise}), {.log = &log});
  Vector<double> y = start(q);
  oracle.descend({.x = point(), .step = 0.05, .steps = 5}, y);
  CHECK(log.size() == 5);
  oracle.descend({.x = point(), .step = 0.05, .steps = 1000000}, y);
  CHECK(log.size() == 6);
  oracle.descend({.x = point(), .step = 0.05, .steps = 1}, y); // the spectrum is known by now
  CHECK(log.size() == 7);
  for (int i = 1; i < 5000; ++i) { // shifts that never return are not kept for ever
    oracle.descend({.x = point(), .shift = 1e-3 / i, .step = 0.05, .steps = 1}, y);
  }
  CHECK(oracle.counters()[Call::gy] == Count{1000006 + 4999});
}
