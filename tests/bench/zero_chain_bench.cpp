#include <assay/numbers/stream.hpp>
#include <assay/problems/zero_chain.hpp>
#include <assay/problems/zero_chain_kernel.hpp>

#include <benchmark/benchmark.h>

/// The gradient of a chain of 1000 coordinates of which the leading ones, the argument, are beyond
/// 1/2 and all move a little between two evaluations; the rest is zero.
namespace {

using namespace assay;
constexpr int length = 1000;

/// Two points that differ in every leading coordinate, these from `from` on, `spread` wide.
std::array<Vector<double>, 2>
moving_chain(Eigen::Index leading, double from = 0.6, double spread = 1) {
  Stream stream(1, 0, "chain bench");
  std::array<Vector<double>, 2> points = {Vector<double>::Zero(length),
                                          Vector<double>::Zero(length)};
  for (Eigen::Index i = 0; i < leading; ++i) {
    points[0](i) = from + spread * stream.uniform();
    points[1](i) = points[0](i) + 1e-6;
  }
  return points;
}

void report(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void kernel(benchmark::State& state, Width width, double from = 0.6, double spread = 1) {
  const auto points = moving_chain(state.range(0), from, spread);
  const ChainGradient chain(length, 1, 1, width);
  std::size_t which = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(chain.at(points[which ^= 1U]).data());
  }
  report(state);
}

/// Where a run's coordinates lie once the front has passed them: all within the expansions' grid.
void passed(benchmark::State& state) { kernel(state, Width::best, 1, 6); }

void nothing_moved(benchmark::State& state) {
  const auto points = moving_chain(state.range(0));
  const ChainGradient chain(length);
  for (auto _ : state) {
    benchmark::DoNotOptimize(chain.at(points[0]).data());
  }
  report(state);
}

void plain(benchmark::State& state) {
  const auto points = moving_chain(state.range(0));
  std::size_t which = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(zero_chain::gradient(points[which ^= 1U]));
  }
  report(state);
}

BENCHMARK_CAPTURE(kernel, best, Width::best)->Arg(0)->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK_CAPTURE(kernel, baseline, Width::baseline)->Arg(100)->Arg(1000);
BENCHMARK(passed)->Arg(100)->Arg(1000);
BENCHMARK(nothing_moved)->Arg(100)->Arg(1000);
BENCHMARK(plain)->Arg(10)->Arg(100)->Arg(1000);

} // namespace
