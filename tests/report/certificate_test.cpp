#include <assay/report/certificate.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <support/schema.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

Certificate example() {
  Certificate certificate;
  certificate.target = "./my <solver>.so";
  certificate.declared.name = "mine";
  certificate.declared.order = 2;
  Traits& traits = certificate.declared.traits;
  traits.calls = {Call::fx, Call::gy};
  traits.shared = {{Call::fx, Call::fy}};
  traits.random = traits.momentum = true;
  traits.roles.bias = "nu";
  traits.by_design = {{.check = "laws/four", .why = "it has axes"}};
  const auto add = [&](const std::string& id, CheckResult result) {
    certificate.checks.push_back({{id, "a title", "a law", {}}, std::move(result), 0.5});
  };
  add("contract/one", passed("fine"));
  CheckResult wrong = finding("the implicit term has the wrong sign & more");
  wrong.instance = "quadratic, dx = 1, dy = 1, kappa = 1";
  wrong.measured = "off by 1";
  wrong.p_value = 1e-9;
  add("limits/two", wrong);
  add("rates/three", inconclusive("who knows", "more seeds"));
  CheckResult spared = not_applicable("by design: it has axes");
  spared.exempt = true;
  add("laws/four", spared);
  add("laws/five", {});
  return certificate;
}

} // namespace

TEST_CASE("a certificate says its findings first, with the command that repeats them") {
  const std::string text = to_text(example(), {});
  CHECK(text.starts_with("./my <solver>.so: 1 finding, 1 inconclusive, 1 not run; 1 passed, 1 not "
                         "applicable (1 by design: not asked)\n"));
  CHECK(text.find("Findings\n\nlimits/two\n  the implicit term") != std::string::npos);
  CHECK(text.find("what would decide: more seeds") != std::string::npos);
  CHECK(text.find("repeat: assay audit './my <solver>.so' --only limits/two --effort normal "
                  "--seed 1") != std::string::npos);
  CHECK(text.find("\x1b[") == std::string::npos);
}

TEST_CASE("a certificate's JSON is valid by its schema") {
  const std::string text = to_json(example());
  CHECK(schema_complaints("certificate", text) == "");
  const auto json = nlohmann::json::parse(text);
  CHECK(json["verdict"] == "refuted");
  CHECK(json["findings"] == 1);
  CHECK(json["checks"][1]["p_value"] == 1e-9);
  CHECK_FALSE(json["checks"][0].contains("p_value"));
  CHECK(json["declared"]["order"] == 2);
  CHECK(json["declared"]["shared"] == nlohmann::json::parse(R"([["n_fx", "n_fy"]])"));
  CHECK(json["declared"]["flags"] == nlohmann::json::parse(R"(["random", "momentum"])"));
  CHECK(json["declared"]["roles"] == nlohmann::json::parse(R"({"bias": "nu"})"));
  CHECK(json["declared"]["by_design"][0]["check"] == "laws/four");
  CHECK(json["declared"]["by_design"][0]["why"] == "it has axes");
  CHECK(json["exempt"] == 1);
}

TEST_CASE("a continuous-integration page has where a check looked and what repeats it") {
  const std::string text = to_junit(example());
  INFO(text);
  CHECK(
      text.find("wrong sign &amp; more; on quadratic, dx = 1, dy = 1, kappa = 1; repeat: assay "
                "audit './my &lt;solver&gt;.so' --only limits/two --effort normal --seed 1\"/>") !=
      std::string::npos);
}

TEST_CASE("the command that repeats a check survives a shell") {
  Certificate certificate = example();
  certificate.target = "./it's mine.so";
  CHECK(reproduce(certificate, certificate.checks[0].check) ==
        "assay audit './it'\\''s mine.so' --only contract/one --effort normal --seed 1");
}

TEST_CASE("markup in names stays text") {
  CHECK(to_html(example()).find("<solver>") == std::string::npos);
  CHECK(to_html(example()).find("&lt;solver&gt;") != std::string::npos);
  CHECK(to_junit(example()).find("wrong sign &amp; more") != std::string::npos);
  CHECK(to_junit(example()).find("tests=\"5\" failures=\"1\" errors=\"0\" skipped=\"3\"") !=
        std::string::npos);
}

TEST_CASE("the verdict of an audit is its worst check") {
  Certificate certificate;
  CHECK(certificate.verdict() == Verdict::vacuous);
  certificate.checks.push_back({{}, not_applicable("no"), 0});
  CHECK(certificate.verdict() == Verdict::vacuous);
  certificate.checks.push_back({{}, passed("yes"), 0});
  CHECK(certificate.verdict() == Verdict::supported);
  certificate.checks.push_back({{}, inconclusive("", ""), 0});
  CHECK(certificate.verdict() == Verdict::inconclusive);
  certificate.checks.push_back({{}, finding("no"), 0});
  CHECK(certificate.verdict() == Verdict::refuted);
}
