#include <assay/error.hpp>
#include <assay/numbers/real.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace assay;

TEST_CASE("without a guard the precision is 50 digits", "[numbers]") {
  std::thread([] { CHECK(Precision::digits() == 50); }).join();
}

TEST_CASE("MPFR was built with thread-local state", "[numbers]") {
  CHECK(mpfr_buildopt_tls_p() != 0);
}

TEST_CASE("a precision outside 15..20000 is refused and leaves the precision alone", "[numbers]") {
  const int before = Precision::digits();
  for (const int digits : {-1, 0, 14, 20001}) {
    CHECK_THROWS_AS(Precision(digits), InvalidArgument);
    CHECK(Precision::digits() == before);
  }
  for (const int digits : {15, 20000}) {
    const Precision guard(digits);
    CHECK(Precision::digits() == digits);
  }
}

TEST_CASE("a guard ends with its scope, whatever was nested inside", "[numbers]") {
  const Precision outer(100);
  {
    const Precision inner(30);
    CHECK(Precision::digits() == 30);
    CHECK(mpfr_get_prec(Real(1).raw()) == Precision::bits());
    try {
      const Precision innermost(200);
      throw Undecidable("leave");
    } catch (const Undecidable&) {
      CHECK(Precision::digits() == 30);
    }
  }
  CHECK(Precision::digits() == 100);
  CHECK(mpfr_get_prec(Real(1).raw()) == Precision::bits());
}

TEST_CASE("the bits hold the digits, and every long", "[numbers]") {
  for (int digits = 15; digits <= 20000; digits += 35) {
    const Precision guard(digits);
    CHECK(static_cast<double>(Precision::bits()) >= digits * 3.3219280948873626);
    CHECK(Real(0x7fffffffffffffffL).to_rational() == Rational(0x7fffffffffffffffL));
  }
}

namespace {

/// Rounds 1/3 and its logarithm at a precision of its own, many times; true if no result ever
/// differs from the first, nor its precision from the guard's.
bool undisturbed(int digits, std::atomic<int>& ready) {
  const Precision guard(digits);
  const Real third = Real(1) / Real(3);
  const Real logarithm = log(third);
  ++ready;
  while (ready < 2) { // both threads hold their guard before either goes on
    std::this_thread::yield();
  }
  for (int round = 0; round < 2000; ++round) {
    const Real again = Real(1) / Real(3);
    if (mpfr_get_prec(again.raw()) != Precision::bits() || again != third ||
        log(again) != logarithm) {
      return false;
    }
  }
  return true;
}

} // namespace

TEST_CASE("two threads at 50 and 500 digits do not disturb each other", "[numbers]") {
  std::atomic<int> ready = 0;
  bool coarse = false;
  bool fine = false;
  std::thread first([&] { coarse = undisturbed(50, ready); });
  std::thread second([&] { fine = undisturbed(500, ready); });
  first.join();
  second.join();
  CHECK(coarse);
  CHECK(fine);
}
