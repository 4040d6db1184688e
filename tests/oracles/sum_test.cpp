// A weighted sum of x-gradients is what its calls add up to, is counted as they are, and refuses
// what they refuse, whether or not model and noise know how to make it at once.
#include <assay/oracles/oracle.hpp>
#include <assay/problems/composite.hpp>

#include <catch2/catch.hpp>

#include "support/noisy.hpp"
#include <array>
#include <limits>

using namespace assay;
using testing::vector;

namespace {

struct Case {
  const char* name;
  Instance instance;
};

Instance composite(Noise noise) {
  Instance instance = make_instance("composite", 0.25);
  instance.noise = std::move(noise);
  return instance;
}

Instance quadratic(Noise noise) {
  return testing::with_noise(testing::some_quadratic(3, 2), std::move(noise));
}

/// Sums made at once (composite) and term by term (quadratic), every kind of noise.
std::vector<Case> cases() {
  const AdditiveNoise additive{.fx = 1, .fy = 1, .gx = 2, .gy = 1};
  const AdditiveNoise beside_chain{.fx = 1, .gx = 2, .quiet_x = 16};
  const ZeroChainNoise chain{.length = 16, .scale = 0.5, .chance = 0.25, .largest = 12};
  const RandomCurvature curvature{.hessian = 0.5, .jacobian = 0.5};
  return {{"composite, as it is", make_instance("composite", 0.25)},
          {"composite, additive", composite({additive})},
          {"composite, chain", composite({beside_chain, chain})},
          {"composite, decorrelating", composite({Decorrelating{.gx = 1, .omega = 3}})},
          {"composite, heavy", composite({HeavyTailed{.fx = 1, .gx = 1}})},
          {"quadratic, additive", quadratic({additive})},
          {"quadratic, random curvature", quadratic({curvature})},
          {"quadratic, finite sum", quadratic({FiniteSum{.components = 8, .spread = 1}})},
          {"quadratic, none", quadratic({})}};
}

struct Points {
  Vector<double> x;
  std::vector<Vector<double>> y;
  std::vector<WeightedPoint> weighted;
};

Points points_of(const Instance& instance, std::uint32_t number) {
  Stream stream(11, number, "points of a sum");
  Points points;
  points.x = zeros<double>(instance.facts.dx);
  for (double& entry : points.x) {
    entry = stream.uniform() - 0.5;
  }
  points.y.resize(3);
  for (Vector<double>& y : points.y) {
    y = zeros<double>(instance.facts.dy);
    for (double& entry : y) {
      entry = stream.uniform() - 0.5;
    }
  }
  const std::array weights = {-1.5, 0.25, 3.0};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    points.weighted.push_back({points.y[i], weights[i]});
  }
  return points;
}

struct Answer {
  Vector<double> sum;
  Counters counters;
  std::vector<LoggedCall> log;
};

Answer one_by_one(const Instance& instance, const Points& points, Call kind) {
  Answer answer;
  Oracle oracle(instance, {.seed = 3, .log = &answer.log});
  const Batch batch = kind == Call::fx ? oracle.upper(6) : oracle.lower(6);
  answer.sum = zeros<double>(oracle.dx());
  Vector<double> term;
  for (const WeightedPoint& point : points.weighted) {
    kind == Call::fx ? oracle.grad_x_f(points.x, point.y, batch, term)
                     : oracle.grad_x_g(points.x, point.y, batch, term);
    answer.sum += point.weight * term;
  }
  answer.counters = oracle.counters();
  return answer;
}

void ask(Oracle& oracle, const Points& points, Call kind, Vector<double>& out) {
  kind == Call::fx ? oracle.sum_grad_x_f(points.x, points.weighted, oracle.upper(6), out)
                   : oracle.sum_grad_x_g(points.x, points.weighted, oracle.lower(6), out);
}

Answer at_once(const Instance& instance, const Points& points, Call kind) {
  Answer answer;
  Oracle oracle(instance, {.seed = 3, .log = &answer.log});
  ask(oracle, points, kind, answer.sum);
  answer.counters = oracle.counters();
  return answer;
}

} // namespace

TEST_CASE("a sum is what its calls add up to, and counts and logs as they do", "[oracle]") {
  for (const Case& one : cases()) {
    for (const Call kind : {Call::fx, Call::gx}) {
      for (std::uint32_t number = 0; number < 5; ++number) {
        const Points points = points_of(one.instance, number);
        const Answer expected = one_by_one(one.instance, points, kind);
        const Answer found = at_once(one.instance, points, kind);
        INFO(one.name << ", points " << number);
        CHECK((found.sum - expected.sum).norm() <= 1e-12 * (1 + expected.sum.norm()));
        CHECK(found.counters == expected.counters);
        REQUIRE(found.log.size() == expected.log.size());
        for (std::size_t i = 0; i < found.log.size(); ++i) {
          CHECK(found.log[i].kind == expected.log[i].kind);
          CHECK(found.log[i].batch.id == expected.log[i].batch.id);
          CHECK(found.log[i].batch.size == expected.log[i].batch.size);
        }
      }
    }
  }
}

