#include <assay/claims/claim.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace assay;

namespace {

/// The names of the first `count` values of an enumeration.
template <class Enum> std::set<std::string_view> names(int count) {
  std::set<std::string_view> result;
  for (int value = 0; value < count; ++value) {
    result.insert(name(static_cast<Enum>(value)));
  }
  return result;
}

} // namespace

TEST_CASE("every enumeration has the names the reports promise", "[claims]") {
  using Names = std::set<std::string_view>;
  CHECK(names<Verdict>(4) == Names{"supported", "refuted", "inconclusive", "vacuous"});
  CHECK(names<Kind>(6) ==
        Names{"identity", "order", "inequality", "exponent", "upper_rate", "lower_rate"});
  CHECK(names<Convention>(4) == Names{"N", "Q", "own", "none"});
  CHECK(names<EvidenceLevel>(5) == Names{"exact", "certified", "precise", "exact-law", "sampled"});
  CHECK(names<Effort::Level>(4) == Names{"starved", "smoke", "normal", "full"});
  CHECK(name(Verdict::vacuous) == "vacuous");
  CHECK(name(EvidenceLevel::exact_law) == "exact-law");
  CHECK(name(Convention::N) == "N");
  CHECK(name(Kind::upper_rate) == "upper_rate");
  CHECK(name(Effort::full) == "full");
}

TEST_CASE("effort picks by level, and keeps what the user asked", "[claims]") {
  CHECK(Effort{.level = Effort::starved}.pick(0, 1, 2, 3) == 0);
  CHECK(Effort{.level = Effort::smoke}.pick(0, 1, 2, 3) == 1);
  CHECK(Effort{}.pick(0, 1, 2, 3) == 2);
  CHECK(Effort{.level = Effort::full}.pick(0, 1, 2, 3) == 3);
  CHECK(Effort{}.digits_or(50) == 50);
  CHECK(Effort{.digits = 80}.digits_or(50) == 80);
}

TEST_CASE("orders are those asked for within the claim's range", "[claims]") {
  using Orders = std::vector<int>;
  CHECK(Effort{}.orders_in(1, 4) == Orders{1, 2, 3, 4});
  CHECK(Effort{.orders = {2, 9, 4}}.orders_in(1, 4) == Orders{2, 4});
  CHECK(Effort{.orders = {9}}.orders_in(1, 4).empty());
  CHECK(Effort{}.orders_in(3, 2).empty());
}

TEST_CASE("a claim's paper is the folder in its name", "[claims]") {
  Claim claim;
  claim.id = "chen2026/order_conditions";
  CHECK(claim.paper() == "chen2026");
}
