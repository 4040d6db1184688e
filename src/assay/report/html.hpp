#pragma once
#include <assay/claims/ledger.hpp>
#include <assay/report/illustrations.hpp>

#include <string>

/// The ledger as one HTML file that needs no network and no script, on a screen and on paper.
///
/// Formulas are MathML, plots are SVG inside the file (as data: addresses, since two gnuplot SVGs
/// in one page would share ids), with a link to the PDF beside it. What an illustration lacks is
/// shown as LaTeX source, or said. Same ledger and same illustrations, same bytes.
namespace assay {

std::string to_html(const Ledger& ledger, const Illustrations& illustrations);

} // namespace assay
