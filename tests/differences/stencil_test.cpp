#include <assay/differences/stencil.hpp>
#include <assay/error.hpp>
#include <assay/numbers/literal.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <support/property.hpp>

using namespace assay;

namespace {

/// Weights by node, as the paper's tables give them.
struct Known {
  int p;
  const char* weights; ///< for the nodes of F2SA-p, in order
  const char* constant;
  double absolute_sum;
  double squares;
};

const Known table[] = {
    {1, "-1 1", "1/2", 2, 2},
    {2, "-1/2 0 1/2", "1/6", 1, 0.5},
    {3, "-1/3 -1/2 1 -1/6", "1/12", 2, 1.389},
    {4, "1/12 -2/3 0 2/3 -1/12", "1/30", 1.5, 0.903},
    {5, "1/20 -1/2 -1/3 1 -1/4 1/30", "1/60", 2.167, 1.427},
    {6, "-1/60 3/20 -3/4 0 3/4 -3/20 1/60", "1/140", 1.833, 1.171},
    {8, "1/280 -4/105 1/5 -4/5 0 4/5 -1/5 4/105 -1/280", "1/630", 2.083, 1.363},
    {10, "-1/1260 5/504 -5/84 5/21 -5/6 0 5/6 -5/21 5/84 -5/504 1/1260", "1/2772", 2.283, 1.510},
};

std::vector<Rational> numbers(const std::string& text) {
  std::vector<Rational> result;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    result.push_back(parse_rational(word));
  }
  return result;
}

/// n distinct rational nodes in random order.
std::vector<Rational> random_nodes(int n) {
  const auto fractions = *rc::gen::container<std::vector<std::pair<int, int>>>(
      static_cast<std::size_t>(n), testing::fraction(12));
  std::vector<Rational> nodes;
  for (const auto& [above, below] : fractions) {
    const Rational node = ratio(above, below);
    if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) {
      nodes.push_back(node);
    }
  }
  RC_PRE(nodes.size() >= 2);
  return nodes;
}

} // namespace

TEST_CASE("weights, constants and sums are those of the tables", "[differences]") {
  for (const Known& known : table) {
    INFO("p = " << known.p);
    const Stencil stencil = f2sa_stencil(known.p);
    const StencilFacts found = facts(stencil);
    CHECK(stencil.weights == numbers(known.weights));
    CHECK(found.order == known.p);
    CHECK(abs(found.leading) == parse_rational(known.constant));
    CHECK(error_constant(known.p) == parse_rational(known.constant));
    Rational squares = 0;
    for (const Rational& weight : stencil.weights) {
      squares += weight * weight;
    }
    constexpr double printed_digits = 5.1e-4;
    CHECK(std::abs(exact<double>(found.absolute_sum) - known.absolute_sum) <= printed_digits);
    CHECK(std::abs(exact<double>(squares) - known.squares) <= printed_digits);
  }
}

TEST_CASE("error constants 1..12 and their signs are the reference ones", "[differences]") {
  const std::vector<Rational> expected =
      numbers("1/2 1/6 1/12 1/30 1/60 1/140 1/280 1/630 1/1260 1/2772 1/5544 1/12012");
  for (int p = 1; p <= 12; ++p) {
    INFO("p = " << p);
    CHECK(error_constant(p) == expected[static_cast<std::size_t>(p - 1)]);
    CHECK(error_sign(p) == ((p - 1) / 2 % 2 == 0 ? 1 : -1)); // +,+,-,-,+,+,...
    const StencilFacts found = facts(f2sa_stencil(p));
    CHECK(found.leading == error_sign(p) * error_constant(p));
    CHECK(found.order == p);
    CHECK(found.solves == (p % 2 == 0 ? p : p + 1));
  }
}

TEST_CASE("an order below 1 is refused", "[differences]") {
  CHECK_THROWS_AS(f2sa_nodes(0), InvalidArgument);
  CHECK_THROWS_AS(f2sa_stencil(-2), InvalidArgument);
}

TEST_CASE("node weights stay within 1/|j|, and every derivation agrees", "[differences]") {
  for (int p = 1; p <= 24; ++p) {
    const Stencil stencil = f2sa_stencil(p);
    for (std::size_t j = 0; j < stencil.size(); ++j) {
      CHECK(abs(stencil.nodes[j] * stencil.weights[j]) <= 1);
    }
    CHECK(from_nodes(f2sa_nodes(p)) == stencil);
    CHECK(from_nodes_by_solving(f2sa_nodes(p)) == stencil);
  }
}

