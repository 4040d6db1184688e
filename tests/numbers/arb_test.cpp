// The enclosures of MPFI against those of Arb, an independent ball arithmetic.
#include <assay/numbers/interval.hpp>

#include <arb.h>
#include <arb_hypgeom.h>

#include <support/property.hpp>

using namespace assay;

namespace {

using ArbFunction = void (*)(arb_ptr, arb_srcptr, long);

/// Arb's enclosure of function(x) for the exact binary number x, as an Interval (exactly).
Interval by_arb(ArbFunction function, const Real& x) {
  arb_t ball;
  arf_t low;
  arf_t high;
  arb_init(ball);
  arf_init(low);
  arf_init(high);
  arf_set_mpfr(arb_midref(ball), x.raw());
  function(ball, ball, Precision::bits());
  Real left;
  Real right;
  arb_get_lbound_arf(low, ball, Precision::bits());
  arb_get_ubound_arf(high, ball, Precision::bits());
  arf_get_mpfr(left.raw(), low, MPFR_RNDD);
  arf_get_mpfr(right.raw(), high, MPFR_RNDU);
  arf_clear(high);
  arf_clear(low);
  arb_clear(ball);
  return {left, right};
}

struct Function {
  const char* name;
  ArbFunction arb;
  Interval (*ours)(const Interval&);
  bool positive_only;
};

const Function functions[] = {
    {"exp", arb_exp, [](const Interval& x) { return exp(x); }, false},
    {"log", arb_log, [](const Interval& x) { return log(x); }, true},
    {"sqrt", arb_sqrt, [](const Interval& x) { return sqrt(x); }, true},
    {"sin", arb_sin, [](const Interval& x) { return sin(x); }, false},
    {"cos", arb_cos, [](const Interval& x) { return cos(x); }, false},
    {"tanh", arb_tanh, [](const Interval& x) { return tanh(x); }, false},
    {"erfc", arb_hypgeom_erfc, [](const Interval& x) { return erfc(x); }, false},
};

} // namespace

TEST_CASE("MPFI and Arb enclose a common value", "[numbers]") {
  for (const Function& function : functions) {
    testing::holds(function.name, [&function] {
      const Precision working(*rc::gen::element(15, 50, 150));
      const auto [above, below] = *testing::fraction(1000);
      const int numerator = function.positive_only ? std::abs(above) + 1 : above;
      const Real x(ratio(numerator, below) * power(Rational(2), *rc::gen::inRange(-8, 3)));
      const Interval ours = function.ours(Interval(x));
      const Interval theirs = by_arb(function.arb, x);
      RC_ASSERT(overlap(ours, theirs) == Truth::yes);
      // Ours is two neighbouring numbers at most: a few ulps of what it encloses.
      RC_ASSERT(ours.width() <= ours.magnitude() * machine_epsilon() * Real(2));
    });
  }
}

TEST_CASE("an enclosure shifted by its own width times a thousand is caught by Arb", "[numbers]") {
  const Precision working(50);
  const Real x(ratio(7, 5));
  const Interval honest = exp(Interval(x));
  const Interval shifted = honest + Interval(honest.width()) * Interval(1000);
  CHECK(overlap(honest, by_arb(arb_exp, x)) == Truth::yes);
  CHECK(overlap(shifted, by_arb(arb_exp, x)) == Truth::no);
}
