// What an oracle promises besides its numbers: every call is counted, none exceeds the budget, and
// a wrong call is one clear line.
#include <assay/oracles/oracle.hpp>

#include <catch2/catch.hpp>

#include "support/noisy.hpp"
#include <limits>

using namespace assay;
using testing::vector;

namespace {

Instance plain(Noise noise = {
                   AdditiveNoise{.fx = 1, .fy = 1, .gx = 1, .gy = 1, .hvp = 1, .jvp = 1}}) {
  return testing::with_noise(testing::some_quadratic(2, 3), std::move(noise));
}

constexpr Call kinds[] = {Call::fx, Call::fy, Call::gx, Call::gy, Call::hvp, Call::jvp};

struct Caller {
  Oracle& oracle;
  Vector<double> x = testing::vector({1, -1}), y = testing::vector({0.5, 0, -2}),
                 v = testing::vector({1, 2, 3}), out = {};

  Batch fresh(Call kind, Count size) const {
    return kind == Call::fx || kind == Call::fy ? oracle.upper(size) : oracle.lower(size);
  }
  void call(Call kind, Count size) { call(kind, fresh(kind, size)); }
  void call(Call kind, const Batch& batch) {
    switch (kind) {
    case Call::fx:
      return oracle.grad_x_f(x, y, batch, out);
    case Call::fy:
      return oracle.grad_y_f(x, y, batch, out);
    case Call::gx:
      return oracle.grad_x_g(x, y, batch, out);
    case Call::gy:
      return oracle.grad_y_g(x, y, batch, out);
    case Call::hvp:
      return oracle.hvp(x, y, v, batch, out);
    case Call::jvp:
      return oracle.jvp(x, y, v, batch, out);
    }
  }
};

/// What the log says was called, by kind.
Counters logged(const std::vector<LoggedCall>& log) {
  Counters sum;
  for (const LoggedCall& call : log) {
    sum[call.kind] += call.batch.size * call.repeats;
  }
  return sum;
}

/// A random sequence of calls and loops until the budget is spent, with what should be counted.
struct Run {
  Counters counted, expected;
  Count budget = 0;
  bool refused_what_fitted = false;
  bool log_agrees = false;
};

Run random_run(std::uint32_t number) {
  Stream stream(7, number, "random sequence of calls");
  const auto scale = static_cast<unsigned>(stream.integer(0, 100));
  Run run;
  run.budget = (Count{1} << scale) + static_cast<Count>(stream.integer(0, 1000));
  std::vector<LoggedCall> log;
  Oracle oracle(plain(), {.seed = number, .budget = run.budget, .log = &log});
  Caller caller{oracle};
  for (int call = 0; call < 200; ++call) {
    const Count left = run.budget - run.expected.total();
    const Count size = (Count{1} << static_cast<unsigned>(stream.integer(0, scale))) +
                       static_cast<Count>(stream.integer(0, 3));
    if (stream.integer(0, 3) > 0) {
      const Call kind = kinds[stream.integer(0, 5)];
      try {
        caller.call(kind, size);
        run.expected[kind] += size;
      } catch (const OutOfBudget&) {
        run.refused_what_fitted = run.refused_what_fitted || size <= left;
      }
      continue;
    }
    // A loop: as many whole steps as fit.
    const double shift = stream.integer(0, 1) == 0 ? 0 : 0.01;
    const Count steps = static_cast<Count>(stream.integer(1, 30));
    const Count per_step = size * (shift == 0 ? 1U : 2U);
    const Count fit = std::min(steps, left / per_step);
    Vector<double> y = caller.y;
    try {
      oracle.descend({.x = caller.x, .shift = shift, .step = 0.01, .steps = steps, .batch = size},
                     y);
      run.refused_what_fitted = run.refused_what_fitted || fit < steps; // too much was allowed
    } catch (const OutOfBudget&) {
      run.refused_what_fitted = run.refused_what_fitted || fit == steps;
    }
    run.expected[Call::gy] += fit * size;
    run.expected[Call::fy] += shift == 0 ? 0 : fit * size;
  }
  run.counted = oracle.counters();
  run.log_agrees = logged(log) == run.counted;
  return run;
}

std::string refusal(const std::function<void()>& call) {
  try {
    call();
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "accepted";
}

} // namespace

TEST_CASE("no sequence of calls exceeds its budget or is counted otherwise", "[oracle]") {
  int full = 0;
  for (std::uint32_t number = 0; number < 100; ++number) {
    const Run run = random_run(number);
    INFO("sequence " << number << ", budget " << to_string(run.budget) << ", counted "
                     << to_string(run.counted.total()));
    CHECK(run.counted == run.expected);
    CHECK(run.counted.total() <= run.budget);
    CHECK(run.log_agrees);
    CHECK_FALSE(run.refused_what_fitted);
    full += run.counted.total() > run.budget / 2 ? 1 : 0;
  }
  CHECK(full > 50); // most sequences did come near their budget
}

TEST_CASE("call number budget + 1 of every kind does not happen", "[oracle]") {
  for (const Call kind : kinds) {
    Oracle oracle(plain(), {.budget = 5});
    Caller caller{oracle};
    caller.call(kind, 3);
    caller.out.setConstant(77);
    CHECK_THROWS_AS(caller.call(kind, 3), OutOfBudget);
    CHECK(caller.out(0) == 77); // nothing was answered
    caller.call(kind, 2);
    CHECK_THROWS_AS(caller.call(kind, 1), OutOfBudget);
    CHECK(oracle.counters()[kind] == Count{5});
    CHECK(oracle.counters().total() == Count{5});
  }
}

TEST_CASE("no more calls are executed than allowed, whatever they cost, and laws are free") {
  for (const Call kind : kinds) {
    Oracle oracle(plain(), {});
    Caller caller{oracle};
    oracle.limit_execution(2);
    caller.call(kind, 1000);
    caller.call(kind, 1);
    CHECK(oracle.executed() == 2);
    CHECK_THROWS_AS(caller.call(kind, 1), TooManyCalls);
    CHECK(oracle.counters().total() == Count{1001}); // nor is it counted
    oracle.limit_execution(1);
    caller.call(kind, 1);
    CHECK(oracle.executed() == 1);
  }
  for (const Execution execution : {Execution::law, Execution::steps}) {
    Oracle oracle(plain(), {.execution = execution});
    const Caller caller{oracle};
    Vector<double> y = caller.y;
    oracle.limit_execution(10);
    const auto loop = [&] { oracle.descend({.x = caller.x, .step = 0.1, .steps = 11}, y); };
    if (execution == Execution::law) {
      loop();
      CHECK(oracle.executed() == 0);
      CHECK(oracle.counters().total() == Count{11});
    } else {
      CHECK_THROWS_AS(loop(), TooManyCalls);
      CHECK(oracle.counters().total() == Count{10});
    }
  }
}

TEST_CASE("batches far beyond 64 bits are counted without overflow", "[oracle]") {
  Oracle oracle(plain(), {});
  Caller caller{oracle};
  const Count size = Count{1} << 100U;
  for (const Call kind : kinds) {
    caller.call(kind, size);
    CHECK(oracle.counters()[kind] == size);
  }
  const Count largest = Count{1} << 120U;
  for (int i = 0; i < 255; ++i) {
    caller.call(Call::gy, largest);
  }
  CHECK_THROWS_AS(caller.call(Call::gy, largest), OutOfBudget); // 256 of them are 2^128
  Vector<double> y = caller.y;
  CHECK_THROWS_AS(
      oracle.descend(
          {.x = caller.x, .shift = 0.1, .step = 0.1, .steps = ~Count{0}, .batch = largest}, y),
      OutOfBudget);
  CHECK(oracle.counters()[Call::gy] == size + 255 * largest);
}

TEST_CASE("a batch without samples, or of a negative number of them, is refused", "[oracle]") {
  Oracle oracle(plain(), {});
  Caller caller{oracle};
  for (const Call kind : kinds) {
    for (const Count size : {Count{0}, static_cast<Count>(-1), static_cast<Count>(-1000)}) {
      CHECK(refusal([&] { caller.call(kind, size); }).find("from 1 to 2^120 samples") !=
            std::string::npos);
    }
  }
  Vector<double> y = caller.y;
  CHECK(refusal([&] { oracle.descend({.x = caller.x, .step = 0.1, .batch = 0}, y); }) !=
        "accepted");
  CHECK(refusal([&] {
          oracle.descend({.x = caller.x, .step = 0.1, .batch = static_cast<Count>(-1)}, y);
        }) != "accepted");
  CHECK(oracle.counters().total() == Count{0});
}

TEST_CASE("an argument of the wrong size is refused in one line that names it", "[oracle]") {
  Oracle oracle(plain(), {});
  for (const Call kind : kinds) {
    Caller wrong_x{.oracle = oracle, .x = vector({1, 2, 3})};
    CHECK(refusal([&] { wrong_x.call(kind, 1); }).find("x has 3 entries, not 2") !=
          std::string::npos);
    Caller wrong_y{.oracle = oracle, .y = vector({1})};
    CHECK(refusal([&] { wrong_y.call(kind, 1); }).find("y has 1 entries, not 3") !=
          std::string::npos);
  }
  for (const Call kind : {Call::hvp, Call::jvp}) {
    Caller wrong_v{.oracle = oracle, .v = Vector<double>()};
    CHECK(refusal([&] { wrong_v.call(kind, 1); }).find("v has 0 entries, not 3") !=
          std::string::npos);
  }
  Vector<double> y = vector({1, 2});
  const Vector<double> x = vector({1, 2});
  CHECK(refusal([&] { oracle.descend({.x = x, .step = 0.1}, y); }).find("y has 2 entries, not 3") !=
        std::string::npos);
}

TEST_CASE("an answer that would overwrite an argument is refused", "[oracle]") {
  Oracle oracle(plain(), {});
  Caller caller{oracle};
  CHECK(refusal([&] { oracle.grad_y_g(caller.x, caller.y, oracle.lower(), caller.y); }) !=
        "accepted");
  CHECK(refusal([&] { oracle.grad_x_f(caller.x, caller.y, oracle.upper(), caller.x); }) !=
        "accepted");
  CHECK(refusal([&] { oracle.hvp(caller.x, caller.y, caller.v, oracle.lower(), caller.v); }) !=
        "accepted");
}

TEST_CASE("samples of one level are refused by the oracles of the other", "[oracle]") {
  Oracle oracle(plain(), {});
  Caller caller{oracle};
  for (const Call kind : kinds) {
    const Batch other = kind == Call::fx || kind == Call::fy ? oracle.lower() : oracle.upper();
    CHECK(refusal([&] { caller.call(kind, other); }).find("needs a batch of") != std::string::npos);
  }
}

TEST_CASE("an argument that is not finite ends the trial, and its call counts", "[oracle]") {
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    Oracle oracle(plain(), {});
    Count calls = 0;
    for (const Call kind : kinds) {
      Caller lost_x{.oracle = oracle, .x = vector({1, bad})};
      CHECK_THROWS_AS(lost_x.call(kind, 1), Diverged);
      Caller lost_y{.oracle = oracle, .y = vector({bad, 0, 0})};
      CHECK_THROWS_AS(lost_y.call(kind, 1), Diverged);
      calls += 2;
      CHECK(oracle.counters().total() == calls);
    }
    Caller lost_v{.oracle = oracle, .v = vector({0, bad, 0})};
    CHECK_THROWS_AS(lost_v.call(Call::jvp, 1), Diverged);
    Vector<double> y = vector({0, 0, bad});
    CHECK_THROWS_AS(oracle.descend({.x = lost_v.x, .step = 0.1}, y), Diverged);
  }
  // Large is not lost: 1e200 has a square that overflows.
  Oracle oracle(plain(), {});
  Caller caller{.oracle = oracle, .x = vector({1e200, 0})};
  CHECK_NOTHROW(caller.call(Call::gx, 1));
}

