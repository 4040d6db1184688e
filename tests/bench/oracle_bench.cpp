#include <assay/numbers/normals.hpp>
#include <assay/oracles/oracle.hpp>
#include <assay/problems/quadratic_model.hpp>

#include <benchmark/benchmark.h>

/// One SGD step on a dense quadratic in dy = d, dx = 2, through an oracle, beside its parts.
///
/// Ratios in one run: `step` is grad_y g with Gaussian noise, counted and budgeted, and the update;
/// `plain_step` the same written by hand on Eigen, normals made 512 at a time and no check of
/// anything; `products` its matrix-vector products and update alone, `normals` its d normals alone;
/// `step_without_noise`, `model` (erased) and `concrete` (not erased) show what the rest costs.
namespace {

using namespace assay;

Quadratic<double> problem(int d) {
  Quadratic<double> q;
  q.A = identity<double>(d);
  q.A.array() += 0.1 / d;
  q.F = identity<double>(d);
  q.B = Matrix<double>::Constant(d, 2, 0.3);
  q.K = zeros<double>(2, d);
  q.P = identity<double>(2);
  q.b = Vector<double>::Ones(d);
  q.h = zeros<double>(d);
  q.q = zeros<double>(2);
  return q;
}

Instance instance(int d, double deviation) {
  Facts facts;
  facts.dx = 2;
  facts.dy = d;
  return {.name = "dense quadratic",
          .model = QuadraticModel(problem(d)),
          .noise = deviation > 0 ? Noise{AdditiveNoise{.gy = deviation}} : Noise{},
          .facts = facts,
          .x0 = Vector<double>::Ones(2),
          .y0 = zeros<double>(d),
          .lower_bound = {}};
}

constexpr double eta = 1e-3;

void oracle_step(benchmark::State& state, double deviation) {
  const auto d = static_cast<int>(state.range(0));
  Oracle oracle(instance(d, deviation), {});
  Vector<double> y = oracle.y0();
  Vector<double> gradient(d);
  for (auto _ : state) {
    oracle.grad_y_g(oracle.x0(), y, oracle.lower(), gradient);
    y -= eta * gradient;
    benchmark::DoNotOptimize(y.data());
    benchmark::ClobberMemory();
  }
}
void step(benchmark::State& state) { oracle_step(state, 1); }
void step_without_noise(benchmark::State& state) { oracle_step(state, 0); }

void plain_step(benchmark::State& state) {
  const auto d = static_cast<int>(state.range(0));
  const Quadratic<double> q = problem(d);
  const Vector<double> x = Vector<double>::Ones(2);
  const Stream stream(1, 0, "plain step");
  Vector<double> y = zeros<double>(d);
  Vector<double> gradient(d);
  std::vector<double> tile(static_cast<std::size_t>(512 / d * d));
  const double scale = 1 / std::sqrt(static_cast<double>(d));
  std::size_t used = tile.size();
  std::uint64_t block = 0;
  for (auto _ : state) {
    if (used == tile.size()) {
      fill_normals(stream, block, tile);
      block += tile.size() / 2;
      used = 0;
    }
    gradient.noalias() = q.A * y;
    gradient.noalias() -= q.B * x;
    gradient -= q.b;
    gradient += scale * Eigen::Map<const Vector<double>>(tile.data() + used, d);
    used += static_cast<std::size_t>(d);
    y -= eta * gradient;
    benchmark::DoNotOptimize(y.data());
    benchmark::ClobberMemory();
  }
}

template <class M> void gradients(benchmark::State& state, const M& model) {
  const auto d = static_cast<int>(state.range(0));
  const Vector<double> x = Vector<double>::Ones(2);
  Vector<double> y = zeros<double>(d);
  Vector<double> gradient(d);
  for (auto _ : state) {
    model.grad_y_g(x, y, gradient);
    y -= eta * gradient;
    benchmark::DoNotOptimize(y.data());
    benchmark::ClobberMemory();
  }
}
void model(benchmark::State& state) {
  gradients(state, Model(QuadraticModel(problem(static_cast<int>(state.range(0))))));
}
void concrete(benchmark::State& state) {
  gradients(state, QuadraticModel(problem(static_cast<int>(state.range(0)))));
}

void products(benchmark::State& state) {
  const auto d = static_cast<int>(state.range(0));
  const Quadratic<double> q = problem(d);
  const Vector<double> x = Vector<double>::Ones(2);
  Vector<double> y = zeros<double>(d);
  Vector<double> gradient(d);
  for (auto _ : state) {
    gradient.noalias() = q.A * y;
    gradient.noalias() -= q.B * x;
    gradient -= q.b;
    y -= eta * gradient;
    benchmark::DoNotOptimize(y.data());
    benchmark::ClobberMemory();
  }
}

void normals(benchmark::State& state) {
  const auto d = static_cast<std::size_t>(state.range(0));
  const Stream stream(1, 0, "normals alone");
  std::vector<double> tile(512 / d * d);
  std::uint64_t block = 0;
  std::size_t used = tile.size();
  for (auto _ : state) {
    if (used == tile.size()) {
      fill_normals(stream, block, tile);
      block += tile.size() / 2;
      used = 0;
    }
    used += d;
    benchmark::DoNotOptimize(tile.data());
    benchmark::ClobberMemory();
  }
}

/// A loop of 10^15 steps: what F2SA-p pays for one node.
void loop_by_law(benchmark::State& state) {
  const auto d = static_cast<int>(state.range(0));
  Oracle oracle(instance(d, 1), {.execution = Execution::law});
  Vector<double> y = oracle.y0();
  for (auto _ : state) {
    oracle.descend({.x = oracle.x0(), .step = 1e-14, .steps = Count{1000000000000000}}, y);
    benchmark::DoNotOptimize(y.data());
  }
}

BENCHMARK(step)->Arg(10)->Arg(100);
BENCHMARK(plain_step)->Arg(10)->Arg(100);
BENCHMARK(products)->Arg(10)->Arg(100);
BENCHMARK(normals)->Arg(10)->Arg(100);
BENCHMARK(step_without_noise)->Arg(10)->Arg(100);
BENCHMARK(model)->Arg(10)->Arg(100);
BENCHMARK(concrete)->Arg(10)->Arg(100);
BENCHMARK(loop_by_law)->Arg(10)->Arg(100);

} // namespace
