#include <assay/report/json.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/stencil.hpp>

#include <catch2/catch.hpp>

#include <limits>
#include <support/sample_ledger.hpp>
#include <support/schema.hpp>

using namespace assay;

TEST_CASE("the ledger satisfies its schema, whatever happened in it") {
  const std::string text = to_json(sample::ledger());
  CHECK(schema_complaints("ledger", text).empty());
  CHECK(text.find("null") == std::string::npos);
  CHECK(text.find("NaN") == std::string::npos);
}

TEST_CASE("the schema refuses what the ledger must not say") {
  const nlohmann::json good = nlohmann::json::parse(to_json(sample::ledger()));
  REQUIRE(schema_complaints("ledger", good.dump()).empty());
  const auto refused = [&good](const char* pointer, const nlohmann::json& value) {
    nlohmann::json bad = good;
    bad[nlohmann::json::json_pointer(pointer)] = value;
    return !schema_complaints("ledger", bad.dump()).empty();
  };
  CHECK(refused("/claims/0/measured", nullptr));
  CHECK(refused("/claims/0/measured", "NaN"));
  CHECK(refused("/claims/0/interval", {1}));
  CHECK(refused("/claims/0/rows/0/lo", "Infinity"));
  CHECK(refused("/claims/0/verdict", "proved"));
  CHECK(refused("/claims/0/id", "No Path"));
  CHECK(refused("/schema", "assay/ledger/2"));
  CHECK(refused("/surprise", 1));
  nlohmann::json lacking = good;
  lacking["claims"][0].erase("not_shown");
  CHECK_FALSE(schema_complaints("ledger", lacking.dump()).empty());
}

TEST_CASE("a double is a number, anything finer a decimal string rounded outward") {
  CHECK(json_number(Quantity(0.1), 50, Rounding::down).dump() == "0.1");
  CHECK(json_number(3, 50, Rounding::down).dump() == "3");
  CHECK(json_number(Quantity(ratio(1, 3)), 5, Rounding::down).dump() == "\"0.33333\"");
  CHECK(json_number(Quantity(ratio(1, 3)), 5, Rounding::up).dump() == "\"0.33334\"");
  CHECK(json_number(Quantity(ratio(1, 10)), 5, Rounding::up).dump() == "\"0.1\"");
  CHECK(json_number(Quantity::infinity(), 5, Rounding::up).dump() == "\"inf\"");
  CHECK(json_number(Quantity::minus_infinity(), 5, Rounding::up).dump() == "\"-inf\"");
  CHECK(json_number(Quantity(parse_rational("1e-400")), 5, Rounding::up).dump() == "\"1e-400\"");
}

TEST_CASE("the one writer refuses null and what is not finite, however deep") {
  CHECK_THROWS_AS(json_text(Json()), std::logic_error);
  CHECK_THROWS_AS(json_text({{"a", {1, 2, {{"b", nullptr}}}}}), std::logic_error);
  CHECK_THROWS_AS(json_text({{"a", std::numeric_limits<double>::quiet_NaN()}}), std::logic_error);
  CHECK_THROWS_AS(json_text({{"a", {std::numeric_limits<double>::infinity()}}}), std::logic_error);
  CHECK(json_text({{"a", 1}}) == "{\n  \"a\": 1\n}\n");
}

TEST_CASE("the ledger keeps the order of the issue's fields and of the claims") {
  const Json json = Json::parse(to_json(sample::ledger()));
  CHECK(json.begin().key() == "schema");
  CHECK(json["claims"][0]["id"] == "alpha/good");
  CHECK(json["claims"][0]["interval"].size() == 2);
  CHECK(json["claims"][2]["interval"] == Json{"-inf", "inf"});
  CHECK(json["claims"][4]["measured"] == "none");
  CHECK(json["claims"][5]["broken"] == "a <bug>");
}

TEST_CASE("a row's ends enclose the value in the file") {
  const Json json = Json::parse(to_json(sample::ledger()));
  const Json& row = json["claims"][0]["rows"][2]; // 4/3 at 60 digits
  const Rational lo = parse_rational(row["lo"].get<std::string>());
  const Rational hi = parse_rational(row["hi"].get<std::string>());
  CHECK(lo < ratio(4, 3));
  CHECK(hi > ratio(4, 3));
  CHECK(hi - lo < parse_rational("1e-58"));
}

TEST_CASE("a stencil is reported exactly") {
  const StencilReport report = examine(parse_stencil("-1:-1/3 0:-1/2 1:1 2:-1/6"));
  const Json json = Json::parse(to_json(report));
  CHECK(json["order"] == 3);
  CHECK(json["error_constant"] == "-1/12");
  CHECK(json["absolute_sum"] == "2");
  CHECK(json["solves"] == 4);
  CHECK(json["is_f2sa"] == true);
  CHECK(Json::parse(to_json(examine(parse_stencil("0 1 3"))))["is_f2sa"] == false);
}

TEST_CASE("a stencil below the order its nodes allow is told so; zero weights do not hide F2SA-p") {
  const StencilReport plain = examine(parse_stencil("0:-1 1:1 2:0"));
  CHECK(plain.facts.order == 1);
  CHECK(plain.attainable == 2);
  CHECK(plain.f2sa_order == 1);
  CHECK(to_text(plain).find("these nodes allow 2") != std::string::npos);
  CHECK(examine(parse_stencil("-1:-1/2 1:1/2")).f2sa_order == 2);
}
