// The noise of every oracle has the mean, the variance and the law that its instance declares.
//
// Statistics are compared with bounds that a right one exceeds with probability at most 4e-8; about
// 20 of them are drawn a test case, so each case errs with probability below 1e-6. Seeds are fixed.
#include <catch2/catch.hpp>

#include "support/noise_samples.hpp"
#include <numbers>

using namespace assay;
using namespace assay::testing;

namespace {

/// ||y - centre|| and ||x|| are those of the region, so that bounds are attained.
const Point here{vector({1, -1, 0.5, 2}), vector({0.5, 0, -2, 1}), vector({0.6, 0, -0.8, 0})};
constexpr double centre = 0.25;

Region region_of(const Point& at, double c) {
  return {.x = at.x.norm(), .y = (at.y.array() - c).matrix().norm()};
}

struct Named {
  std::string name;
  Noise noise;
  double c = 0;
  std::size_t noisy_kinds = 0;
};

const AdditiveNoise additive{.fx = 1, .fy = 2, .gx = 3, .gy = 4, .hvp = 5, .jvp = 6, .quiet_x = 1};
const HeavyTailed heavy{.fx = 1, .fy = 2, .gx = 3, .gy = 4};
const RandomCurvature curvature{.hessian = 0.5, .jacobian = 0.75, .centre = centre};

/// Every part whose second moment can be estimated, and two parts together.
std::vector<Named> noises() {
  return {{"additive", {additive}, 0, 6},
          {"random curvature", {curvature}, centre, 4},
          {"decorrelating", {Decorrelating{.gx = 2, .omega = 10}}, 0, 1},
          {"finite sum",
           {FiniteSum{.components = 12, .spread = 2, .hessian = 0.5, .spread_x = 3}},
           0,
           5},
          {"two parts", {additive, curvature}, centre, 6},
          {"the same part twice", {additive, additive}, 0, 6}};
}

Instance instance_of(const Named& named) {
  return with_noise(some_quadratic(4, 4), named.noise, region_of(here, named.c));
}

/// P(T <= t) of Student's t with 3 degrees of freedom, scaled to variance 1.
double student3_cdf(double t) { return 0.5 + (t / (1 + t * t) + std::atan(t)) / std::numbers::pi; }

std::vector<double> coordinate(const std::vector<Vector<double>>& samples, Eigen::Index i) {
  std::vector<double> result;
  for (const Vector<double>& sample : samples) {
    result.push_back(sample(i));
  }
  return result;
}

} // namespace

TEST_CASE("every noise has mean zero and the declared variance in every oracle", "[noise]") {
  constexpr int count = 8000;
  for (const Named& named : noises()) {
    const Instance instance = instance_of(named);
    const Deviations sigma = declared_deviations(named.noise, region_of(here, named.c));
    std::size_t noisy = 0;
    for (const Call kind : all_kinds) {
      for (const Count size : {Count{1}, Count{5}, Count{64}}) {
        NoiseProbe probe(instance, 11);
        const auto samples = probe.samples(kind, here, size, count);
        const double deviation = declared(sigma, kind) / std::sqrt(static_cast<double>(size));
        INFO(named.name << " " << kind_names[static_cast<std::size_t>(kind)] << " batch "
                        << to_string(size));
        if (deviation == 0) {
          CHECK(samples.front().isZero(0));
          continue;
        }
        ++noisy;
        CHECK(moments(samples, deviation) < 6);
        // The check sees an error of 10 %, and a batch that counts as one sample.
        CHECK(moments(samples, 1.1 * deviation) > 6);
        CHECK(moments(samples, deviation * std::sqrt(static_cast<double>(size + 1))) > 6);
      }
    }
    CHECK(noisy == 3 * named.noisy_kinds);
  }
}

TEST_CASE("heavy tails follow Student's law, in every gradient and no product", "[noise]") {
  const Instance instance = instance_of({"heavy", {heavy}});
  const Deviations sigma = declared_deviations(instance.noise, {});
  for (const Call kind : {Call::fx, Call::fy, Call::gx, Call::gy}) {
    NoiseProbe probe(instance, 3);
    const auto samples = probe.samples(kind, here, 1, 20000);
    const double scale = declared(sigma, kind) / 2; // 4 coordinates
    for (Eigen::Index i = 0; i < 4; ++i) {
      std::vector<double> unit = coordinate(samples, i);
      for (double& value : unit) {
        value /= scale;
      }
      CHECK(goodness::kolmogorov_smirnov(unit, student3_cdf) < 1);
      CHECK(goodness::kolmogorov_smirnov(unit, goodness::normal_cdf) > 1);
    }
  }
  NoiseProbe probe(instance, 3);
  CHECK(probe.noise(Call::hvp, here, 1).isZero(0));
  CHECK(probe.noise(Call::jvp, here, 1).isZero(0));
}

