#include <assay/oracles/binomial.hpp>

#include <benchmark/benchmark.h>

/// One binomial draw with p = 1/4 by each method; the argument is log2 of the trials.
namespace {

using namespace assay;

void draw(benchmark::State& state, decltype(binomial)& method) {
  const Stream stream(1, 0, "bench");
  std::uint64_t index = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(method(Count{1} << state.range(0), 0.25, stream, index++));
  }
}

BENCHMARK_CAPTURE(draw, best, binomial)->Arg(3)->Arg(20)->Arg(30)->Arg(62)->Arg(99);
BENCHMARK_CAPTURE(draw, splitting, binomial_by_splitting)->Arg(10)->Arg(20);

} // namespace
