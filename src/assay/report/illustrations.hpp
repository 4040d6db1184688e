#pragma once
#include <assay/claims/ledger.hpp>

#include <map>
#include <string>
#include <vector>

/// What other programs draw for a page: formulas by blahtexml, plots by gnuplot.
///
/// Neither is needed: what could not be made is left out of the maps and said in `notes`, and the
/// page shows the LaTeX source or the name of the plot instead.
/// SVG and MathML are a function of the ledger and of those programs' versions; a PDF has a time
/// stamp and is never compared.
namespace assay {

struct DrawnPlot {
  std::string svg;
  std::string pdf;
};

struct Illustrations {
  std::map<std::string, std::string> formulas; ///< LaTeX to the inside of a <math> element
  std::map<std::string, DrawnPlot> plots;      ///< by plot_stem
  std::vector<std::string> notes;              ///< what could not be made, for the log
};

/// "<paper>-<claim>-<plot>": the stem of the plot's PDF.
std::string plot_stem(const Claim& claim, const Plot& plot);

/// The text with every character that a file's name had better not hold replaced by '-'.
std::string file_stem(std::string text);

/// Draws plots, by their stems, on that many threads.
Illustrations draw(const std::map<std::string, Plot>& plots, int threads);

/// Runs the programs, on that many threads.
Illustrations illustrate(const Ledger& ledger, int threads);

/// The commands that make gnuplot draw a plot to standard output; `terminal` sets what it writes.
std::string gnuplot_script(const Plot& plot, const std::string& terminal);

} // namespace assay
