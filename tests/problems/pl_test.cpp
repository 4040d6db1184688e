#include <assay/problems/pl.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("a rank-deficient case has the gradients it states, and a kernel", "[problems]") {
  for (std::uint32_t trial = 0; trial < 20; ++trial) {
    Stream stream(1, trial, "test");
    const PlCase c =
        pl_case(1 + static_cast<int>(trial) % 4, 2 + static_cast<int>(trial) % 5, stream);
    REQUIRE(is_valid(c));
    const auto& p = c.problem;
    const auto fixed_x = constant_series(c.x);
    const auto fixed_y = constant_series(c.y);
    CHECK(p.grad_x_f(c.x, c.y) ==
          gradient<Rational>([&](const auto& x) { return p.f(x, fixed_y); }, c.x));
    CHECK(p.grad_y_f(c.x, c.y) ==
          gradient<Rational>([&](const auto& y) { return p.f(fixed_x, y); }, c.y));
    CHECK(p.grad_x_g(c.x, c.y) ==
          gradient<Rational>([&](const auto& x) { return p.g(x, fixed_y); }, c.x));
    CHECK(p.grad_y_g(c.x, c.y) ==
          gradient<Rational>([&](const auto& y) { return p.g(fixed_x, y); }, c.y));
    const Vector<Rational> kernel = in_kernel(c, c.away);
    CHECK((p.A * kernel).eval() == zeros<Rational>(p.A.rows()));
    CHECK(kernel != zeros<Rational>(p.dy()));
  }
}

TEST_CASE("a case of full rank, or without a way into the kernel, is not valid", "[problems]") {
  Stream stream(1, 0, "test");
  PlCase c = pl_case(2, 3, stream);
  PlCase no_way = c;
  no_way.away = c.right.transpose().col(0).eval(); // orthogonal to the kernel
  CHECK_FALSE(is_valid(no_way));
  c.right = identity<Rational>(3);
  CHECK_FALSE(is_valid(c));
}

TEST_CASE("a simpler rank-deficient case is valid and keeps A = left right", "[problems]") {
  Stream stream(1, 3, "test");
  const PlCase start = pl_case(3, 5, stream);
  int checked = 0;
  for (const Simpler step : simpler_steps) {
    for (const PlCase& c : simpler(start, step)) {
      CHECK(is_valid(c));
      CHECK(c.problem.A == (c.left * c.right).eval());
      ++checked;
    }
  }
  CHECK(checked > 20);
}
