// The softmax model in double is the instance of the claims, and finds its minimiser.
#include <assay/problems/derivatives.hpp>
#include <assay/problems/softmax_model.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("the softmax model has the functions of the templated instance", "[problems]") {
  Stream stream(3, 0, "test");
  const Softmax reference = random_softmax(3, 4, 9, stream);
  const double ridge = 0.5;
  const SoftmaxModel model(reference, ridge);
  Vector<double> x(9), y(9), out;
  for (int i = 0; i < 9; ++i) {
    x(i) = 2 * stream.uniform() - 1;
    y(i) = 4 * stream.uniform() - 2;
  }
  CHECK(model.f(x, y) == Approx(reference.f<double>(x, y) + ridge / 2 * x.squaredNorm()));
  CHECK(model.g(x, y) == Approx(reference.g<double>(x, y)));
  model.grad_y_f(x, y, out);
  CHECK((out - reference.grad_y_f<double>(x, y)).norm() < 1e-13);
  model.grad_x_g(x, y, out);
  CHECK((out - reference.grad_x_g<double>(x, y)).norm() < 1e-13);
  model.grad_y_g(x, y, out);
  CHECK((out - reference.grad_y_g<double>(x, y)).norm() < 1e-13);
  model.hvp(x, y, x, out);
  CHECK((out - hess_yy_g(reference, x, y) * x).norm() < 1e-13);
  Vector<double> best;
  model.solution(x, best);
  CHECK(reference.grad_y_g<double>(x, best).norm() < 1e-14);
  model.hypergradient(x, out);
  CHECK((out - hypergradient(reference, x, best) - ridge * x).norm() < 1e-12);
}

TEST_CASE("Newton finds y*(x) also where the regularisation is weak or heavy", "[problems]") {
  Stream stream(4, 0, "test");
  const Softmax reference = random_softmax(4, 3, 30, stream);
  const SoftmaxModel model(reference, 1);
  for (const double level : {-6.0, 0.0, 6.0}) {
    const Vector<double> x = Vector<double>::Constant(8, level);
    Vector<double> best;
    model.solution(x, best);
    INFO(level);
    CHECK(reference.grad_y_g<double>(x, best).norm() < 1e-13);
  }
}
