#pragma once
#include <assay/experiments/curve.hpp>
#include <assay/report/table.hpp>

#include <string>
#include <vector>

/// The tables of a curve report, the same cells for text and Markdown.
namespace assay {

/// "~4" where theory has a logarithm, "-" where it predicts nothing.
std::string theory_text(const CounterExponent& exponent);
/// "tight" where the interval reaches the prediction, "0.12" below it, or "-" where no prediction
/// is supported.
std::string tightness_text(const CounterExponent& exponent);
/// One line for each counter that theory predicts, and for sfo.
TextTable exponent_table(const CurveReport& report);
/// One line for each accuracy: ERT, mean calls by counter, what failed.
TextTable point_table(const PairCurve& curve);
/// One line for each pair: theory and exponent of sfo, ERT at the least accuracy that all methods
/// of the instance reached, and how far down each gets. On a page also the paper's claim, its
/// convention and the command that repeats the pair. No rows if no instance had two solvers.
TextTable comparison_table(const CurveReport& report, bool for_page);
/// Who is cheapest where; no rows if no instance had two solvers.
TextTable cheapest_table(const CurveReport& report);
/// Advice of the fits, failures and pairs that were not run, one sentence each.
std::vector<std::string> notes(const CurveReport& report);

} // namespace assay
