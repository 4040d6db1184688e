// The oracle behind the C interface: the same answers and counts, and nothing it did not give.
#include <catch2/catch.hpp>

#include "host_support.hpp"

using namespace assay;
using namespace assay::audit;

namespace {

struct Pair { ///< one oracle direct, one by its table
  Instance at = testing::problem();
  OracleOptions options;
  Oracle direct, behind;
  AbiOracle abi;
  const assay_oracle& t;
  void* c;
  Vector<double> x, y, v, out;

  explicit Pair(Count budget = ~Count{0})
      : options{.seed = 5, .budget = budget},
        direct(at, options),
        behind(at, options),
        abi(behind),
        t(*abi.table()),
        c(t.context),
        x(at.x0),
        y(at.y0),
        v(at.y0),
        out(at.x0) {}
};

} // namespace

TEST_CASE("Every question gets the oracle's own answer and count") {
  Pair p;
  Vector<double> expected;
  for (int i = 0; i < 3; ++i) {
    const Batch xi = p.direct.upper(3);
    const Batch zeta = p.direct.lower();
    const assay_batch xi_there = p.t.upper(p.c, 3);
    const assay_batch zeta_there = p.t.lower(p.c, 1);
    CHECK(xi_there.id == xi.id);
    const auto same = [&](int status) {
      CHECK(status == ASSAY_OK);
      CHECK(p.out.head(expected.size()) == expected);
    };
    p.out.resize(4);
    p.direct.grad_x_f(p.x, p.y, xi, expected);
    same(p.t.grad_x_f(p.c, p.x.data(), p.y.data(), xi_there, p.out.data()));
    p.direct.grad_y_f(p.x, p.y, xi, expected);
    same(p.t.grad_y_f(p.c, p.x.data(), p.y.data(), xi_there, p.out.data()));
    p.direct.grad_x_g(p.x, p.y, zeta, expected);
    same(p.t.grad_x_g(p.c, p.x.data(), p.y.data(), zeta_there, p.out.data()));
    p.direct.grad_y_g(p.x, p.y, zeta, expected);
    same(p.t.grad_y_g(p.c, p.x.data(), p.y.data(), zeta_there, p.out.data()));
    p.direct.hvp(p.x, p.y, p.v, zeta, expected);
    same(p.t.hvp(p.c, p.x.data(), p.y.data(), p.v.data(), zeta_there, p.out.data()));
    p.direct.jvp(p.x, p.y, p.v, zeta, expected);
    same(p.t.jvp(p.c, p.x.data(), p.y.data(), p.v.data(), zeta_there, p.out.data()));
    Vector<double> there = p.y;
    p.direct.descend({.x = p.x, .shift = 0.1, .step = 0.05, .steps = 7, .batch = 2}, p.y);
    const assay_descend loop{p.x.data(), 0.1, 0.05, 0, 7, 2};
    CHECK(p.t.descend(p.c, &loop, there.data()) == ASSAY_OK);
    CHECK(there == p.y);
    CHECK(p.t.uniform(p.c) == p.direct.choices().uniform());
  }
  CHECK(p.direct.counters() == p.behind.counters());
  CHECK(p.direct.counters().total() > 0);
}

TEST_CASE("The answer may overwrite an argument") {
  Pair p;
  Vector<double> expected;
  p.direct.grad_x_f(p.x, p.y, p.direct.upper(), expected);
  CHECK(p.t.grad_x_f(p.c, p.x.data(), p.y.data(), p.t.upper(p.c, 1), p.x.data()) == ASSAY_OK);
  CHECK(p.x == expected);
}

TEST_CASE("A failure is the oracle's own, and lasts until the next call of the solver") {
  Pair p(2);
  const auto ask = [&] {
    return p.t.grad_x_f(p.c, p.x.data(), p.y.data(), p.t.upper(p.c, 1), p.out.data());
  };
  CHECK(ask() == ASSAY_OK);
  CHECK(ask() == ASSAY_OK);
  const Vector<double> before = p.out;
  CHECK(ask() == ASSAY_OUT_OF_BUDGET);
  CHECK(p.out == before);
  CHECK(p.abi.status() == ASSAY_OUT_OF_BUDGET);
  CHECK_THROWS_AS(p.abi.rethrow(), OutOfBudget);
  p.abi.begin();
  CHECK_NOTHROW(p.abi.rethrow());
  p.x(0) = std::numeric_limits<double>::quiet_NaN();
  Pair q;
  CHECK(q.t.grad_x_f(q.c, p.x.data(), q.y.data(), q.t.upper(q.c, 1), q.out.data()) ==
        ASSAY_DIVERGED);
  CHECK(q.t.grad_x_f(q.c, q.x.data(), q.y.data(), q.t.upper(q.c, 1), q.out.data()) ==
        ASSAY_DIVERGED);
  CHECK_THROWS_AS(q.abi.rethrow(), Diverged);
  CHECK(q.behind.counters().total() == 1);
}

