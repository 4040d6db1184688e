/// Which order has a stencil? Exactly from its moments, and as seen on exp at 0.
///
///     01_order_of_a_stencil "-1:-1/3 0:-1/2 1:1 2:-1/6"
#include <assay/differences/stencil.hpp>
#include <assay/guarded.hpp>
#include <assay/numbers/quantity.hpp>

#include <iostream>

using namespace assay;

/// |D_nu exp(0) - 1| / nu^p, which tends to the error constant |C| as nu tends to 0.
Real scaled_error(const Stencil& stencil, int order, const Real& nu) {
  std::vector<Vector<Real>> values;
  for (const Rational& node : stencil.nodes) {
    values.push_back(Vector<Real>::Constant(1, exp(exact<Real>(node) * nu)));
  }
  return abs(apply<Real>(stencil, values, nu)(0) - 1) / pow(nu, order);
}

int main(int argc, char** argv) {
  return guarded([&] {
    const Precision digits(50);
    const Stencil stencil = parse_stencil(argc > 1 ? argv[1] : "-1:-1/3 0:-1/2 1:1 2:-1/6");
    const StencilFacts found = facts(stencil);
    need(found.consistent, "this stencil does not approximate a first derivative");
    std::cout << "stencil   " << to_string(stencil) << "\norder     " << found.order
              << "\nconstant  " << found.leading << " (times nu^" << found.order << ")\n";
    for (const char* nu : {"0.1", "0.001", "0.00001"}) {
      std::cout << "nu = " << nu << ": error / nu^" << found.order << " = "
                << scaled_error(stencil, found.order, exact<Real>(nu)).to_string(8) << "\n";
    }
    const Real gap =
        scaled_error(stencil, found.order, exact<Real>("1e-6")) - abs(exact<Real>(found.leading));
    return abs(gap) < exact<Real>("1e-5") ? 0 : 1;
  });
}
