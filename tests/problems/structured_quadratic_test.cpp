// The structured quadratic is a quadratic: against the dense model made of its own matrices.
#include <assay/problems/differencing.hpp>
#include <assay/problems/quadratic_model.hpp>
#include <assay/problems/structured_quadratic.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// The dense twin, read off the oracles.
Quadratic<double> dense(const StructuredQuadratic& model) {
  const int dx = model.dx();
  const int dy = model.dy();
  const Vector<double> x = zeros<double>(dx);
  const Vector<double> y = zeros<double>(dy);
  Vector<double> h, q, b, column;
  model.grad_y_f(x, y, h);
  model.grad_x_f(x, y, q);
  model.grad_y_g(x, y, b);
  Quadratic<double> twin;
  twin.A = twin.F = zeros<double>(dy, dy);
  twin.B = zeros<double>(dy, dx);
  twin.K = zeros<double>(dx, dy);
  twin.P = zeros<double>(dx, dx);
  for (int k = 0; k < dy; ++k) {
    const Vector<double> axis = Vector<double>::Unit(dy, k);
    model.hvp(x, y, axis, column);
    twin.A.col(k) = column;
    model.grad_y_f(x, axis, column);
    twin.F.col(k) = column - h;
    model.grad_x_f(x, axis, column);
    twin.K.col(k) = column - q;
    model.jvp(x, y, axis, column);
    twin.B.row(k) = -column.transpose();
  }
  for (int k = 0; k < dx; ++k) {
    model.grad_x_f(Vector<double>::Unit(dx, k), y, column);
    twin.P.col(k) = column - q;
  }
  twin.h = h;
  twin.q = q;
  twin.b = -b;
  return twin;
}

} // namespace

TEST_CASE("the structured quadratic's constants and stencil bias are those of its dense twin",
          "[problems]") {
  const StructuredQuadratic model({.pairs = 6, .kappa = 30, .curvature = 2});
  const Quadratic<double> twin = dense(model);
  CHECK((twin.A * twin.F - twin.F * twin.A).norm() > 1); // they do not commute
  Vector<double> x0 = Vector<double>::LinSpaced(6, 0.5, 1);
  Vector<double> y0 = Vector<double>::Ones(12);
  const Facts own = model.facts(x0, y0);
  const Facts reference = quadratic_facts(QuadraticModel(twin), x0, y0);
  double Facts::*const constants[] = {&Facts::mu,
                                      &Facts::lower_curvature,
                                      &Facts::upper_curvature,
                                      &Facts::coupling,
                                      &Facts::upper_coupling,
                                      &Facts::upper_slope,
                                      &Facts::smoothness,
                                      &Facts::solution_slope,
                                      &Facts::gap,
                                      &Facts::start_distance};
  for (double Facts::*const constant : constants) {
    CHECK(own.*constant == Approx(reference.*constant).epsilon(1e-9));
  }
  for (const int p : {1, 2, 3, 6}) {
    CHECK(own.stencil_bias(p, 0.05) == Approx(reference.stencil_bias(p, 0.05)).epsilon(1e-6));
  }
}

TEST_CASE("a shift that makes a block indefinite is refused", "[problems]") {
  const StructuredQuadratic model({.pairs = 3, .kappa = 4, .curvature = 1});
  CHECK_NOTHROW(model.spectrum(0.9));
  CHECK_THROWS_AS(model.spectrum(20), InvalidArgument);
}

// Both reflections from one pass: against the same steps taken one after the other.
TEST_CASE("the structured quadratic's gradients and products are its matrices' at any point") {
  for (const int pairs : {1, 2, 7, 500}) { // one block alone, an even and an odd number
    const StructuredQuadratic model({.pairs = pairs, .kappa = 100, .curvature = 3});
    const Quadratic<double> twin = dense(model);
    const Vector<double> x = Vector<double>::LinSpaced(pairs, -1, 2);
    const Vector<double> y = Vector<double>::LinSpaced(2 * pairs, 3, -1);
    const Vector<double> lower = twin.A * y - twin.B * x - twin.b;
    const Vector<double> upper = twin.F * y + twin.K.transpose() * x + twin.h;
    Vector<double> found;
    const auto near = [&](const Vector<double>& exact) {
      CHECK((found - exact).norm() <= 1e-13 * exact.norm());
    };
    model.grad_y_g(x, y, found);
    near(lower);
    model.grad_y_f(x, y, found);
    near(upper);
    model.grad_x_f(x, y, found);
    near(twin.P * x + twin.K * y + twin.q);
    model.hvp(x, y, y, found);
    near(twin.A * y);
    model.jvp(x, y, y, found);
    near(-twin.B.transpose() * y);
    CHECK((twin.A - twin.A.transpose()).norm() <= 1e-13 * twin.A.norm());
    CHECK((twin.F - twin.F.transpose()).norm() <= 1e-13 * twin.F.norm());
    found = y;
    model.grad_y_g(x, found, found); // the result in place of the argument
    near(lower);
  }
}
