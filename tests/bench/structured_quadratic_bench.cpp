#include <assay/problems/structured_quadratic.hpp>

#include <benchmark/benchmark.h>

#include <cstring>
#include <vector>

/// Oracle calls and the law of a loop of the structured quadratic, from d = 10^3 to 10^6, each in
/// nanoseconds for one coordinate; and beside them a plain copy of as many doubles as grad_y g
/// reads and writes in its two passes, 10 for each coordinate, so that one sees what is the cache.
namespace {

using namespace assay;

constexpr int doubles_moved = 10; ///< 3 1/2 read, then 4 1/2 read and 1 written, and 1 to write it

void per_coordinate(benchmark::State& state, int d) {
  state.counters["ns_per_coordinate"] = benchmark::Counter(
      1e-9 * d, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void lower_gradient(benchmark::State& state) {
  const int d = static_cast<int>(state.range(0));
  const StructuredQuadratic model({.pairs = d / 2, .kappa = 100, .curvature = 1});
  const Vector<double> x = Vector<double>::Ones(d / 2);
  const Vector<double> y = Vector<double>::Ones(d);
  Vector<double> out;
  for (auto _ : state) {
    model.grad_y_g(x, y, out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  per_coordinate(state, d);
}

void copy(benchmark::State& state) {
  const int d = static_cast<int>(state.range(0));
  const auto half = static_cast<std::size_t>(d) * doubles_moved / 2; // read once, written once
  const std::vector<double> from(half, 1);
  std::vector<double> to(half, 0);
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), half * sizeof(double));
    benchmark::DoNotOptimize(to.data());
    benchmark::ClobberMemory();
  }
  per_coordinate(state, d);
}

void gradient(benchmark::State& state) {
  const int d = static_cast<int>(state.range(0));
  const StructuredQuadratic model({.pairs = d / 2, .kappa = 100, .curvature = 1});
  Vector<double> x = Vector<double>::Ones(d / 2);
  Vector<double> y = Vector<double>::Ones(d);
  Vector<double> out;
  for (auto _ : state) {
    model.grad_y_g(x, y, out);
    model.grad_y_f(x, y, out);
    benchmark::DoNotOptimize(out.data());
  }
  per_coordinate(state, d);
}

void law_of_a_loop(benchmark::State& state) {
  const int d = static_cast<int>(state.range(0));
  const StructuredQuadratic model({.pairs = d / 2, .kappa = 100, .curvature = 1});
  const auto spectrum = model.spectrum(0.01);
  const Vector<double> x = Vector<double>::Ones(d / 2);
  Vector<double> y = Vector<double>::Ones(d);
  Vector<double> m;
  for (auto _ : state) {
    spectrum->minimiser(x, m);
    y -= m;
    spectrum->to_basis(y);
    y *= 0.5;
    spectrum->from_basis(y);
    y += m;
    benchmark::DoNotOptimize(y.data());
  }
  per_coordinate(state, d);
}

BENCHMARK(lower_gradient)->RangeMultiplier(10)->Range(1000, 1000000);
BENCHMARK(copy)->RangeMultiplier(10)->Range(1000, 1000000);
BENCHMARK(gradient)->RangeMultiplier(10)->Range(1000, 1000000);
BENCHMARK(law_of_a_loop)->RangeMultiplier(10)->Range(1000, 1000000);

} // namespace
