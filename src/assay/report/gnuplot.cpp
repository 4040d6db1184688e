#include <assay/report/illustrations.hpp>

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace assay {
namespace {

/// A text for gnuplot: single quotes, inside which only a single quote has a meaning.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= ' ') {
      result += c == '\'' ? "''" : std::string(1, c);
    }
  }
  return result + "'";
}

/// "log10 nu" names an axis whose numbers gnuplot shows as powers of ten: it is the axis of nu.
std::string axis(const Plot& plot, const std::string& label) {
  constexpr std::string_view mark = "log10 ";
  return !plot.linear && label.starts_with(mark) ? label.substr(mark.size()) : label;
}

/// Colours that stay apart for colour-blind readers, dark enough on white; markers and dashes tell
/// the curves apart without them.
constexpr std::array<const char*, 8> colours = {"#0072b2", "#d55e00", "#009e73", "#aa3377",
                                                "#4d4d4d", "#56b4e9", "#b8860b", "#882255"};

std::string data_block(std::size_t index, const Series& series) {
  std::string text = fmt::format("$data{} << END_OF_SERIES\n", index);
  for (const auto& [x, y] : series.points) {
    // A point that is not finite (the log of an exact zero) interrupts the curve.
    text += std::isfinite(x) && std::isfinite(y) ? fmt::format("{:.12g} {:.12g}\n", x, y) : "\n";
  }
  return text + "END_OF_SERIES\n";
}

std::string curve(std::size_t index, const Series& series) {
  constexpr std::size_t dashes = 5;
  constexpr std::size_t markers = 13;
  return fmt::format("$data{} using 1:2 with linespoints linewidth 1.4 dashtype {} pointtype {} "
                     "pointsize 0.6 linecolor rgb '{}' title {} noenhanced",
                     index, 1 + index / colours.size() % dashes, 1 + index % markers,
                     colours.at(index % colours.size()), quoted(series.label));
}

} // namespace

std::string gnuplot_script(const Plot& plot, const std::string& terminal) {
  std::string script = "set encoding utf8\n";
  std::string curves;
  for (const Series& series : plot.series) {
    bool any = false;
    for (const auto& [x, y] : series.points) {
      any = any || (std::isfinite(x) && std::isfinite(y));
    }
    if (any) {
      const auto index = static_cast<std::size_t>(&series - plot.series.data());
      script += data_block(index, series);
      curves += (curves.empty() ? "plot " : ", \\\n     ") + curve(index, series);
    }
  }
  script += fmt::format("set terminal {}\n", terminal);
  script += "set key outside right top vertical samplen 2 spacing 1.1\n"
            "set border 3 linecolor rgb '#555555'\nset tics nomirror\n"
            "set grid linecolor rgb '#dddddd' linewidth 0.6\n";
  if (!plot.linear) {
    script += "set format x '10^{%g}'\nset format y '10^{%g}'\n";
  }
  script += fmt::format("set xlabel {} noenhanced\nset ylabel {} noenhanced\n",
                        quoted(axis(plot, plot.x_label)), quoted(axis(plot, plot.y_label)));
  return curves.empty() ? "exit\n" : script + curves + "\n";
}

} // namespace assay
