#include <assay/audit/abi_oracle.hpp>
#include <assay/audit/processor.hpp>
#include <assay/audit/remote_solver.hpp>

#include <benchmark/benchmark.h>

#include "nothing.hpp"

/// What one gradient costs besides the model's arithmetic, d = 10 and 100: asked of the oracle
/// directly, through the C interface in this process, from Python (abi_python.cpp), and across two
/// processes. The model answers zeros at once.
///
///     build/dev/tests/bench/abi_bench
///
/// Ratios in one run: `model` is the answer alone; `direct` counts, checks the budget and that
/// everything is finite; `abi` copies besides; `batch` makes a batch; `across` is the question of a
/// solver in a child process pinned to this thread's processor, by the example
/// examples/solvers/c++.
namespace {

using namespace assay;
using namespace assay::audit;
using assay::bench::nothing;

void model(benchmark::State& state) {
  const Instance at = nothing(static_cast<int>(state.range(0)));
  Vector<double> out = at.x0;
  for (auto _ : state) {
    at.model.grad_x_f(at.x0, at.y0, out);
    benchmark::ClobberMemory();
  }
}

void direct(benchmark::State& state) {
  Oracle oracle(nothing(static_cast<int>(state.range(0))), {});
  const Batch xi = oracle.upper();
  Vector<double> out = oracle.x0();
  for (auto _ : state) {
    oracle.grad_x_f(oracle.x0(), oracle.y0(), xi, out);
    benchmark::ClobberMemory();
  }
}

void abi(benchmark::State& state) {
  Oracle oracle(nothing(static_cast<int>(state.range(0))), {});
  const AbiOracle behind(oracle);
  const assay_oracle& t = *behind.table();
  const assay_batch xi = t.upper(t.context, 1);
  Vector<double> out = oracle.x0();
  for (auto _ : state) {
    benchmark::DoNotOptimize(t.grad_x_f(t.context, t.x0, t.y0, xi, out.data()));
    benchmark::ClobberMemory();
  }
}

void batch(benchmark::State& state) {
  Oracle oracle(nothing(1), {});
  AbiOracle behind(oracle);
  const assay_oracle& t = *behind.table();
  for (auto _ : state) {
    behind.begin(); // so that batches without a question may go on
    benchmark::DoNotOptimize(t.upper(t.context, 1));
  }
}

/// Four gradients and two empty loops a step: six questions.
void across(benchmark::State& state) {
  const Instance at = nothing(static_cast<int>(state.range(0)));
  const Subject subject = hosted_subject(ASSAY_EXAMPLE, {}, ASSAY_CHILD);
  AnySolver solver =
      subject.make(at.facts, Parameters(std::map<std::string, std::string>{{"K", "1"}}));
  Oracle oracle(at, {.execution = Execution::steps});
  solver.start(oracle);
  constexpr int questions = 6;
  for (auto _ : state) {
    solver.step(oracle);
  }
  state.counters["per question"] = benchmark::Counter(
      questions, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(model)->Arg(10)->Arg(100);
BENCHMARK(direct)->Arg(10)->Arg(100);
BENCHMARK(abi)->Arg(10)->Arg(100);
BENCHMARK(batch);
BENCHMARK(across)->Arg(10)->Arg(100)->UseRealTime();

} // namespace