TEST_CASE("n nodes anywhere give an order of at least n - 1", "[differences]") {
  testing::holds("order of stencils on random rational nodes", [] {
    std::vector<Rational> nodes = random_nodes(*rc::gen::inRange(2, 8));
    const int n = static_cast<int>(nodes.size());
    const Stencil stencil = from_nodes(nodes);
    RC_ASSERT(stencil == from_nodes_by_solving(nodes));
    RC_ASSERT(std::is_sorted(stencil.nodes.begin(), stencil.nodes.end()));
    const StencilFacts found = facts(stencil);
    RC_ASSERT(found.consistent);
    RC_ASSERT(found.order >= n - 1);
    RC_ASSERT(found.order <= n); // with n nodes no more than n + 1 moments can be right
    RC_ASSERT(found.leading != 0);
  });
}

TEST_CASE("a stencil differentiates polynomials of its degree exactly", "[differences]") {
  testing::holds("apply on polynomials, steps of any size", [] {
    const Stencil stencil = from_nodes(random_nodes(*rc::gen::inRange(2, 7)));
    const int degree = facts(stencil).order;
    const auto [above, below] = *testing::fraction(5);
    const Rational nu = ratio(std::abs(above) + 1, below);
    std::vector<Rational> c;
    for (int k = 0; k <= degree; ++k) {
      c.push_back(ratio((*testing::fraction(9)).first, 3));
    }
    std::vector<Vector<Rational>> values;
    for (const Rational& node : stencil.nodes) {
      Vector<Rational> value = zeros<Rational>(2);
      for (int k = 0; k <= degree; ++k) {
        value(0) += c[static_cast<std::size_t>(k)] * power(node * nu, k);
      }
      value(1) = power(node * nu, degree + 1); // one degree too many: the leading error alone
      values.push_back(value);
    }
    const Vector<Rational> slope = apply<Rational>(stencil, values, nu);
    RC_ASSERT(slope(0) == c[1]);
    const Rational leading = facts(stencil).leading * Rational(factorial(degree + 1));
    RC_ASSERT(slope(1) == leading * power(nu, degree));
  });
}

namespace {

/// The difference of t -> 1/(2 - t) at step 1/8, for p = 4, in any arithmetic.
template <class T> T difference() {
  const Stencil stencil = f2sa_stencil(4);
  const T nu = exact<T>("0.125");
  std::vector<Vector<T>> values;
  for (const Rational& node : stencil.nodes) {
    values.push_back(Vector<T>::Constant(1, T(1) / (T(2) - exact<T>(node) * nu)));
  }
  return apply<T>(stencil, values, nu)(0);
}

} // namespace

TEST_CASE("apply means the same in every arithmetic", "[differences]") {
  const Precision working(40);
  const Rational precise = difference<Rational>();
  CHECK(abs(precise - ratio(1, 4)) > 0);
  CHECK(abs(precise - ratio(1, 4)) < ratio(1, 10000));
  CHECK(difference<Interval>().contains(precise));
  CHECK(abs(difference<Real>() - Real(precise)) <= Real(100) * machine_epsilon());
  CHECK(std::abs(difference<double>() - exact<double>(precise)) <= 1e-14);
  CHECK(difference<Taylor<Rational>>()[0] == precise);
}

TEST_CASE("apply skips nodes of weight 0 and refuses values that do not fit", "[differences]") {
  const Stencil central = f2sa_stencil(2);
  const auto value = [](int v) { return Vector<Interval>::Constant(1, Interval(v)).eval(); };
  const Vector<Interval> lost = Vector<Interval>::Constant(1, log(Interval(-1)));
  const std::vector<Vector<Interval>> values = {value(1), lost, value(3)};
  CHECK(apply<Interval>(central, values, Interval(1))(0).contains(Rational(1)));
  using Values = std::vector<Vector<Rational>>;
  CHECK_THROWS_AS(apply<Rational>(central, Values{}, 1), InvalidArgument);
  CHECK_THROWS_AS(apply<Rational>(central, Values(2, zeros<Rational>(1)), 1), InvalidArgument);
  CHECK_THROWS_AS(apply<Rational>(Stencil{}, Values{}, 1), InvalidArgument);
  Values uneven(3, zeros<Rational>(1));
  uneven[2] = zeros<Rational>(2);
  CHECK_THROWS_AS(apply<Rational>(central, uneven, 1), InvalidArgument);
}

