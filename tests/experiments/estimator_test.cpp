// A solver's estimate alone, drawn and counted, against the closed form of its error.
#include <assay/experiments/estimator.hpp>
#include <assay/oracles/estimator_law.hpp>

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
