// Changed problems mean the same: their answers are the plain problem's in other words.
#include <assay/audit/problem.hpp>
#include <assay/audit/transformed.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

Vector<double> answer(const Instance& instance, const Vector<double>& x) {
  Vector<double> out(instance.facts.dx);
  instance.model.hypergradient(x, out);
  return out;
}

/// d/dt h(x + t u, y + t w) at 0 of an affine map h, exactly up to rounding.
double
difference(const Vector<double>& plus, const Vector<double>& minus, const Vector<double>& d) {
  return ((plus - minus) / 2 - d).norm();
}

} // namespace

TEST_CASE("rotations and translations carry the hyper-gradient along") {
  const Instance plain = make_problem({});
  const auto rotation = std::make_shared<const Rotation>(3, 5);
  const Change change{.x = rotation,
                      .y = std::make_shared<const Rotation>(4, 6),
                      .shift_x = 0.3,
                      .shift_y = -0.7,
                      .added = 0.9,
                      .slope = 0.25};
  const Instance other = changed(plain, change);
  CHECK((other.x0 - changed_x(change, plain.x0)).norm() == 0);
  Vector<double> expected = answer(plain, plain.x0).array() + 0.25;
  rotation->apply_transposed(expected);
  CHECK((answer(other, other.x0) - expected).norm() < 1e-12);
}

TEST_CASE("coordinates in another order are the same numbers in that order") {
  const Instance plain = make_problem({});
  const Change change{.order_x = {1, 2, 0}, .order_y = {3, 0, 2, 1}};
  const Instance other = changed(plain, change);
  const Vector<double> here = answer(plain, plain.x0);
  const Vector<double> there = answer(other, other.x0);
  for (int i = 0; i < 3; ++i) {
    CHECK(plain.x0(i) == other.x0(change.order_x[static_cast<std::size_t>(i)]));
    CHECK(here(i) == there(change.order_x[static_cast<std::size_t>(i)]));
  }
}

TEST_CASE("the second derivatives of a changed problem are those of its gradients") {
  const Instance other = changed(make_problem({}), {.x = std::make_shared<const Rotation>(3, 5),
                                                    .y = std::make_shared<const Rotation>(4, 6),
                                                    .order_x = {1, 2, 0},
                                                    .order_y = {3, 0, 2, 1},
                                                    .shift_x = 0.3,
                                                    .shift_y = -0.7,
                                                    .added = 0.9});
  const Vector<double> v = Vector<double>::LinSpaced(4, -1, 2);
  Vector<double> plus(4);
  Vector<double> minus(4);
  Vector<double> product(4);
  other.model.grad_y_g(other.x0, other.y0 + v, plus);
  other.model.grad_y_g(other.x0, other.y0 - v, minus);
  other.model.hvp(other.x0, other.y0, v, product);
  CHECK(difference(plus, minus, product) < 1e-12);
  plus.resize(3);
  minus.resize(3);
  product.resize(3);
  other.model.grad_x_g(other.x0, other.y0 + v, plus);
  other.model.grad_x_g(other.x0, other.y0 - v, minus);
  other.model.jvp(other.x0, other.y0, v, product);
  CHECK(difference(plus, minus, product) < 1e-12);
}

TEST_CASE("an idle copy leaves the hyper-gradient alone and its solution is 0") {
  const Instance plain = make_problem({});
  const Instance doubled = with_idle_copy(plain);
  CHECK(doubled.facts.dy == 8);
  CHECK((answer(doubled, plain.x0) - answer(plain, plain.x0)).norm() == 0);
  Vector<double> y(8);
  doubled.model.solution(plain.x0, y);
  CHECK(y.tail(4).norm() == 0);
  Vector<double> gradient(8);
  doubled.model.grad_y_g(plain.x0, y, gradient);
  CHECK(gradient.norm() < 1e-12);
}

TEST_CASE("a curved lower level is solved, and its hyper-gradient is the slope of phi") {
  const Instance bent = curved(make_problem({.kappa = 2}), 2);
  const auto solution = [&](const Vector<double>& x) {
    Vector<double> y(4);
    bent.model.solution(x, y);
    return y;
  };
  const Vector<double> y = solution(bent.x0);
  Vector<double> gradient(4);
  bent.model.grad_y_g(bent.x0, y, gradient);
  CHECK(gradient.norm() < 1e-12);
  // d phi along u is grad_x f u + grad_y f dy*; the implicit function by central differences.
  const Vector<double> u = Vector<double>::LinSpaced(3, -1, 1);
  const double h = 1e-5;
  const Vector<double> slope = (solution(bent.x0 + h * u) - solution(bent.x0 - h * u)) / (2 * h);
  Vector<double> direct(3);
  bent.model.grad_x_f(bent.x0, y, direct);
  bent.model.grad_y_f(bent.x0, y, gradient);
  CHECK(answer(bent, bent.x0).dot(u) == Approx(direct.dot(u) + gradient.dot(slope)).epsilon(1e-7));
  Vector<double> product(4);
  Vector<double> other(4);
  bent.model.hvp(bent.x0, y, Vector<double>::Ones(4), product);
  bent.model.hvp(bent.x0, bent.y0, Vector<double>::Ones(4), other);
  CHECK((product - other).norm() > 1e-2);
}