TEST_CASE("a user's stencil is read with or without weights", "[differences]") {
  CHECK(parse_stencil("-1:-1/3 0:-1/2 1:1 2:-1/6") == f2sa_stencil(3));
  CHECK(parse_stencil("-1 0 1 2") == f2sa_stencil(3));
  CHECK(parse_stencil(" 2, -1\t0,1\n") == f2sa_stencil(3));
  CHECK(parse_stencil("1:0.5,-1:-0.5").weights == numbers("-1/2 1/2"));
  CHECK(parse_stencil("0.1 -1e-1").nodes == numbers("-1/10 1/10"));
}

TEST_CASE("the order of a user's stencil is computed, not believed", "[differences]") {
  // Consistent weights that waste their nodes: order 1 on four nodes.
  const StencilFacts wasteful = facts(parse_stencil("-1:0 0:-1 1:1 2:0"));
  CHECK(wasteful.order == 1);
  CHECK(wasteful.solves == 2);
  CHECK(wasteful.leading == ratio(1, 2));
  // Symmetric nodes without 0 gain an order.
  const StencilFacts wide = facts(parse_stencil("-2 2"));
  CHECK(wide.order == 2);
  CHECK(wide.leading == ratio(4, 6));
  CHECK(wide.absolute_sum == ratio(1, 2));
}

TEST_CASE("what is no stencil is refused with the reason", "[differences]") {
  const std::pair<const char*, const char*> bad[] = {
      {"", "at least two nodes"},
      {"   ", "at least two nodes"},
      {"1", "at least two nodes"},
      {"1:1", "at least two nodes"},
      {"0 1 1", "node 1 is given twice"},
      {"0 0.5 1/2", "node 1/2 is given twice"},
      {"0:-1 1:1 1:0", "node 1 is given twice"},
      {"0:-1 1", "1 of 2 nodes have one"},
      {"0:-1 1:1 2", "2 of 3 nodes have one"},
      {"0:1 1:1", "the weights sum to 2"},
      {"0:-1/2 1:1/2", "sum weight*node is 1/2"},
      {"0:0 1:0", "sum weight*node is 0"},
      {"0:-1: 1:1", "is no number"},
      {":1 1:1", "is no number"},
      {"0: 1:1", "is no number"},
      {"0;1", "is no number"},
      {"0 nan", "is no number"},
      {"0 1/0", "is no number"},
      // The classic rounding: weights of p = 3 in three digits.
      {"-1:-0.333 0:-0.5 1:1 2:-0.167", "sum weight*node is 999/1000"},
  };
  for (const auto& [text, reason] : bad) {
    INFO('"' << text << '"');
    CHECK_THROWS_AS(parse_stencil(text), InvalidArgument);
    CHECK_THROWS_WITH(parse_stencil(text), Catch::Contains(reason));
  }
}

TEST_CASE("facts of weights that are no first derivative say so", "[differences]") {
  CHECK_FALSE(facts({.nodes = numbers("0 1"), .weights = numbers("1 1")}).consistent);
  CHECK_FALSE(facts({.nodes = numbers("-1 0 1"), .weights = numbers("1 -2 1")}).consistent);
  CHECK_THROWS_AS(facts({.nodes = numbers("0 1"), .weights = numbers("1")}), InvalidArgument);
}

TEST_CASE("printing a stencil and reading it gives it back", "[differences]") {
  CHECK(to_string(f2sa_stencil(3)) == "-1:-1/3 0:-1/2 1:1 2:-1/6");
  testing::holds("parse_stencil(to_string(s)) == s", [] {
    const Stencil stencil = from_nodes(random_nodes(*rc::gen::inRange(2, 8)));
    RC_ASSERT(parse_stencil(to_string(stencil)) == stencil);
  });
}

TEST_CASE("a weight rounded to double is noticed by the moments", "[differences]") {
  for (int p = 3; p <= 12; ++p) {
    Stencil rounded = f2sa_stencil(p);
    for (Rational& weight : rounded.weights) {
      weight = Rational(exact<double>(weight));
    }
    CHECK(facts(rounded).order < p); // not even consistent, or of a lower order
  }
}
