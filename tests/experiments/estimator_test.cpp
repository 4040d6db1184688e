// A solver's estimate alone, drawn and counted, against the closed form of its error.
#include <assay/experiments/estimator.hpp>
#include <assay/oracles/estimator_law.hpp>
#include <assay/problems/declared_noise.hpp>

#include <catch2/catch.hpp>

#include "support/noisy.hpp"

using namespace assay;

namespace {

const AdditiveNoise noise{.fx = 0.5, .fy = 1, .gx = 0.25, .gy = 2};

Instance instance() {
  Instance result = testing::with_noise(testing::some_quadratic(2, 3), {noise});
  result.facts.lower_curvature = 10;
  result.facts.upper_curvature = 10;
  return result;
}

constexpr double nu = 0.01, eta = 0.05;

EstimatorError<double> law(OuterSamples samples, int steps, int batch) {
  const Setting<double> setting{testing::some_quadratic(2, 3),
                                zeros<double>(2),
                                zeros<double>(3),
                                {.lower_y = noise.gy * noise.gy,
                                 .upper_y = noise.fy * noise.fy,
                                 .lower_x = noise.gx * noise.gx,
                                 .upper_x = noise.fx * noise.fx}};
  return EstimatorLaw<double>(setting, f2sa_stencil(3), nu).error(eta, steps, batch, samples);
}

EstimateSample sample(bool shared, int steps, int batch, int draws = 4000) {
  const Instance at = instance();
  return sample_estimate(at,
                         f2sa_estimate(at.facts, {.p = 3,
                                                  .nu = nu,
                                                  .eta = eta,
                                                  .inner = static_cast<double>(steps),
                                                  .batch = static_cast<double>(batch),
                                                  .shared = shared}),
                         draws, 1);
}

bool contains(const SampledMean& mean, double value) {
  return mean.lo <= value && value <= mean.hi;
}

} // namespace

// Each interval misses with probability 6e-7; the seed is fixed.
TEST_CASE("a drawn estimate has the mean square error of its law", "[estimator]") {
  for (const bool shared : {true, false}) {
    for (const int steps : {5, 50}) {
      const EstimateSample drawn = sample(shared, steps, 4);
      const EstimatorError<double> exact =
          law(shared ? OuterSamples::shared : OuterSamples::independent, steps, 4);
      INFO("shared " << shared << " K " << steps);
      CHECK(contains(drawn.variance, exact.inner + exact.outer));
      CHECK(contains(drawn.mean_square, exact.mean_square()));
      CHECK(drawn.variance.hi < 1.4 * drawn.variance.lo); // the intervals do say something
      CHECK_FALSE(contains(drawn.variance, 1.5 * (exact.inner + exact.outer)));
    }
  }
}

namespace {

/// A quadratic on which grad_x g alone is noisy at x0 = 0, so that inner loops are exact.
Instance outer_noise(const NoisePart& part, double epsilon) {
  Instance made = make_instance("quadratic:noise=none", epsilon);
  made.x0.setZero();
  made.model.solution(made.x0, made.y0);
  made.y0.array() += 0.5;
  made.facts.start_distance = 0.5 * std::sqrt(made.facts.dy);
  Vector<double> best, pull;
  made.model.solution(made.x0, best);
  made.model.grad_y_f(made.x0, best, pull);
  made.facts.upper_slope = pull.norm(); // here, where alone it is needed
  made.noise = {part};
  declare_noise(made.facts, made.noise, {.x = 0, .y = 20});
  return made;
}

/// Variance of Phi over what the schedule allows the outer batch of `batch` samples.
SampledMean share_of(const Instance& at, int p, const std::string& batch) {
  const Parameters given({{"p", std::to_string(p)}, {"S", batch}});
  const SampledMean found =
      sample_estimate(at, find_solver("f2sa_p").make(at.facts, given), 400, 1).variance;
  const double allowed = at.facts.epsilon * at.facts.epsilon / 128;
  return {found.value / allowed, found.lo / allowed, found.hi / allowed};
}

} // namespace

// Each interval misses with probability 6e-7; the seed is fixed.
TEST_CASE("shared outer samples keep the estimate's variance within its share of eps",
          "[estimator]") {
  for (const int p : {1, 2, 3, 4}) {
    for (const double omega : {1e-3, 1.0, 1e6}) {
      const Instance waves = outer_noise(Decorrelating{.gx = 2, .omega = omega}, 0.1);
      INFO("p = " << p << ", omega = " << omega);
      CHECK(share_of(waves, p, "auto").lo <= 1);
      if (omega > 1) { // one sample, as if g's noise cancelled, and no more than a few times enough
        CHECK(share_of(waves, p, "1").lo > 1);
        CHECK(share_of(waves, p, "auto").hi > 0.01);
      }
    }
    const Instance curved = outer_noise(RandomCurvature{.jacobian = 2}, 0.1);
    INFO("p = " << p << ", random curvature");
    CHECK(share_of(curved, p, "auto").lo <= 1);
    CHECK(share_of(curved, p, "auto").hi > 0.01);
    CHECK(share_of(curved, p, "1").lo > 1);
  }
}

TEST_CASE("an estimate is counted as the solver makes it", "[estimator]") {
  const EstimateSample drawn = sample(true, 50, 4, 2);
  CHECK(drawn.calls[Call::gy] == Count{4 * 50}); // p = 3: nodes -1, 0, 1, 2
  CHECK(drawn.calls[Call::fy] == Count{3 * 50});
  CHECK(drawn.calls[Call::gx] == Count{4 * 4});
  CHECK(drawn.calls[Call::fx] == Count{3 * 4});
}

TEST_CASE("a few draws say nothing of their spread, and none is refused", "[estimator]") {
  CHECK(sample(true, 5, 1, 99).variance.hi == std::numeric_limits<double>::infinity());
  CHECK(sample(true, 5, 1, 100).variance.hi < std::numeric_limits<double>::infinity());
  CHECK_THROWS_AS(sample(true, 5, 1, 1), InvalidArgument);
}

TEST_CASE("a solver that shows no estimate is refused", "[estimator]") {
  struct Silent {
    Vector<double> at = zeros<double>(2);
    void start(Oracle& /*oracle*/) {}
    void step(Oracle& /*oracle*/) {}
    [[nodiscard]] const Vector<double>& x() const { return at; }
  };
  CHECK_THROWS_AS(sample_estimate(instance(), Silent{}, 10, 1), InvalidArgument);
}
