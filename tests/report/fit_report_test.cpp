#include <assay/report/fit_report.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <support/schema.hpp>

using namespace assay;

namespace {

/// Costs of exactly 1000 eps^-4, up to one per mille that scatters.
CurveFit fit_of_four() {
  std::vector<Trial> trials;
  for (int i = 0; i < 8; ++i) {
    const double epsilon = 0.5 * std::pow(0.8, i);
    for (int run = 0; run < 4; ++run) {
      const double scatter = 1 + 0.001 * ((i * 7 + run * 3) % 5 - 2);
      trials.push_back(
          {.epsilon = epsilon, .calls = 1000 * std::pow(epsilon, -4) * scatter, .run = run});
    }
  }
  return fit_curve(trials);
}

Verdict judged(double claim, RateSide side) {
  return judge_rate("claim", claim, side, fit_of_four()).verdict;
}

} // namespace

TEST_CASE("a claimed rate is judged by the whole interval, with 0.1 to spare") {
  CHECK(judged(4, RateSide::upper) == Verdict::supported);
  CHECK(judged(3.95, RateSide::upper) == Verdict::supported);
  CHECK(judged(3.85, RateSide::upper) == Verdict::refuted);
  CHECK(judged(3.9, RateSide::upper) == Verdict::inconclusive);
  CHECK(judged(4.05, RateSide::lower) == Verdict::supported);
  CHECK(judged(4.15, RateSide::lower) == Verdict::refuted);
}

TEST_CASE("a fit's report names its source, its claim and its verdict in every form") {
  const CurveFit fit = fit_of_four();
  const FitReport report{.source = "runs.csv",
                         .counter = "calls",
                         .log_factor = "",
                         .fit = fit,
                         .claim = judge_rate("15/4", 3.75, RateSide::upper, fit),
                         .command = "assay fit runs.csv --claim 15/4"};
  for (const std::string& text : {to_text(report, 100), to_markdown(report), to_json(report)}) {
    INFO(text);
    CHECK(text.find("runs.csv") != std::string::npos);
    CHECK(text.find("15/4") != std::string::npos);
    CHECK(text.find("refuted") != std::string::npos);
  }
  CHECK(schema_complaints("fit", to_json(report)) == "");
}
