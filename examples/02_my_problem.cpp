/// Your own problem and your own stencil: the problem is checked for slips, and the order of the
/// stencil's hyper-gradient is measured on it.
///
///     02_my_problem "-1:-1/3 0:-1/2 1:1 2:-1/6"
#include <assay/guarded.hpp>
#include <assay/measure/order.hpp>
#include <assay/oracles/nu_ladder.hpp>
#include <assay/problems/check.hpp>

#include <iostream>

using namespace assay;

struct MyProblem {
  int dx() const { return 1; }
  int dy() const { return 1; }
  template <Analytic T> T f(const Vector<T>& x, const Vector<T>& y) const { // upper level
    return sqrt(T(1) + y(0) * y(0)) + x(0) * y(0);
  }
  template <Analytic T> T g(const Vector<T>& x, const Vector<T>& y) const { // lower level
    return y(0) * y(0) + log(T(1) + exp(y(0))) - exact<T>("0.3") * x(0) * y(0);
  }
};

int main(int argc, char** argv) {
  return guarded([&] {
    check_problem(MyProblem{}); // dimensions, finite values, gradients, strong convexity
    const Stencil stencil = parse_stencil(argc > 1 ? argv[1] : "-1:-1/3 0:-1/2 1:1 2:-1/6");
    const Precision digits(100);
    NuLadder<MyProblem, Real> ladder(MyProblem{}, Vector<Real>::Constant(1, Real(1)));
    std::vector<Real> steps;
    std::vector<Real> errors;
    for (const Rational& nu : dyadic_ladder(Rational(1, 4), 24)) {
      steps.push_back(log(exact<Real>(nu)));
      errors.push_back(log(norm<Real>(ladder.error(stencil, nu))));
    }
    const OrderEstimate seen = measure_order(steps, errors);
    if (!seen.found) {
      throw Undecidable("no order can be read off these steps: " + seen.why);
    }
    std::cout << "order by its moments: " << facts(stencil).order
              << "\norder on this problem: between " << seen.slope.lower().to_string(8) << " and "
              << seen.slope.upper().to_string(8) << ", " << seen.window() << "\n";
    return seen.slope.contains(Rational(facts(stencil).order)) ? 0 : 1;
  });
}
