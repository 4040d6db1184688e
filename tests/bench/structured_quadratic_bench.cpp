#include <assay/problems/structured_quadratic.hpp>

#include <benchmark/benchmark.h>

/// One oracle call and one spectrum of the structured quadratic: linear in d from 10^3 to 10^6.
/// `BigO` fits the exponent: compare the root mean square it prints.
namespace {

using namespace assay;

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
  state.SetComplexityN(d);
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
  state.SetComplexityN(d);
}

BENCHMARK(gradient)->RangeMultiplier(10)->Range(1000, 1000000)->Complexity(benchmark::oN);
BENCHMARK(law_of_a_loop)->RangeMultiplier(10)->Range(1000, 1000000)->Complexity(benchmark::oN);

} // namespace
