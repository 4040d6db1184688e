#pragma once
#include <assay/experiments/curve.hpp>
#include <assay/report/table.hpp>

#include <string>
#include <vector>

/// The tables of a curve report, the same cells for text and Markdown.
namespace assay {

/// One line for each counter that theory predicts, and for sfo.
TextTable exponent_table(const CurveReport& report);
/// One line for each accuracy: ERT, mean calls by counter, what failed.
TextTable point_table(const PairCurve& curve);
/// Who is cheapest where; no rows if no instance had two solvers.
TextTable cheapest_table(const CurveReport& report);
/// Advice of the fits, failures and pairs that were not run, one sentence each.
std::vector<std::string> notes(const CurveReport& report);

} // namespace assay
