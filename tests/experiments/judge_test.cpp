// What a trial is judged by: grad phi, or what the solver's own theorem bounds.
#include <assay/experiments/judge.hpp>
#include <assay/experiments/read.hpp>
#include <assay/experiments/run_trial.hpp>
#include <assay/experiments/work.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace assay;

namespace {

using V = Vector<double>;

/// A solver that stands still where it is told to.
struct Still {
  V at_x, at_y, at_v;
  void start(Oracle& /*oracle*/) {}
  void step(Oracle& /*oracle*/) {}
  [[nodiscard]] const V& x() const { return at_x; }
  [[nodiscard]] const V& y() const { return at_y; }
  [[nodiscard]] const V& v() const { return at_v; }
};

/// One that keeps y and v to itself.
struct Silent {
  V at_x;
  void start(Oracle& /*oracle*/) {}
  void step(Oracle& /*oracle*/) {}
  [[nodiscard]] const V& x() const { return at_x; }
};

V some(int size, double first) {
  V result(size);
  for (int i = 0; i < size; ++i) {
    result(i) = first / (1 + i);
  }
  return result;
}

double measured(const Instance& instance, const Still& solver) {
  Judge judge("hitting:own", instance, 1e-3);
  CHECK_FALSE(judge.reached(solver));
  return judge.measured();
}

} // namespace

TEST_CASE("the own metric is the root of the largest of three squared residuals") {
  const Instance at = make_instance("pl", 0.4); // T = 6, one free direction; mu = 1
  const int dx = at.facts.dx;
  const int dy = at.facts.dy;
  const V x = some(dx, 50);
  V solved;
  at.model.solution(x, solved);
  V residual;
  V pull;
  V product;
  SECTION("at a point far below, the lower level's") {
    const V y = solved + some(dy, 1e4);
    at.model.grad_y_g(x, y, residual);
    CHECK(measured(at, {x, y, zeros<double>(dy)}) == Approx(residual.norm() / std::sqrt(2.0)));
  }
  SECTION("with a v that does not solve its system, that system's") {
    const V v = some(dy, 1e3);
    at.model.grad_y_f(x, solved, pull);
    at.model.hvp(x, solved, v, product);
    pull += product;
    at.model.hvp(x, solved, pull, product);
    CHECK(measured(at, {x, solved, v}) == Approx(product.norm()));
  }
  SECTION("with both solved, grad phi") {
    at.model.grad_y_f(x, solved, pull);
    V v = zeros<double>(dy); // -H^+ grad_y f by gradient steps; H's eigenvalues are 0, 1 and 4
    for (int k = 0; k < 2000; ++k) {
      at.model.hvp(x, solved, v, product);
      residual = product + pull;
      at.model.hvp(x, solved, residual, product);
      v -= product / 16;
    }
    V gradient;
    at.model.hypergradient(x, gradient);
    CHECK(measured(at, {x, solved, v}) == Approx(gradient.norm()));
  }
}

TEST_CASE("GALET is judged by its own metric, on the average too") {
  TrialSpec spec{.solver = "galet",
                 .instance = "pl",
                 .epsilon = 0.7,
                 .criterion = "hitting:own",
                 .budget = Count{100000000}};
  const TrialResult own = run_trial(spec);
  CHECK(own.status == Status::reached);
  CHECK(own.gradient_norm <= 0.7);
  spec.criterion = "average:own";
  const TrialResult average = run_trial(spec);
  CHECK(average.status == Status::reached);
  CHECK(average.iterations >= own.iterations);
}

TEST_CASE("a solver without y and v, or without a metric, has no own metric") {
  const Instance at = make_instance("pl", 0.4);
  Judge judge("hitting:own", at, 0.1);
  CHECK_THROWS_AS(judge.reached(Silent{some(at.facts.dx, 1)}), InvalidArgument);
  const V x = some(at.facts.dx, 1);
  CHECK_THROWS_AS(judge.reached(Still{x, some(at.facts.dy - 1, 1), some(at.facts.dy, 1)}),
                  InvalidArgument);
  CHECK_THROWS_AS(judge.reached(Still{x, some(at.facts.dy, NAN), some(at.facts.dy, 1)}), Diverged);
  CHECK_THROWS_AS(judge.reached(Still{x, some(at.facts.dy, 1), some(at.facts.dy, NAN)}), Diverged);
  CHECK_THROWS_AS(Judge("hitting:mine", at, 0.1), InvalidArgument);
  CHECK_THROWS_AS(Judge("own", at, 0.1), InvalidArgument);
  CHECK_THROWS_AS(run_trial({.solver = "f2ba",
                             .instance = "lifted_chain:sigma=0",
                             .epsilon = 0.4,
                             .criterion = "hitting:own",
                             .budget = 1000}),
                  InvalidArgument);
}

TEST_CASE("a sweep leaves out the pairs that have no metric of their own, and says so") {
  const Experiment experiment = checked(read_experiment("solver = [\"galet\", \"f2ba\"]\n"
                                                        "instance = \"lifted_chain:sigma=0\"\n"
                                                        "epsilon = [0.4]\n"
                                                        "metric = \"own\"\n",
                                                        "own.toml"));
  const Work work = work_of(experiment);
  REQUIRE(work.cells.size() == 1);
  CHECK(work.cells[0].solver == "galet");
  CHECK(work.cells[0].criterion == "hitting:own");
  REQUIRE(work.skipped.size() == 1);
  CHECK(work.skipped[0].solver == "f2ba");
  CHECK(work.skipped[0].reason.find("no metric of its own") != std::string::npos);
}