TEST_CASE("the log names every batch that was used", "[oracle]") {
  for (const Execution execution : {Execution::law, Execution::steps}) {
    std::vector<LoggedCall> log;
    Oracle oracle(plain(), {.execution = execution, .log = &log});
    Caller caller{oracle};
    const Batch zeta = oracle.lower(4);
    caller.call(Call::gx, zeta);
    caller.call(Call::gy, zeta);
    REQUIRE(log.size() == 2);
    CHECK(log[0].batch.id == log[1].batch.id);
    CHECK(log[0].kind == Call::gx);
    Vector<double> y = caller.y;
    oracle.descend({.x = caller.x, .shift = 0.1, .step = 0.01, .steps = 10, .batch = 2}, y);
    CHECK(log.size() == (execution == Execution::law ? 4 : 22));
    CHECK(logged(log) == oracle.counters());
    for (std::size_t i = 2; i < log.size(); ++i) {
      CHECK((log[i].batch.level == Level::upper || log[i].batch.id != zeta.id));
    }
  }
}

TEST_CASE("only a finite sum has components", "[oracle]") {
  Oracle expectation(plain(), {});
  CHECK_THROWS_AS(expectation.everything(Level::lower), InvalidArgument);
  CHECK_THROWS_AS(expectation.component(Level::lower, 0), InvalidArgument);
  Oracle sum(plain({FiniteSum{.components = 8}}), {.budget = 9});
  CHECK_THROWS_AS(sum.component(Level::lower, 8), InvalidArgument);
  CHECK_THROWS_AS(sum.component(Level::lower, -1), InvalidArgument);
  Caller caller{sum};
  caller.call(Call::gy, sum.everything(Level::lower));
  CHECK(sum.counters()[Call::gy] == Count{8});
  CHECK_THROWS_AS(caller.call(Call::gy, sum.everything(Level::lower)), OutOfBudget);
  caller.call(Call::gy, sum.component(Level::lower, 7));
  CHECK(sum.counters()[Call::gy] == Count{9});
}