TEST_CASE("both sums at once are the two sums, in counts, log and answer", "[oracle]") {
  for (const Case& one : cases()) {
    const Points points = points_of(one.instance, 1);
    const std::vector<WeightedPoint> in_f(points.weighted.begin(), points.weighted.begin() + 2);
    std::vector<LoggedCall> expected_log;
    Oracle apart(one.instance, {.seed = 3, .log = &expected_log});
    Vector<double> sum;
    Vector<double> of_g;
    apart.sum_grad_x_f(points.x, in_f, apart.upper(6), sum);
    apart.sum_grad_x_g(points.x, points.weighted, apart.lower(4), of_g);
    sum += of_g;
    std::vector<LoggedCall> log;
    Oracle both(one.instance, {.seed = 3, .log = &log});
    Vector<double> found;
    both.sum_grad_x(points.x, {in_f, both.upper(6)}, {points.weighted, both.lower(4)}, found);
    INFO(one.name);
    CHECK((found - sum).norm() <= 1e-12 * (1 + sum.norm()));
    CHECK(both.counters() == apart.counters());
    REQUIRE(log.size() == expected_log.size());
    for (std::size_t i = 0; i < log.size(); ++i) {
      CHECK(log[i].kind == expected_log[i].kind);
      CHECK(log[i].batch.id == expected_log[i].batch.id);
    }
    // Two calls of six and three of four, less one: the last does not happen.
    Oracle poor(one.instance, {.seed = 3, .budget = 23});
    CHECK_THROWS_AS(
        poor.sum_grad_x(points.x, {in_f, poor.upper(6)}, {points.weighted, poor.lower(4)}, found),
        OutOfBudget);
    CHECK((poor.counters()[Call::fx] == 12 && poor.counters()[Call::gx] == 8));
    CHECK_THROWS_AS(
        both.sum_grad_x(points.x, {in_f, both.lower()}, {points.weighted, both.lower()}, found),
        InvalidArgument);
    Points broken = points_of(one.instance, 1);
    broken.x(0) = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(both.sum_grad_x(broken.x, {broken.weighted, both.upper()},
                                    {broken.weighted, both.lower()}, found),
                    Diverged);
  }
}

TEST_CASE("a sum that does not fit into the budget is cut between its calls", "[oracle]") {
  for (const Case& one : cases()) {
    for (const Call kind : {Call::fx, Call::gx}) {
      const Points points = points_of(one.instance, 0);
      Vector<double> out;
      Oracle oracle(one.instance, {.budget = 17}); // three calls of six, less one
      INFO(one.name);
      CHECK_THROWS_AS(ask(oracle, points, kind, out), OutOfBudget);
      CHECK(oracle.counters()[kind] == Count{12});
      Oracle enough(one.instance, {.budget = 18});
      CHECK_NOTHROW(ask(enough, points, kind, out));
      CHECK(enough.counters().total() == Count{18});
    }
  }
}

TEST_CASE("a sum refuses what its calls refuse", "[oracle]") {
  for (const Case& one : cases()) {
    INFO(one.name);
    Oracle oracle(one.instance, {});
    Points points = points_of(one.instance, 0);
    Vector<double> out;
    CHECK_THROWS_AS(oracle.sum_grad_x_f(points.x, points.weighted, oracle.lower(), out),
                    InvalidArgument);
    CHECK_THROWS_AS(oracle.sum_grad_x_f(points.x, points.weighted, oracle.upper(0), out),
                    InvalidArgument);
    CHECK_THROWS_AS(oracle.sum_grad_x_f(points.x, points.weighted, oracle.upper(), points.x),
                    InvalidArgument);
    CHECK_THROWS_AS(oracle.sum_grad_x_g(points.x, points.weighted, oracle.lower(), points.y[1]),
                    InvalidArgument);
    points.y[2](0) = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(ask(oracle, points, Call::gx, out), Diverged);
    points.y[2] = Vector<double>();
    CHECK_THROWS_AS(ask(oracle, points, Call::fx, out), InvalidArgument);
    points = points_of(one.instance, 0);
    points.x(0) = std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(ask(oracle, points, Call::fx, out), Diverged);
  }
}

TEST_CASE("a sum of no points is zero and costs nothing", "[oracle]") {
  Oracle oracle(make_instance("composite", 0.25), {.budget = 0});
  Vector<double> out;
  oracle.sum_grad_x_g(oracle.x0(), {}, oracle.lower(), out);
  CHECK(out.size() == oracle.dx());
  CHECK(out.norm() == 0);
}

TEST_CASE("the calls of a sum are executed calls, made at once or one by one") {
  for (const Case& each : cases()) {
    INFO(each.name);
    const Points points = points_of(each.instance, 1);
    Vector<double> out;
    Oracle oracle(each.instance, {});
    oracle.limit_execution(6);
    oracle.sum_grad_x_f(points.x, points.weighted, oracle.upper(), out);
    CHECK(oracle.executed() == 3);
    oracle.sum_grad_x_g(points.x, points.weighted, oracle.lower(), out);
    CHECK(oracle.executed() == 6);
    CHECK_THROWS_AS(oracle.sum_grad_x_g(points.x, points.weighted, oracle.lower(), out),
                    TooManyCalls);
    oracle.limit_execution(5);
    CHECK_THROWS_AS(oracle.sum_grad_x(points.x, {points.weighted, oracle.upper()},
                                      {points.weighted, oracle.lower()}, out),
                    TooManyCalls);
    CHECK(oracle.executed() == 5);
  }
}
