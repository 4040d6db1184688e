// A curve report in every form, from made-up numbers: verdicts, schema, what is not finite.
#include <assay/report/curve.hpp>
#include <assay/report/curve_tables.hpp>
#include <assay/report/json_text.hpp>
#include <assay/store/text.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <support/schema.hpp>

using namespace assay;

namespace {

/// Runs whose calls are exactly 1000 eps^-exponent, up to one per mille that scatters.
std::vector<Trial> runs(double exponent, int accuracies = 8) {
  std::vector<Trial> result;
  for (int i = 0; i < accuracies; ++i) {
    const double epsilon = 0.5 * std::pow(0.8, i);
    for (int trial = 0; trial < 4; ++trial) {
      const double scatter = 1 + 0.001 * ((i * 7 + trial * 3) % 5 - 2);
      result.push_back({.epsilon = epsilon,
                        .calls = 1000 * std::pow(epsilon, -exponent) * scatter,
                        .run = trial});
    }
  }
  return result;
}

PairCurve curve(double exponent, std::optional<double> predicted, int accuracies = 8) {
  CounterExponent sfo{
      .counter = "sfo", .fit = fit_curve(runs(exponent, accuracies)), .predicted = predicted};
  if (predicted) {
    sfo.holds = rate_holds(sfo.fit.judged(), *predicted, RateSide::upper, exponent_slack);
  }
  PairCurve result{.solver = "f2sa_p:p=2",
                   .instance = "composite",
                   .claim = "O(eps^-5)",
                   .convention = "N",
                   .reason = "Theorem 3.1",
                   .points = {},
                   .exponents = {}};
  for (const ErtPoint& point : sfo.fit.points) {
    CurvePoint made{.solver = result.solver, .ert = point};
    made.mean[Call::gy] = (Count{1} << 100) + 7;
    result.points.push_back(made);
  }
  result.exponents = {sfo};
  return result;
}

CurveReport report(std::vector<PairCurve> curves) {
  CurveReport result{.experiment = {}, .curves = std::move(curves), .skipped = {}, .cheapest = {}};
  result.experiment.name = "made up";
  return result;
}

/// A curve whose last accuracy nobody reached.
PairCurve unreached() {
  PairCurve result = curve(5, 5.2);
  result.points.back().ert.successes = 0;
  result.points.back().ert.ert = std::numeric_limits<double>::infinity();
  result.points.back().diverged = 4;
  result.points.back().message = "grad phi is not finite";
  return result;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("the verdict of a curve is that of its intervals") {
  CHECK(verdict(curve(5, 5)) == Verdict::supported);
  CHECK(verdict(curve(5, 4.95)) == Verdict::supported); // within the slack of 0.1
  CHECK(verdict(curve(5, 4.85)) == Verdict::refuted);
  CHECK(verdict(curve(5, 4.9)) == Verdict::inconclusive);
  CHECK(verdict(curve(5, 5, 5)) == Verdict::inconclusive); // five accuracies have no interval
  CHECK(verdict(curve(5, std::nullopt)) == std::nullopt);
  // What nobody reached would have been the dearest.
  CHECK(verdict(unreached()) == Verdict::inconclusive);
  PairCurve nothing = curve(5, 5);
  for (CurvePoint& point : nothing.points) {
    point.ert.successes = 0;
  }
  CHECK(verdict(nothing) == Verdict::vacuous);
  // One counter that fails decides, whatever the others say.
  PairCurve two = curve(5, 5);
  two.exponents.push_back(curve(5, 4).exponents.front());
  two.exponents.back().counter = "n_gy";
  CHECK(verdict(two) == Verdict::refuted);
}

TEST_CASE("a report counts its verdicts and names what was not run") {
  CurveReport made = report({curve(5, 5), curve(5, 4), curve(5, std::nullopt)});
  made.trials = 96;
  made.skipped.push_back({"vrbo", "composite", "the oracle is not mean-squared smooth"});
  CHECK(summary(made) ==
        "3 curves, 96 trials: 1 supported, 1 refuted, 1 no prediction; 1 pair not run");
  const std::string text = to_text(made, TextStyle{.width = 130});
  for (const char* part : {"theory", "refuted", "4/4", "vrbo on composite was not run", "8 eps"}) {
    CHECK(has(text, part));
  }
  CHECK(has(to_markdown(made), "| f2sa\\_p:p=2 |"));
}

TEST_CASE("JSON says of each pair what its eps bounds: ||grad phi||, or the method's own metric") {
  CurveReport made = report({curve(5, 5), curve(5, 5)});
  made.curves.back().solver = "galet";
  const auto conventions = [&made] {
    const std::string text = to_json(made);
    CHECK(schema_complaints("curve", text) == "");
    const Json json = Json::parse(text);
    return std::pair(json["curves"][0]["convention"], json["curves"][1]["convention"]);
  };
  CHECK(conventions() == std::pair<Json, Json>("N", "N"));
  made.experiment.rules.push_back({.solver = "galet", .metric = "own"});
  CHECK(conventions() == std::pair<Json, Json>("N", "own"));
  made.experiment.metric = "own";
  CHECK(conventions() == std::pair<Json, Json>("own", "own"));
}

TEST_CASE("a supported rate is tight, or so far below what theory predicts") {
  const auto said = [](const PairCurve& curve) { return tightness_text(curve.exponents.front()); };
  CHECK(said(curve(5, 5)) == "tight");
  CHECK(said(curve(5, 5.5)) == "0.49"); // by at least so much
  CHECK(said(curve(5, 4)) == "-");
  CHECK(said(curve(5, std::nullopt)) == "-");
}

TEST_CASE("the tables of a report: a line for each curve and accuracy, cells under each heading") {
  CurveReport made = report({curve(5, 5), unreached()});
  CHECK(exponent_table(made).rows.size() == 2);
  CHECK(point_table(made.curves.front()).rows.size() == 8);
  CHECK(cheapest_table(made).rows.empty()); // one solver alone
  made.cheapest.push_back({"composite", 0.5, "f2sa_p:p=2", true});
  CHECK(cheapest_table(made).rows.size() == 1);
  for (const TextTable& table :
       {exponent_table(made), point_table(made.curves.back()), cheapest_table(made)}) {
    for (const std::vector<std::string>& row : table.rows) {
      CHECK(row.size() == table.header.size());
    }
  }
  made.skipped.push_back({"vrbo", "composite", "the oracle is not mean-squared smooth"});
  CHECK(notes(made).size() > notes(report({curve(5, 5), unreached()})).size());
}

TEST_CASE("methods of one instance are compared where all of them got") {
  PairCurve dear = unreached(); // its last accuracy failed
  dear.solver = "slip";
  PairCurve elsewhere = curve(5, 5);
  elsewhere.instance = "quadratic";
  CurveReport made = report({curve(4, 4), elsewhere, dear});
  made.experiment.epsilons = {0.5, 0.25};
  CHECK(comparison_table(report({curve(5, 5)}), false).rows.empty()); // nothing to compare
  const TextTable table = comparison_table(made, true);
  REQUIRE(table.rows.size() == 3);
  for (const std::vector<std::string>& row : table.rows) {
    CHECK(row.size() == table.header.size());
  }
  const double last = dear.points.back().ert.epsilon;
  const double common = dear.points[dear.points.size() - 2].ert.epsilon;
  const auto text = [](double epsilon) { return shortest(epsilon); };
  CHECK(table.rows[0][1] == "f2sa_p:p=2"); // by instance: composite first
  CHECK(has(table.rows[0][4], " at " + text(common)));
  CHECK(table.rows[0][5] == text(last));
  CHECK(table.rows[1][1] == "slip");
  CHECK(has(table.rows[1][4], " at " + text(common)));
  CHECK(table.rows[1][5] == text(common) + "; diverges at " + text(last));
  CHECK(table.rows[2][0] == "quadratic");
  CHECK(has(table.rows[2][4], " at " + text(last))); // alone there, as far as it gets
  CHECK(has(table.rows[0].back(), "assay curve --solver f2sa_p:p=2 --instance composite --eps "
                                  "0.5,0.25 --seeds 16 --seed 1 --budget"));
  CHECK(has(to_text(made, TextStyle{.width = 130}), "reaches"));
  // One that needs more calls at a larger epsilon: what it reached after all is not hidden.
  std::swap(made.curves.back().points.front().ert.successes,
            made.curves.back().points.back().ert.successes);
  const std::string first = text(made.curves.back().points.front().ert.epsilon);
  CHECK(comparison_table(made, true).rows[1][5] == text(last) + "; over budget at " + first);
}

TEST_CASE("the JSON satisfies its schema, with counts that no double holds and infinite ends") {
  CurveReport made = report({curve(5, 5), unreached(), curve(5, std::nullopt, 3)});
  made.cheapest.push_back({"composite", 0.5, "f2sa_p:p=2", true});
  const std::string text = to_json(made);
  CHECK(schema_complaints("curve", text) == "");
  const Json json = Json::parse(text);
  CHECK(json["curves"][0]["points"][0]["counters"]["n_gy"] == "1267650600228229401496703205383");
  CHECK(json["curves"][1]["points"][7]["ert"] == "inf");
  CHECK(json["curves"][2]["exponents"]["sfo"]["raw_interval"] == Json{"-inf", "inf"});
  CHECK(json["curves"][2]["verdict"] == "none");
  nlohmann::json bad = nlohmann::json::parse(text);
  bad["curves"][0]["verdict"] = "proved";
  CHECK_FALSE(schema_complaints("curve", bad.dump()).empty());
  bad = nlohmann::json::parse(text);
  bad["curves"][0]["points"][0]["ert"] = nullptr;
  CHECK_FALSE(schema_complaints("curve", bad.dump()).empty());
}

TEST_CASE("a plot for each instance, a series for each solver, nothing that is not finite") {
  PairCurve other = unreached();
  other.instance = "quadratic:kappa=10";
  PairCurve nothing = curve(5, 5);
  nothing.instance = "empty";
  nothing.points.clear();
  const std::vector<Plot> plots = plots_of(report({curve(5, 5), curve(4, 4), other, nothing}));
  REQUIRE(plots.size() == 2);
  CHECK(plots[0].series.size() == 2);
  CHECK(plots[0].series[0].points.size() == 8);
  CHECK(plots[1].series[0].points.size() == 7);
}
