#include <assay/error.hpp>
#include <assay/numbers/literal.hpp>
#include <assay/numbers/scalar.hpp>

#include <support/property.hpp>

using namespace assay;

TEST_CASE("a literal is read exactly", "[numbers]") {
  const std::pair<const char*, Rational> good[] = {
      {"0.1", ratio(1, 10)},
      {"-1/3", ratio(-1, 3)},
      {"2.5e-3", ratio(1, 400)},
      {"7", 7},
      {"+7", 7},
      {"-0", 0},
      {".5", ratio(1, 2)},
      {"5.", 5},
      {"1E2", 100},
      {"1e+2", 100},
      {"-.25e1", ratio(-5, 2)},
      {"0/7", 0},
      {"4/6", ratio(2, 3)},
      {"+1/2", ratio(1, 2)},
      {"0.000", 0},
      {"00.50", ratio(1, 2)},
      {"1e-0", 1},
      {"0e99999", 0},
      {"1e000000002", 100},
      {"123456789012345678901234567890", Rational(Integer("123456789012345678901234567890"))},
  };
  for (const auto& [text, value] : good) {
    INFO(text);
    CHECK(parse_rational(text) == value);
  }
}

TEST_CASE("a leading zero does not make a literal octal", "[numbers]") {
  CHECK(parse_rational("010") == 10);
  CHECK(parse_rational("010/08") == ratio(5, 4));
  CHECK(parse_rational("0.010") == ratio(1, 100));
  CHECK(parse_rational("09") == 9);
  CHECK(parse_rational("-007e-010") == Rational(-7) / power(Rational(10), 10));
}

TEST_CASE("text that is no number is refused by name", "[numbers]") {
  for (const char* text : {"",
                           " ",
                           "-",
                           "+",
                           ".",
                           "e5",
                           "1e",
                           "1e+",
                           "1e+-5",
                           "1e-+5",
                           "1e++5",
                           "1e--5",
                           "--1",
                           "+-1",
                           "-+1",
                           "1.2.3",
                           "1e5.0",
                           "1e2e3",
                           "0x10",
                           "inf",
                           "-inf",
                           "nan",
                           "NaN",
                           "1/0",
                           "1/00",
                           "/2",
                           "1/",
                           "1//2",
                           "1/2/3",
                           "1/-2",
                           "1/2.0",
                           "1/2e3",
                           " 1",
                           "1 ",
                           "1 2",
                           "1,5",
                           "1_000",
                           "0b1",
                           "1e100001",
                           "1e-100001",
                           "1e99999999999999999999",
                           "\xC2\xBD",
                           "1\n"}) {
    INFO("\"" << text << '"');
    CHECK_THROWS_AS(parse_rational(text), InvalidArgument);
    CHECK_THROWS_WITH(parse_rational(text), Catch::Contains('"' + std::string(text) + '"'));
  }
  CHECK_THROWS_AS(parse_rational(std::string_view("1\0002", 3)), InvalidArgument);
}

TEST_CASE("the largest exponents are read, and quickly", "[numbers]") {
  CHECK(parse_rational("1e100000") * parse_rational("1e-100000") == 1);
  CHECK(parse_rational("1e100000") == power(Rational(10), 100000));
}

TEST_CASE("printing and reading a rational gives it back", "[numbers]") {
  testing::holds("parse(print(q)) == q", [] {
    const Rational q = Rational(*rc::gen::arbitrary<long>()) / Rational(*rc::gen::nonZero<long>());
    RC_ASSERT(parse_rational(q.str()) == q);
  });
}

TEST_CASE("a decimal is its digits divided by a power of ten", "[numbers]") {
  testing::holds("parse(\"a.be-c\") == ab / 10^(len b + c)", [] {
    const auto whole = *rc::gen::container<std::string>(rc::gen::inRange('0', ':'));
    const auto part = *rc::gen::container<std::string>(rc::gen::inRange('0', ':'));
    const int exponent = *rc::gen::inRange(-50, 50);
    RC_PRE(!whole.empty() || !part.empty());
    Rational digits = 0;
    for (const char c : whole + part) {
      digits = digits * 10 + (c - '0');
    }
    const Rational expected =
        digits * power(Rational(10), exponent - static_cast<int>(part.size()));
    RC_ASSERT(parse_rational(whole + "." + part + "e" + std::to_string(exponent)) == expected);
  });
}

TEST_CASE("every arithmetic reads the same constant", "[numbers]") {
  CHECK(exact<Rational>("0.1") == ratio(1, 10));
  CHECK(exact<double>("0.1") == 0.1);
  CHECK(exact<Interval>("0.1").contains(ratio(1, 10)));
}
