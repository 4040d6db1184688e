#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <support/program.hpp>

using program::Outcome;
using program::run;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a stencil with weights: its order, constant and name") {
  const Outcome found = run({"verify", "--stencil=-1:-1/3 0:-1/2 1:1 2:-1/6"});
  CHECK(found.code == 0);
  CHECK(found.err.empty());
  for (const char* part : {"3 exactly", "-1/12", "sum |weight|       2\n", "solves             4",
                           "yes, this is the stencil of F2SA-3"}) {
    CHECK(has(found.out, part));
  }
}

TEST_CASE("a stencil may follow its option as a word of its own, or come without weights") {
  const Outcome found = run({"verify", "--stencil", "-1 0 1", "--format", "json"});
  CHECK(found.code == 0);
  const nlohmann::json json = nlohmann::json::parse(found.out);
  CHECK(json["order"] == 2);
  CHECK(json["error_constant"] == "1/6");
  CHECK(json["weights"] == nlohmann::json{"-1/2", "0", "1/2"});
}

TEST_CASE("a stencil that is none is refused in one line") {
  const Outcome found = run({"verify", "--stencil=-1:1 1:1"});
  CHECK(found.code == 2);
  CHECK(found.out.empty());
  CHECK(
      found.err ==
      "assay: --stencil '-1:1 1:1': no first-derivative stencil: the weights sum to 2 (must be 0) "
      "and sum weight*node is 0 (must be 1)\n");
}

TEST_CASE("claims and instances are listed") {
  const Outcome claims = run({"list", "claims"});
  CHECK(claims.code == 0);
  CHECK(has(claims.out, "order_"));
  CHECK(has(run({"list", "claims", "finite_differences/*"}).out, "identity"));
  CHECK(run({"list", "claims", "zzz*"}).code == 2);
  const Outcome instances = run({"list", "instances"});
  CHECK(instances.code == 0);
  CHECK(has(instances.out, "quadratic"));
  CHECK(run({"list"}).code == 2);
}

TEST_CASE("show tells everything a claim says of itself") {
  const Outcome shown = run({"show", "order_conditions"});
  CHECK(shown.code == 0);
  for (const char* part : {"Statement", "Assumptions", "Source", "chen2026f2sap", "arXiv", "Method",
                           "Reduces to", "Not shown", "Faults", "must be refuted",
                           "assay verify finite_differences/order_conditions"}) {
    CHECK(has(shown.out, part));
  }
  const Outcome unknown = run({"show", "order_condition"});
  CHECK(unknown.code == 2);
  CHECK(has(unknown.err, "did you mean finite_differences/order_conditions"));
  CHECK(run({"show", "*"}).code == 2);
  CHECK(run({"show"}).code == 2);
}

TEST_CASE("version and help") {
  CHECK(run({"--version"}).out == "assay 0.1.0\n");
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--help"},
                                                    {"verify", "--help"},
                                                    {"list", "--help"},
                                                    {"show", "--help"}}) {
    const Outcome help = run(arguments);
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    CHECK_FALSE(help.out.empty());
  }
  const std::string verify = run({"verify", "--help"}).out;
  for (const char* part : {"--stencil", "--evidence", "--digits", "--effort", "--seed", "--threads",
                           "--out", "--format", "--quiet", "Examples", "Exit codes", "130, 143"}) {
    CHECK(has(verify, part));
  }
  CHECK(run({}).code == 2);
  CHECK(run({"frobnicate"}).code == 2);
  CHECK(has(run({"verfy"}).err, "there is no command \"verfy\"; did you mean verify?"));
  CHECK(has(run({"list", "claim"}).err, "no command \"list claim\"; did you mean claims?"));
  CHECK(has(run({"new", "sover", "x"}).err, "no command \"new sover\"; did you mean solver?"));
}

TEST_CASE("a misspelt option or name is met by what would be right") {
  const auto refused = [](const std::vector<std::string>& words, const std::string& message) {
    const Outcome outcome = run(words);
    INFO(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(has(outcome.err, message));
  };
  refused({"show", "f2sa_pp"}, "no claim, solver or instance is called \"f2sa_pp\"; did you mean");
  for (const char* seed : {"-1", "1.5", "18446744073709551616"}) {
    refused({"verify", "--seed", seed}, "a whole number from 0 to 18446744073709551615, not");
  }
  refused({"verify", "--stencil", "-1:-1/2", "1:1/2"}, "write one argument, as in --stencil=");
  refused(
      {"curve", "--solver", "sgd", "--instance", "quadratic", "--eps", "0.5", "--budget", "lots"},
      "a budget is auto, a multiple of what theory expects (4x), calls (1e6) or a law");
  refused({"fit", "no_such.csv", "--claim", "-3"}, "a rate eps^-a: 0 or more, not -3");
}
