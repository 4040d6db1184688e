// One coordinate of an inner loop as a law, against 60 digits and against its own recursion.
#include <assay/numbers/real.hpp>
#include <assay/oracles/exact_law.hpp>
#include <assay/oracles/loop_law.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("a loop's law agrees with 60 digits for every step and number of steps", "[descend]") {
  const Precision guard(60);
  int checked = 0;
  for (const double z : {1e-300, 1e-15, 1e-9, 0.1, 0.5, 0.999999, 1.0, 1.000001, 1.5, 1.999999}) {
    for (const double count : {1.0, 2.0, 3.0, 10.0, 1e3, 1e15, 0x1p70, 0x1p100}) {
      const double h = 2;
      const double eta = z / h;
      const LoopLaw law = loop_law(eta, h, static_cast<Count>(count), 3);
      const Real exact_z = Real(eta) * Real(2);
      const double factor = contraction<Real>(exact_z, Real(count)).to_double();
      const double deviation =
          sqrt(step_variance<Real>(Real(eta), Real(2), Real(count), Real(3))).to_double();
      INFO("z " << z << " K " << count);
      // K log(1 - z) is rounded once: an absolute error of its size in the exponent.
      CHECK(law.factor == Approx(factor).epsilon(1e-12).margin(1e-300));
      CHECK(law.deviation == Approx(deviation).epsilon(1e-13));
      ++checked;
    }
  }
  CHECK(checked == 80);
  // What the header warns of, at eta h = 1e-15 and 10^15 steps.
  const double naive = std::pow(1 - 1e-15, 1e15);
  CHECK(std::abs(loop_law(1e-15, 1, Count{1000000000000000}, 1).factor / std::exp(-1.0) - 1) <
        1e-14);
  CHECK(std::abs(naive / std::exp(-1.0) - 1) > 5e-4);
  const double z = 1e-15;
  CHECK(std::abs((1 - (1 - z) * (1 - z)) / (2 * z) - 1) > 5e-4); // not z (2 - z)
}

TEST_CASE("a loop that does not contract has its law too", "[descend]") {
  for (const double z : {2.0, 2.5, 3.0, -0.5, 0.0}) {
    for (const int steps : {0, 1, 2, 5}) {
      double factor = 1;
      double variance = 0;
      const double eta = z / 4;
      for (int k = 0; k < steps; ++k) {
        factor *= 1 - z;
        variance = (1 - z) * (1 - z) * variance + eta * eta * 3;
      }
      const LoopLaw law = loop_law(eta, 4, static_cast<Count>(steps), 3);
      INFO("z " << z << " K " << steps);
      CHECK(law.factor == Approx(factor).epsilon(1e-14));
      CHECK(law.deviation == Approx(std::sqrt(variance)).epsilon(1e-14).margin(1e-300));
    }
  }
}
