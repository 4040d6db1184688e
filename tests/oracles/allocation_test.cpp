// An oracle asks for memory at the first call of each kind and never again.
#include <assay/oracles/oracle.hpp>

#include <catch2/catch.hpp>

#include "support/noisy.hpp"
#include <cstddef>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
#define ASSAY_COUNTS_MEMORY 0 // the allocator is not ours to stand in front of
#else
#define ASSAY_COUNTS_MEMORY 1
#endif

#if ASSAY_COUNTS_MEMORY

namespace {
thread_local std::size_t requests = 0;
} // namespace

// In front of glibc's: Eigen's vectors come from here, and what operator new hands out too.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void* malloc(std::size_t size) {
  ++requests;
  return __libc_malloc(size);
}
int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  ++requests;
  *out = __libc_memalign(alignment, size);
  return *out == nullptr ? 12 : 0; // ENOMEM
}
}

using namespace assay;

namespace {

struct Calls {
  Oracle oracle;
  Vector<double> x, y, v, in_x, in_y;

  Calls(const Instance& instance, OracleOptions options)
      : oracle(instance, options),
        x(instance.x0),
        y(instance.y0),
        v(Vector<double>::Ones(instance.facts.dy)) {}

  /// Every kind once, and two inner loops.
  void round(Count size, bool noisy_loops) {
    const Batch xi = oracle.upper(size);
    const Batch zeta = oracle.lower(size);
    oracle.grad_x_f(x, y, xi, in_x);
    oracle.grad_y_f(x, y, xi, in_y);
    oracle.grad_x_g(x, y, zeta, in_x);
    oracle.grad_y_g(x, y, zeta, in_y);
    oracle.hvp(x, y, v, zeta, in_y);
    oracle.jvp(x, y, v, zeta, in_x);
    oracle.descend({.x = x, .step = 0.01, .steps = 3}, y);
    if (noisy_loops) {
      oracle.descend({.x = x, .shift = 0.01, .step = 0.01, .steps = 3, .batch = size}, y);
    }
  }
};

/// Requests for memory of 200 rounds, after 20 to settle in.
std::size_t settled(Calls& calls, Count size, bool noisy_loops = true) {
  for (int k = 0; k < 20; ++k) {
    calls.round(size, noisy_loops);
  }
  const std::size_t before = requests;
  for (int k = 0; k < 200; ++k) {
    calls.round(size, noisy_loops);
  }
  return requests - before;
}

Instance quadratic(Noise noise) {
  return testing::with_noise(testing::some_quadratic(3, 5), std::move(noise));
}

const AdditiveNoise everywhere{.fx = 1, .fy = 1, .gx = 1, .gy = 1, .hvp = 1, .jvp = 1};

} // namespace

TEST_CASE("an oracle's calls ask for no memory once they have settled in") {
  const std::vector<std::pair<const char*, Noise>> noises = {
      {"none", {}},
      {"additive", {everywhere}},
      {"random curvature", {RandomCurvature{.hessian = 0.1, .jacobian = 0.1}}},
      {"decorrelating", {everywhere, Decorrelating{.gx = 1, .omega = 3}}},
      {"heavy tails", {HeavyTailed{.fx = 1, .fy = 1, .gx = 1, .gy = 1}}},
      {"finite sum", {FiniteSum{.components = 8, .hessian = 0.1, .spread_x = 1}}}};
  for (const auto& [name, noise] : noises) {
    for (const Execution execution : {Execution::steps, Execution::law}) {
      for (const Count size : {Count{1}, Count{5}}) {
        INFO(name << ", batches of " << to_string(size));
        Calls calls(quadratic(noise), {.execution = execution});
        CHECK(settled(calls, size) == 0);
      }
    }
  }
}

TEST_CASE("the chains' oracles ask for no memory once they have settled in") {
  for (const char* name : {"separable", "separable:rotated=1", "separable_projected", "composite",
                           "lifted_chain", "pl", "structured_quadratic", "unbounded"}) {
    INFO(name);
    Calls calls(make_instance(name, 0.25), {});
    CHECK(settled(calls, 1, name != std::string("pl")) == 0);
  }
}

TEST_CASE("memory that is asked for is seen") {
  std::vector<LoggedCall> log;
  Calls calls(quadratic({everywhere}), {.log = &log});
  CHECK(settled(calls, 1) > 0); // the log grows
}

#endif
