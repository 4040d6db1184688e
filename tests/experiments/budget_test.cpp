// Budgets: what they say, and that a machine's last bits do not reach them.
#include <assay/error.hpp>
#include <assay/experiments/budget.hpp>

#include <catch2/catch.hpp>

#include "support/property.hpp"
#include <cmath>

using namespace assay;

TEST_CASE("a budget is a factor, a number of calls or a law") {
  CHECK(parse_budget("auto") == Budget{});
  CHECK(parse_budget("30x") == Budget{.factor = 30});
  CHECK(parse_budget("1e12") == Budget{.calls = 1'000'000'000'000});
  CHECK(to_string(parse_budget("1e30").calls) ==
        "1" + std::string(30, '0')); // not a double's digits
  CHECK(parse_budget("2000/eps^4") == Budget{.calls = 2000, .exponent = 4});
  CHECK(parse_budget("100000000000000000000000000000000000000").calls ==
        parse_count("100000000000000000000000000000000000000"));
}

TEST_CASE("a budget that is none is refused") {
  for (const char* text :
       {"",         "x",          "0x",         "-1x",         "nanx", "infx", "1e13x",
        "0",        "-5",         "1.5",        "1e39",        "nan",  "inf",  "1e6/eps",
        "1e6/eps^", "1e6/eps^-1", "1e6/eps^21", "1e6/eps^nan", "Auto", "10 x", "/eps^4"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_budget(text), InvalidArgument);
  }
}

TEST_CASE("the calls of one trial are three digits of what is predicted or said") {
  CHECK(allowed_calls(parse_budget("10x"), 0.1, 12345.6) == 123'000);
  CHECK(allowed_calls(parse_budget("auto"), 0.1, 0) == 1);
  CHECK(allowed_calls(parse_budget("123456"), 0.1, std::nan("")) == 123'456);
  CHECK(allowed_calls(parse_budget("1000/eps^4"), 0.1, std::nan("")) == 10'000'000);
  CHECK(to_string(allowed_calls(parse_budget("10x"), 0.1, 2.345678e19)) == "235000000000000000000");
  CHECK(to_string(allowed_calls(parse_budget("1/eps^20"), 1e-30, 0)) ==
        "100000000000000000000000000000000000000");
}

TEST_CASE("last bits of a prediction do not change a budget") {
  testing::holds("rounded", [] {
    const double predicted =
        *rc::gen::inRange(1, 1'000'000) * std::pow(10, *rc::gen::inRange(0, 25));
    const Budget budget{.factor = 1};
    // One decimal in between keeps away from the rounding boundary itself.
    const double away = predicted * (1 + 1e-4);
    RC_ASSERT(allowed_calls(budget, 1, away) == allowed_calls(budget, 1, std::nextafter(away, 0)));
  });
}

TEST_CASE("a budget by factor needs a prediction") {
  CHECK_THROWS_AS(allowed_calls(Budget{}, 0.1, std::nan("")), InvalidArgument);
  CHECK_THROWS_AS(allowed_calls(Budget{}, 0.1, INFINITY), InvalidArgument);
  CHECK_THROWS_AS(allowed_calls(Budget{}, 0.1, -1), InvalidArgument);
  CHECK_THROWS_AS(allowed_calls(Budget{.factor = -1}, 0.1, 1), InvalidArgument);
}

TEST_CASE("a budget's text reads back as the budget") {
  testing::holds("round trip", [] {
    Budget budget;
    if (*rc::gen::arbitrary<bool>()) {
      budget.factor = *rc::gen::inRange(1, 100'000) / 7.0;
    } else {
      budget.calls = static_cast<Count>(*rc::gen::inRange<std::uint64_t>(1, ~std::uint64_t{0})) *
                     static_cast<Count>(*rc::gen::inRange(1, 1'000'000));
      budget.exponent = *rc::gen::inRange(0, 200) / 10.0;
    }
    RC_ASSERT(parse_budget(to_string(budget)) == budget);
  });
}
