#include <assay/report/curve.hpp>

#include <cmath>
#include <map>

namespace assay {

std::vector<Plot> plots_of(const CurveReport& report) {
  std::map<std::string, Plot> plots; // by instance
  for (const PairCurve& curve : report.curves) {
    Plot& plot = plots[curve.instance];
    plot.name = "ert-" + curve.instance;
    plot.title = "expected calls on " + curve.instance;
    plot.x_label = "log10 eps";
    plot.y_label = "log10 expected calls (sfo)";
    Series series{.label = curve.solver, .points = {}};
    for (const CurvePoint& point : curve.points) {
      if (point.ert.usable()) {
        series.points.emplace_back(std::log10(point.ert.epsilon), std::log10(point.ert.ert));
      }
    }
    if (!series.points.empty()) {
      plot.series.push_back(std::move(series));
    }
  }
  std::vector<Plot> result;
  for (auto& [instance, plot] : plots) {
    if (!plot.series.empty()) { // else nothing was reached: there is nothing to draw
      result.push_back(std::move(plot));
    }
  }
  return result;
}

} // namespace assay