TEST_CASE("A batch that was not handed out is refused") {
  const auto refused = [](assay_batch (*change)(assay_batch)) {
    Pair p;
    const assay_batch good = p.t.upper(p.c, 8);
    p.t.upper(p.c, 4);
    CHECK(p.t.grad_x_f(p.c, p.x.data(), p.y.data(), good, p.out.data()) == ASSAY_OK);
    const int status = p.t.grad_x_f(p.c, p.x.data(), p.y.data(), change(good), p.out.data());
    CHECK(p.behind.counters().total() == 8);
    return status == ASSAY_MISUSED;
  };
  CHECK(refused([](assay_batch b) { return assay_batch{b.id, 1, b.level, b.of}; }));
  CHECK(refused([](assay_batch b) { return assay_batch{b.id + 1, b.size, b.level, b.of}; }));
  CHECK(refused([](assay_batch b) { return assay_batch{b.id + 2, b.size, b.level, b.of}; }));
  CHECK(refused([](assay_batch b) { return assay_batch{b.id, b.size, ASSAY_LOWER, b.of}; }));
  CHECK(refused([](assay_batch b) { return assay_batch{b.id, b.size, 7, b.of}; }));
  CHECK(refused([](assay_batch b) { return assay_batch{b.id, b.size, b.level, 9}; }));
  // This instance is no finite sum.
  CHECK(refused([](assay_batch b) { return assay_batch{0, 1, b.level, ASSAY_COMPONENT}; }));
  CHECK(refused([](assay_batch b) { return assay_batch{0, 1, b.level, ASSAY_EVERYTHING}; }));
}

TEST_CASE("Batches that were handed out are remembered in runs") {
  IssuedBatches issued;
  for (std::uint64_t id = 0; id < 100; ++id) {
    issued.add(id, 1 + id / 10 % 3);
  }
  issued.add(1000, 5);
  for (std::uint64_t id = 0; id < 1001; ++id) {
    for (std::uint64_t size = 0; size < 6; ++size) {
      const bool given = id < 100 ? size == 1 + id / 10 % 3 : id == 1000 && size == 5;
      CHECK(issued.contains(id, size) == given);
    }
  }
}

TEST_CASE("Batches without a question come to an end") {
  Pair p;
  for (int i = 0; i < (1 << 20) + 1; ++i) {
    p.t.lower(p.c, 1);
  }
  CHECK(p.abi.status() == ASSAY_MISUSED);
  CHECK_THROWS_AS(p.abi.rethrow(), InvalidArgument);
}

TEST_CASE("One component of a finite sum and all of it are named by the solver") {
  const Instance at = make_instance("quadratic:noise=finite_sum", 0.1);
  REQUIRE(at.facts.components > 0);
  Oracle direct(at, {});
  Oracle behind(at, {});
  AbiOracle abi(behind);
  const assay_oracle& t = *abi.table();
  CHECK(t.constants->components == static_cast<std::uint32_t>(at.facts.components));
  Vector<double> expected;
  Vector<double> out(at.facts.dx);
  direct.grad_x_f(at.x0, at.y0, direct.component(Level::upper, 3), expected);
  CHECK(t.grad_x_f(t.context, t.x0, t.y0, {3, 1, ASSAY_UPPER, ASSAY_COMPONENT}, out.data()) == 0);
  CHECK(out == expected);
  direct.grad_x_f(at.x0, at.y0, direct.everything(Level::upper), expected);
  CHECK(t.grad_x_f(t.context, t.x0, t.y0, {0, 0, ASSAY_UPPER, ASSAY_EVERYTHING}, out.data()) == 0);
  CHECK(out == expected);
  CHECK(direct.counters() == behind.counters());
  CHECK(t.grad_x_f(t.context, t.x0, t.y0, {~0ULL, 1, ASSAY_UPPER, ASSAY_COMPONENT}, out.data()) ==
        ASSAY_MISUSED);
}
