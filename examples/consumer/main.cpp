#include <assay/differences/stencil.hpp>

#include <iostream>

int main() {
  for (int p = 1; p <= 4; ++p) {
    std::cout << "p = " << p << ": " << to_string(assay::f2sa_stencil(p)) << "\n";
  }
  return assay::facts(assay::f2sa_stencil(4)).order == 4 ? 0 : 1;
}
