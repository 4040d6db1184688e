#include <assay/store/export.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/schema.hpp"
#include "trials.hpp"
#include <limits>
#include <sstream>

using namespace assay;

namespace {

TrialRecord awkward() {
  TrialRecord record = trials::numbered(7);
  record.spec.solver = "f2sa_p:p=2,samples=shared";
  record.spec.epsilon = 0.1;
  record.result.status = Status::diverged;
  record.result.gradient_norm = std::numeric_limits<double>::quiet_NaN();
  record.result.lower_bound = std::numeric_limits<double>::infinity();
  record.result.message = "a \"b\"\n\\c\t\xe2\x88\x87";
  return record;
}

std::string exported(const std::filesystem::path& file, void (*to)(const Store&, std::ostream&)) {
  std::ostringstream out;
  to(Store(file), out);
  return out.str();
}

} // namespace

TEST_CASE("CSV has one header, quoted fields and whole counters", "[store]") {
  const trials::Folder folder;
  trials::write(folder / "a", {awkward()});
  CHECK(exported(folder / "a", export_csv) ==
        "key,solver,instance,epsilon,criterion,seed,trial,budget,status,n_fx,n_fy,n_gx,n_gy,n_hvp,"
        "n_jvp,iterations,gradient_norm,lower_bound,message,version\n" +
            trial_key(awkward().spec) +
            ",\"f2sa_p:p=2,samples=shared\",composite,0.1,hitting,1,7,1180591620717411303424,"
            "diverged,0,0,0,1267650600228229401496703205383,0,0,7,nan,inf,\"a \"\"b\"\"\n\\c\t"
            "\xe2\x88\x87\",0.1.0\n");
}

TEST_CASE("JSON is valid against its schema and holds what was stored", "[store]") {
  const trials::Folder folder;
  trials::write(folder / "a", {awkward(), trials::numbered(1), trials::numbered(2)});
  const std::string text = exported(folder / "a", export_json);
  CHECK(schema_complaints("trials", text).empty());
  const nlohmann::json json = nlohmann::json::parse(text);
  CHECK(json["schema"] == "assay/trials/1");
  REQUIRE(json["trials"].size() == 3);
  bool found = false;
  for (const auto& trial : json["trials"]) {
    if (trial["key"] == trial_key(awkward().spec)) {
      found = true;
      CHECK(trial["n_gy"] == "1267650600228229401496703205383");
      CHECK(trial["epsilon"] == 0.1);
      CHECK(trial["gradient_norm"] == "nan");
      CHECK(trial["lower_bound"] == "inf");
      CHECK(trial["message"] == awkward().result.message);
    }
  }
  CHECK(found);
}

TEST_CASE("the schema refuses a counter that is a number", "[store]") {
  const trials::Folder folder;
  trials::write(folder / "a", 1);
  std::string text = exported(folder / "a", export_json);
  const auto at = text.find("\"n_fx\":\"0\"");
  REQUIRE(at != std::string::npos);
  text.replace(at, 10, "\"n_fx\":0");
  CHECK_FALSE(schema_complaints("trials", text).empty());
}

TEST_CASE("a file without trials exports an empty table", "[store]") {
  const trials::Folder folder;
  trials::write(folder / "a", 0);
  CHECK(exported(folder / "a", export_csv).find('\n') ==
        exported(folder / "a", export_csv).size() - 1);
  CHECK(nlohmann::json::parse(exported(folder / "a", export_json))["trials"].empty());
}