TEST_CASE("a batch has the law of the mean of its samples drawn one by one", "[noise]") {
  constexpr int count = 3000;
  std::vector<Named> all = noises();
  all.push_back({"heavy", {heavy}});
  for (const Named& named : all) {
    const Instance instance = instance_of(named);
    const Deviations sigma = declared_deviations(named.noise, region_of(here, named.c));
    for (const Call kind : all_kinds) {
      if (declared(sigma, kind) == 0) {
        continue;
      }
      for (const int size : {3, 20}) { // 20 exceeds the 12 components of the finite sum
        NoiseProbe probe(instance, 5);
        std::vector<double> at_once[2];
        std::vector<double> one_by_one[2];
        for (int i = 0; i < count; ++i) {
          const Vector<double> batch = probe.noise(kind, here, static_cast<Count>(size));
          Vector<double> mean = zeros<double>(batch.size());
          for (int s = 0; s < size; ++s) {
            mean += probe.noise(kind, here, 1) / size;
          }
          at_once[0].push_back(batch(1));
          one_by_one[0].push_back(mean(1));
          at_once[1].push_back(batch.norm());
          one_by_one[1].push_back(mean.norm());
        }
        INFO(named.name << " " << kind_names[static_cast<std::size_t>(kind)] << " batch " << size);
        CHECK(two_samples(at_once[0], one_by_one[0]) < 1);
        CHECK(two_samples(at_once[1], one_by_one[1]) < 1);
      }
    }
  }
}

TEST_CASE("what is not the mean of a batch is told from it", "[noise]") {
  NoiseProbe probe(instance_of({"additive", {additive}}), 5);
  std::vector<double> three, four;
  for (int i = 0; i < 5000; ++i) {
    three.push_back(probe.noise(Call::gy, here, 3).norm());
    four.push_back(probe.noise(Call::gy, here, 4).norm());
  }
  CHECK(two_samples(three, four) > 1);
}

TEST_CASE("batches of any size up to 2^100 are drawn, or refused in one line", "[noise]") {
  const Count huge = Count{1} << 100U;
  for (const Noise& noise : {Noise{additive}, Noise{curvature}, Noise{Decorrelating{.gx = 2}}}) {
    const Named named{"huge", noise, centre};
    NoiseProbe probe(instance_of(named), 5);
    Instance silent = instance_of(named); // noise alone: the exact answer would swallow it
    silent.model = QuadraticModel([] {
      Quadratic<double> q = some_quadratic(4, 4);
      q.A = identity<double>(4);
      q.B.setZero();
      q.b = here.y;
      return q;
    }());
    Oracle oracle(silent, {});
    const double deviation =
        declared(declared_deviations(noise, region_of(here, centre)), Call::gx);
    double sum = 0;
    for (int i = 0; i < 2000; ++i) {
      sum += answer(oracle, Call::gx, here, oracle.lower(huge)).squaredNorm() * 0x1p100 / 2000;
    }
    CHECK(sum ==
          Approx(deviation * deviation).epsilon(0.2)); // 6 standard deviations of chi-squares
  }
  Oracle heavy_oracle(instance_of({"heavy", {heavy}}), {});
  CHECK_THROWS_AS(answer(heavy_oracle, Call::fx, here, heavy_oracle.upper((1U << 20U) + 1)),
                  InvalidArgument);
  Oracle sum_oracle(instance_of({"sum", {FiniteSum{.components = 4}}}), {});
  CHECK_THROWS_AS(answer(sum_oracle, Call::gy, here, sum_oracle.lower((Count{1} << 100U) + 1)),
                  InvalidArgument);
  CHECK_NOTHROW(answer(sum_oracle, Call::gy, here, sum_oracle.lower(Count{1} << 100U)));
}

