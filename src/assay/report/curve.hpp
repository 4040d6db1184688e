#pragma once
#include <assay/claims/claim.hpp>
#include <assay/claims/evidence.hpp>
#include <assay/experiments/curve.hpp>
#include <assay/report/text.hpp>

#include <optional>
#include <string>
#include <vector>

/// What an experiment measured, as text, Markdown, JSON (reports/schema/curve.json) and plots.
///
/// All are functions of the report alone: no times, no host.
namespace assay {

/// Supported: every predicted counter's deciding interval lies below the prediction + 0.1 and every
/// accuracy was reached. Refuted: one lies above. Vacuous: no trial reached anything. Nothing:
/// theory predicts nothing for this pair.
std::optional<Verdict> verdict(const PairCurve& curve);
/// The word for it: "supported", ..., "no prediction".
std::string verdict_text(const PairCurve& curve);

/// "6 curves, 432 trials: 5 supported, 1 inconclusive; 1 pair not applicable".
std::string summary(const CurveReport& report);

std::string to_text(const CurveReport& report, const TextStyle& style);
std::string to_markdown(const CurveReport& report);
std::string to_json(const CurveReport& report);

/// ERT against eps, one plot for each instance with a curve for each solver.
std::vector<Plot> plots_of(const CurveReport& report);

} // namespace assay
