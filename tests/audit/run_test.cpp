// Runs of a solver, recorded; what it throws and what it breaks.
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <stdexcept>

using namespace assay;
using namespace assay::audit;

namespace {

struct Walker {
  enum class Way {
    honest,
    throws,
    throws_anything,
    wrong_size,
    endless,
    lost_x,
    lost_estimate,
    lost_y,
    lost_v
  } way = Way::honest;
  Vector<double> x_, d_;
  Vector<double> lost_ = {};

  void start(Oracle& oracle) { x_ = oracle.x0(); }
  void step(Oracle& oracle) {
    oracle.grad_x_f(x_, oracle.y0(), oracle.upper(), d_);
    x_ -= 0.1 * d_;
    if (way == Way::throws) {
      throw std::out_of_range("index 7");
    }
    if (way == Way::throws_anything) {
      throw 7;
    }
    if (way == Way::wrong_size) {
      x_.conservativeResize(9);
    }
    if (way == Way::lost_x) {
      x_(2) = std::nan("");
    }
    while (way == Way::endless) {
      oracle.grad_x_f(x_, oracle.y0(), oracle.upper(), d_);
    }
    lost_ = Vector<double>::Constant(way == Way::lost_estimate ? oracle.dx() : oracle.dy(),
                                     std::nan(""));
  }
  [[nodiscard]] const Vector<double>* shown(Way as) const { return way == as ? &lost_ : nullptr; }
  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>* estimate() const { return shown(Way::lost_estimate); }
  [[nodiscard]] const Vector<double>* y() const { return shown(Way::lost_y); }
  [[nodiscard]] const Vector<double>* v() const { return shown(Way::lost_v); }
};

Subject walker(Walker::Way way) {
  const auto make = [way](const Facts&, const Parameters&) {
    return AnySolver(Walker{.way = way, .x_ = {}, .d_ = {}});
  };
  return {.target = "walker", .declared = {}, .make = make, .make_fresh = make};
}

std::string broke(Walker::Way way) {
  const Subject subject = walker(way);
  const Context context{subject, Effort::smoke, 1};
  try {
    (void)run(context, make_problem({}), {.steps = 2});
  } catch (const SolverBroke& broke) {
    return broke.what;
  }
  return "";
}

} // namespace

TEST_CASE("what a solver lets escape becomes one sentence") {
  CHECK(broke(Walker::Way::honest).empty());
  CHECK(broke(Walker::Way::throws) == "in step 1 it threw: index 7");
  CHECK(broke(Walker::Way::throws_anything) ==
        "in step 1 it threw something that is no std::exception");
  CHECK(broke(Walker::Way::wrong_size) == "x has 9 entries instead of 3 after step 1");
}

TEST_CASE("a run records iterates, counts and, where asked, every call") {
  const Subject subject = walker(Walker::Way::honest);
  const Context context{subject, Effort::smoke, 1};
  const Instance instance = make_problem({});
  const Run made = run(context, instance, {.steps = 3, .log = true});
  REQUIRE(made.whole(3));
  CHECK(made.started.x == instance.x0);
  CHECK(made.steps[2].counters.total() == 3);
  CHECK(made.steps[1].calls.size() == 1);
  CHECK(made.steps[1].calls[0].kind == Call::fx);
  CHECK(first_difference(made, run(context, instance, {.steps = 3, .log = true})).empty());
  CHECK(first_difference(made, run(context, instance, {.steps = 2})) == "the number of steps made");
}

TEST_CASE("the end of the budget ends a run, and what was made is kept") {
  const Subject subject = walker(Walker::Way::honest);
  const Context context{subject, Effort::smoke, 1};
  const Run made = run(context, make_problem({}), {.steps = 5, .budget = 2});
  CHECK(made.out_of_budget);
  CHECK(made.steps.size() == 2);
}

TEST_CASE("another trial draws other samples, another seed too") {
  const Subject subject = walker(Walker::Way::honest);
  const Context context{subject, Effort::smoke, 1};
  const Instance noisy = make_problem({.noise = "additive", .sigma = 1});
  const Run first = run(context, noisy, {.steps = 1});
  CHECK(first_difference(first, run(context, noisy, {.steps = 1, .trial = 1})) == "x after step 1");
  CHECK(first_difference(first, run(context, noisy, {.steps = 1, .seed = 1})) == "x after step 1");
}

TEST_CASE("what a solver shows and is not finite ends a run as its divergence") {
  const Instance instance = make_problem({});
  for (const auto& [way, what] :
       {std::pair(Walker::Way::lost_x, "x"), std::pair(Walker::Way::lost_estimate, "the estimate"),
        std::pair(Walker::Way::lost_y, "y"), std::pair(Walker::Way::lost_v, "v")}) {
    const Subject subject = walker(way);
    const Context context{subject, Effort::smoke, 1};
    const std::string said = std::string(what) + " is not finite after step 1";
    CHECK(run(context, instance, {.steps = 3, .may_diverge = true}).diverged == said);
    CHECK(run(context, instance, {.steps = 3, .may_diverge = true}).steps.empty());
    try {
      (void)run(context, instance, {.steps = 3});
      FAIL("it is not thrown");
    } catch (const Diverged& diverged) {
      CHECK(diverged.what == said);
    }
  }
}

TEST_CASE("a step without end is stopped at a number of calls, and one within its budget there") {
  const Subject subject = walker(Walker::Way::endless);
  const Context context{subject, Effort::smoke, 1};
  const auto said = [&](const RunOptions& options) {
    try {
      const bool spent = run(context, make_problem({}), options).out_of_budget;
      return std::string(spent ? "out of budget" : "made");
    } catch (const SolverBroke& broke) {
      return broke.what;
    }
  };
  CHECK(said({}) == "more than 10000000 calls in one step, in step 1");
  CHECK(said({.log = true}) == "more than 200000 calls in one step, in step 1");
  CHECK(said({.budget = 1000}) == "out of budget");
}

TEST_CASE("a run ends at its next step where the audit is told to end") {
  const Subject subject = walker(Walker::Way::honest);
  Context context{subject, Effort::smoke, 1};
  int asked = 0;
  context.stop = [&asked] { return ++asked > 3; }; // at the beginning and before each step
  CHECK_THROWS_AS(run(context, make_problem({}), {.steps = 5}), Stopped);
  CHECK(asked == 4);
}