TEST_CASE("parts that contradict each other are refused", "[noise]") {
  const auto refuses = [](const Noise& noise) {
    Instance instance = with_noise(some_quadratic(4, 4), {});
    instance.noise = noise;
    try {
      const Oracle oracle(instance, {});
    } catch (const InvalidArgument&) {
      return true;
    }
    return false;
  };
  const ZeroChainNoise chain{.length = 2, .chance = 0.5};
  CHECK(refuses({AdditiveNoise{.fx = 1, .quiet_x = 1}, chain}));
  CHECK_FALSE(refuses({AdditiveNoise{.fx = 1, .quiet_x = 2}, chain}));
  CHECK(refuses({HeavyTailed{.fx = 1}, chain}));
  CHECK(refuses({ZeroChainNoise{.length = 5, .chance = 0.5}}));
  CHECK(refuses({ZeroChainNoise{.length = 2, .chance = 0}}));
  CHECK(refuses({AdditiveNoise{.quiet_x = 5}}));
  CHECK(refuses({FiniteSum{.components = 4}, AdditiveNoise{}}));
  CHECK(refuses({FiniteSum{.components = 6}}));
  CHECK(refuses({FiniteSum{}}));
}

TEST_CASE("the zero-chain's oracle hides one link, unbiased and within its declared variance",
          "[noise]") {
  const Instance instance = make_instance("composite:sigma=0", 0.25); // T = 16, p_z = 1/8
  const auto* chain = std::get_if<ZeroChainNoise>(&instance.noise.at(1));
  REQUIRE(chain != nullptr);
  Point at{instance.x0, instance.y0, instance.y0};
  at.x.head(3).setConstant(chain->scale); // beyond 1/2: the fourth link is open; progress 3
  at.x(3) = chain->scale * 0.2;           // below 1/4: the fourth is hidden
  NoiseProbe probe(instance, 9);
  Vector<double> exact;
  instance.model.grad_x_f(at.x, at.y, exact);
  Vector<double> hidden = exact;
  hidden.head(3).setZero();
  hidden.tail(1).setZero(); // of the quadratic block
  REQUIRE(hidden.norm() > 0);
  const double p = chain->chance;
  for (const Count size : {Count{1}, Count{7}, Count{1} << 40U}) {
    const auto samples = probe.samples(Call::fx, at, size, 20000);
    const double deviation = hidden.norm() * std::sqrt((1 - p) / p / static_cast<double>(size));
    CHECK(moments(samples, deviation) < 6);
    CHECK(moments(samples, 1.1 * deviation) > 6);
    CHECK(deviation <= instance.facts.sigma_fx);
    for (const Vector<double>& sample : samples) {
      REQUIRE(sample.head(3).isZero(0)); // what is found is answered exactly
    }
  }
  std::size_t zero = 0;
  for (int i = 0; i < 20000; ++i) { // a single sample: nothing, or 1/p times it
    const Vector<double> sample = answer(probe.oracle(), Call::fx, at, probe.oracle().upper());
    const bool nothing = sample(3) == 0;
    zero += nothing ? 1 : 0;
    REQUIRE((nothing || std::abs(sample(3) * p / exact(3) - 1) < 1e-14));
  }
  CHECK(std::abs(static_cast<double>(zero) / 20000 - (1 - p)) < 6 * std::sqrt(p * (1 - p) / 20000));
}

TEST_CASE("the facts of an instance follow from its noise", "[noise]") {
  const Instance bernoulli = make_instance("composite", 0.25);
  CHECK(bernoulli.facts.bernoulli);
  CHECK_FALSE(bernoulli.facts.mean_squared_smooth);
  const double p = 2 * 0.25 * 0.25;
  CHECK(bernoulli.facts.sigma_fx ==
        Approx(std::hypot(1, 23 * 0.5 * std::sqrt((1 - p) / p))).epsilon(1e-14));
  CHECK(bernoulli.facts.sigma_gy == 1);
  Facts facts;
  declare_noise(facts, {curvature}, {.x = 2, .y = 3});
  CHECK(facts.sigma_gy == Approx(std::hypot(0.5 * 3, 0.75 * 2)));
  CHECK(facts.sigma_gx == Approx(0.75 * 3));
  CHECK(facts.stochastic_products);
  CHECK(facts.mean_squared_smooth);
  declare_noise(facts, {FiniteSum{.components = 8}}, {});
  CHECK(facts.components == 8);
  CHECK_FALSE(facts.stochastic_products);
  declare_noise(facts, {Decorrelating{.gx = 1}}, {});
  CHECK_FALSE(facts.mean_squared_smooth);
  CHECK(facts.components == 0);
  CHECK_THROWS_AS(declare_noise(facts, {ZeroChainNoise{.length = 1, .chance = 0.5}}, {}),
                  InvalidArgument);
}
