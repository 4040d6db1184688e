// The lower-bound instances: their levels, their chain's oracle, and what a rotation leaves alone.
#include <assay/oracles/oracle.hpp>
#include <assay/problems/separable.hpp>
#include <assay/problems/separable_model.hpp>
#include <assay/problems/zero_chain_kernel.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace assay;

namespace {

/// A point with `found` links found, the next at `next` lambda.
Vector<double> chain_point(const Instance& instance, double lambda, int found, double next) {
  Vector<double> u = Vector<double>::Zero(instance.facts.dx);
  for (int i = 0; i < found; ++i) {
    u(i) = lambda * (1.1 + 0.1 * i);
  }
  u(found) = lambda * next;
  return u;
}

} // namespace

TEST_CASE("separable is the rational instance, in double", "[problems]") {
  const Separable exact_one{
      .smoothness = 152, .gap = 96, .deviation = 33, .accuracy = ratio(1, 4), .convexity = 1};
  const Instance instance = make_instance("separable:sigma=33", 0.25);
  REQUIRE(instance.facts.dx == exact_one.length());
  const double chance = exact<double>(exact_one.chance());
  CHECK(instance.lower_bound(std::exp(-3)) == Approx((exact_one.length() - 3) / (2 * chance)));
  const Vector<double> x = chain_point(instance, 0.5, 3, 0.4);
  Vector<double> gradient;
  instance.model.grad_x_f(x, instance.y0, gradient);
  CHECK((gradient - exact_one.grad_x_f<double>(x, instance.y0)).norm() < 1e-12);
  CHECK(*instance.model.f(x, instance.y0) == Approx(exact_one.f<double>(x, instance.y0)));
}

TEST_CASE("at the largest accuracy the chains have 8 links and hide half the samples",
          "[problems]") {
  for (const char* name : {"separable", "separable_projected"}) {
    const Instance instance = make_instance(name, 0.5);
    CHECK(instance.facts.dx >= 8);
    CHECK(std::get<ZeroChainNoise>(instance.noise.front()).chance <= 0.5 + 1e-12);
    CHECK(instance.facts.gap <= (std::string(name) == "separable" ? 96.0 : 384.0));
    CHECK_THROWS_AS(make_instance(name, 0.6), InvalidArgument);
  }
}

TEST_CASE("the gradient is at least 2 eps until the last link is found", "[problems]") {
  for (const char* text : {"separable", "separable:rotated=1", "separable_projected",
                           "separable_projected:rotated=1"}) {
    const double epsilon = 0.25;
    const Instance instance = make_instance(text, epsilon);
    const double lambda = std::get<ZeroChainNoise>(instance.noise.front()).scale;
    Stream stream(1, 0, "test");
    for (int trial = 0; trial < 200; ++trial) {
      Vector<double> x(instance.facts.dx);
      for (Eigen::Index i = 0; i < x.size(); ++i) {
        x(i) = lambda * (stream.uniform() < 0.5 ? 2.5 : 0.9) * (2 * stream.uniform() - 1);
      }
      x(x.size() - 1) = 0; // prog_1 < T before any rotation
      const bool rotated = std::string(text).find("rotated") != std::string::npos;
      if (rotated) {
        Rotation(static_cast<int>(x.size()), 1).apply(x);
      }
      Vector<double> gradient;
      instance.model.hypergradient(x, gradient);
      CHECK(gradient.norm() >= 2 * epsilon);
    }
  }
}

TEST_CASE("one sample of the chain's oracle hides the next link, in any coordinates",
          "[problems]") {
  for (const char* text : {"separable", "separable:rotated=1", "separable_projected",
                           "separable_projected:rotated=1"}) {
    const Instance instance = make_instance(text, 0.25);
    const auto& noise = std::get<ZeroChainNoise>(instance.noise.front());
    const int length = instance.facts.dx;
    Vector<double> x = chain_point(instance, noise.scale, 4, 0.1);
    const bool rotated = std::string(text).find("rotated") != std::string::npos;
    const Rotation rotation(length, 1);
    if (rotated) {
      rotation.apply(x);
    }
    Vector<double> exact_one, answer, mean = Vector<double>::Zero(length);
    instance.model.grad_x_f(x, instance.y0, exact_one);
    double square = 0;
    int hidden = 0;
    constexpr int samples = 4000;
    Oracle oracle(instance, {.seed = 11});
    for (int s = 0; s < samples; ++s) {
      oracle.grad_x_f(x, instance.y0, oracle.upper(), answer);
      mean += answer / samples;
      square += (answer - exact_one).squaredNorm() / samples;
      Vector<double> chain_answer = answer;
      if (rotated) {
        rotation.apply_transposed(chain_answer);
      }
      hidden += std::abs(chain_answer(4)) < 0.05 * exact_one.norm() ? 1 : 0;
    }
    INFO(text);
    // Binomial(4000, p): 6 standard deviations leave 2e-9.
    const double p = noise.chance;
    CHECK(std::abs(samples - hidden - samples * p) < 6 * std::sqrt(samples * p * (1 - p)));
    CHECK(std::sqrt(square) <= instance.facts.sigma_fx);
    CHECK((mean - exact_one).norm() < 6 * instance.facts.sigma_fx / std::sqrt(samples));
  }
}

TEST_CASE("rotated and plain give the same samples, turned", "[problems]") {
  const Instance plain = make_instance("separable", 0.2);
  const Instance turned = make_instance("separable:rotated=1", 0.2);
  const Rotation rotation(plain.facts.dx, 1);
  Oracle first(plain, {.seed = 3});
  Oracle second(turned, {.seed = 3});
  Vector<double> x = plain.x0;
  Vector<double> turned_x = turned.x0;
  Vector<double> a, b;
  for (int step = 0; step < 3000; ++step) { // SGD is equivariant
    first.grad_x_f(x, plain.y0, first.upper(4), a);
    second.grad_x_f(turned_x, turned.y0, second.upper(4), b);
    x -= a / 152;
    turned_x -= b / 152;
  }
  Vector<double> back = turned_x;
  rotation.apply_transposed(back);
  CHECK(x.norm() > 0.4); // it moved, by several links
  CHECK((back - x).norm() < 1e-9 * x.norm());
}
