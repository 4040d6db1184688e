#pragma once
#include <assay/claims/claim.hpp>
#include <assay/measure/curve_fit.hpp>

#include <cstddef>
#include <optional>
#include <string>

/// What assay says of a user's own complexity curve, as text, Markdown or JSON
/// (reports/schema/fit.json).
namespace assay {

/// A claimed rate, as it was written, and what became of it.
struct RateFinding {
  std::string claimed; ///< "14/3"
  double claim = 0;
  RateSide side = RateSide::upper;
  Verdict verdict = Verdict::inconclusive;
};

struct FitReport {
  std::string source; ///< the file, as the user wrote it
  std::string counter;
  std::string log_factor; ///< where it came from: a column, "log(1/eps)"; "": none
  CurveFit fit;
  std::optional<RateFinding> claim;
  std::string command; ///< that makes this report again
};

/// The verdict on a claimed rate: supported, refuted or inconclusive.
RateFinding judge_rate(std::string claimed, double claim, RateSide side, const CurveFit& fit);

std::string to_text(const FitReport& report, std::size_t width);
std::string to_markdown(const FitReport& report);
std::string to_json(const FitReport& report);

} // namespace assay
