#include <assay/oracles/nu_ladder.hpp>
#include <assay/oracles/nu_table.hpp>

#include <benchmark/benchmark.h>

/// The 50-digit table of finite-difference errors: d = 20, p = 1..10, 20 values of nu.
///
/// Ratios in one run: `by solving, nothing shared` is one LU solve for each (order, step, node),
/// `by solving, nodes shared` one for each (step, node), `reduced pair` the table in src.
namespace {

using namespace assay;

struct Setting {
  Precision guard{50};
  Quadratic<Real> problem;
  Vector<Real> x;
  std::vector<Stencil> stencils;
  std::vector<Rational> steps = dyadic_ladder(ratio(1, 32), 20);

  Setting() {
    Stream stream(1, 0, "nu ladder bench");
    problem = random_quadratic({.dx = 20, .dy = 20, .kappa = 1000}, stream).as<Real>();
    x = convert<Real>(random_point(20, stream));
    for (int p = 1; p <= 10; ++p) {
      stencils.push_back(f2sa_stencil(p));
    }
  }
};

void by_solving(benchmark::State& state, Sharing sharing) {
  const Setting s;
  for (auto _ : state) {
    benchmark::DoNotOptimize(error_table_by_solving(s.problem, s.x, s.stencils, s.steps, sharing));
  }
}

void reduced_pair(benchmark::State& state) {
  const Setting s;
  for (auto _ : state) {
    benchmark::DoNotOptimize(error_table(s.problem, s.x, s.stencils, s.steps));
  }
}

void one_solve(benchmark::State& state) {
  const Setting s;
  const Real nu = exact<Real>(ratio(1, 32));
  for (auto _ : state) {
    benchmark::DoNotOptimize(s.problem.solution<Real>(s.x, nu));
  }
}

BENCHMARK_CAPTURE(by_solving, nothing_shared, Sharing::nothing_shared)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(by_solving, nodes_shared, Sharing::nodes_shared)->Unit(benchmark::kMillisecond);
BENCHMARK(reduced_pair)->Unit(benchmark::kMillisecond);
BENCHMARK(one_solve)->Unit(benchmark::kMillisecond);

} // namespace
