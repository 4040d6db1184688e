// The part of abi_bench that asks from Python, by the module's own binding in an interpreter of
// this process. `python_loop` is the interpreter's loop alone; the others make one call in each of
// its rounds, with arguments by position, into an array of the caller's, and by name.
#include <assay/audit/abi_oracle.hpp>

#include <benchmark/benchmark.h>

#include "../../src/assay/python/oracle.hpp"
#include "nothing.hpp"
#include <pybind11/embed.h>

PYBIND11_EMBEDDED_MODULE(asked, module) { assay::python::bind_oracle(module); }

namespace {

using namespace assay;
using namespace assay::python;

constexpr int rounds = 1000; // of one measurement

constexpr const char* loops = R"(
from itertools import repeat

def nothing(ask, x, y, xi, out, rounds):
    for _ in repeat(None, rounds): pass

def positional(ask, x, y, xi, out, rounds):
    for _ in repeat(None, rounds): ask(x, y, xi)

def in_place(ask, x, y, xi, out, rounds):
    for _ in repeat(None, rounds): ask(x, y, xi, out)

def named(ask, x, y, xi, out, rounds):
    for _ in repeat(None, rounds): ask(x=x, y=y, xi=xi, out=out)
)";

void ask(benchmark::State& state, const char* loop) {
  static const py::scoped_interpreter interpreter;
  py::module_::import("asked");
  py::dict names;
  py::exec(loops, names);
  const int d = static_cast<int>(state.range(0));
  Oracle oracle(assay::bench::nothing(d), {});
  const audit::AbiOracle behind(oracle);
  OracleView view;
  view.set(behind.table());
  const py::object self = py::cast(view);
  const py::object ask = self.attr("grad_x_f");
  const py::array_t<double> x = view.x0();
  const py::array_t<double> out(d);
  const py::object xi = self.attr("upper")();
  const py::object function = names[loop];
  for (auto _ : state) {
    function(ask, x, x, xi, out, rounds);
  }
  state.counters["a call"] = benchmark::Counter(
      rounds, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK_CAPTURE(ask, python_loop, "nothing")->Arg(10);
BENCHMARK_CAPTURE(ask, python_positional, "positional")->Arg(10)->Arg(100);
BENCHMARK_CAPTURE(ask, python_in_place, "in_place")->Arg(10)->Arg(100);
BENCHMARK_CAPTURE(ask, python_named, "named")->Arg(10);

} // namespace
