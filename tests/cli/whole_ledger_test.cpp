#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <support/program.hpp>
#include <support/schema.hpp>
#include <support/well_formed.hpp>

using nlohmann::json;
using program::content;

// Hidden from an ordinary run: the test `reports` has just written the reports.

TEST_CASE("the whole ledger satisfies its schema, and its page is well formed", "[.whole-ledger]") {
  const char* folder = std::getenv("ASSAY_LEDGER");
  REQUIRE(folder != nullptr);
  const std::filesystem::path reports = folder;
  const std::string text = content(reports / "ledger.json");
  CHECK(schema_complaints("ledger", text).empty());
  CHECK(nesting_fault(content(reports / "ledger.html")).empty());
  const json run = json::parse(content(reports / "run.json"));
  CHECK(run["seconds_per_claim"].size() == json::parse(text)["claims"].size());
  for (const json& pdf : run["plots"]) {
    CHECK(content(reports / pdf.get<std::string>()).starts_with("%PDF"));
  }
}

TEST_CASE("at normal effort every claim comes out as expected and every fault as it must",
          "[.whole-ledger]") {
  const char* folder = std::getenv("ASSAY_LEDGER");
  REQUIRE(folder != nullptr);
  const json ledger = json::parse(content(std::filesystem::path(folder) / "ledger.json"));
  CHECK(ledger["effort"] == "normal");
  CHECK(ledger["not_run"].empty());
  REQUIRE(ledger["claims"].size() > 100);
  for (const json& claim : ledger["claims"]) {
    INFO(claim["id"] << ": " << claim["reason"]);
    CHECK(claim["verdict"] == claim["expected"]);
    CHECK_FALSE(claim.contains("broken"));
    CHECK(claim["as_expected"] == true);
    CHECK_FALSE(claim["faults"].empty());
    for (const json& fault : claim["faults"]) {
      INFO(fault["name"] << ": " << fault["reason"]);
      CHECK(fault["verdict"] == fault["must_be"]);
    }
  }
}

TEST_CASE("every claim of the whole ledger can be set: no formula is left as LaTeX",
          "[.whole-ledger]") {
  const char* folder = std::getenv("ASSAY_LEDGER");
  REQUIRE(folder != nullptr);
  const std::string page = content(std::filesystem::path(folder) / "ledger.html");
  CHECK(page.find("<div class=\"formula\"><code>") == std::string::npos);
  CHECK(page.find("Plot not drawn") == std::string::npos);
}
