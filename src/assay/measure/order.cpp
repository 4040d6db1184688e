#include <assay/error.hpp>
#include <assay/measure/order.hpp>

#include <algorithm>
#include <cmath>

namespace assay {
namespace {

/// log of the ratio of neighbouring steps, checked to be the same all along.
double log_ratio(const std::vector<Real>& log_step) {
  const double first = (log_step[0] - log_step[1]).to_double();
  need(first > 0, "an order needs steps that decrease");
  for (std::size_t i = 1; i + 1 < log_step.size(); ++i) {
    const double here = (log_step[i] - log_step[i + 1]).to_double();
    need(std::abs(here - first) <= 1e-6 * first, "an order needs a geometric ladder of steps");
  }
  return first;
}

struct Slopes {
  std::vector<Real> value;
  std::vector<double> difference; ///< |value[i + 1] - value[i]|; NaN where an error was 0 or NaN

  Slopes(const std::vector<Real>& log_step, const std::vector<Real>& log_error) {
    for (std::size_t i = 0; i + 1 < log_step.size(); ++i) {
      value.push_back((log_error[i] - log_error[i + 1]) / (log_step[i] - log_step[i + 1]));
      if (i > 0) {
        difference.push_back(std::abs((value[i] - value[i - 1]).to_double()));
      }
    }
  }
};

/// The first slope of the run that ends with slope `last`: how far up the contraction holds.
std::size_t
run_start(const Slopes& slopes, std::size_t last, double theta, const OrderOptions& options) {
  std::size_t first = last;
  while (first > 0) {
    const double here = slopes.difference[first - 1];
    const double below = first < last ? slopes.difference[first] : 0.0;
    if (!(below <= std::max(theta * here, options.resolution))) {
      break; // written so that a NaN breaks too
    }
    --first;
  }
  return first;
}

bool is_settled(const Slopes& slopes, std::size_t last, double settled) {
  if (last < 3) {
    return false;
  }
  for (std::size_t i = last - 3; i < last; ++i) {
    if (!(slopes.difference[i] <= settled)) {
      return false;
    }
  }
  return true;
}

Interval enclose(const Slopes& slopes, std::size_t last, double theta, double resolution) {
  const double tail =
      std::max({slopes.difference[last - 1], theta * slopes.difference[last - 2], resolution});
  const Interval radius = Interval(theta) / (Interval(1) - Interval(theta)) * Interval(tail);
  const Interval centre(slopes.value[last]);
  return hull(centre - radius, centre + radius);
}

} // namespace

std::string OrderEstimate::window() const {
  return "rungs " + std::to_string(first + 1) + ".." + std::to_string(last + 1) + " of " +
         std::to_string(rungs);
}

OrderEstimate measure_order(const std::vector<Real>& log_step,
                            const std::vector<Real>& log_error,
                            const OrderOptions& options) {
  need(log_step.size() == log_error.size(), "an order needs one error for each step");
  OrderEstimate result;
  result.rungs = log_step.size();
  const auto wanted = static_cast<std::size_t>(std::max(options.slopes, 4));
  if (log_step.size() < wanted + 1) {
    result.why = "only " + std::to_string(log_step.size()) + " steps, " +
                 std::to_string(wanted + 1) + " are needed";
    return result;
  }
  const double theta = (1 + std::exp(-log_ratio(log_step))) / 2;
  const Slopes slopes(log_step, log_error);
  for (std::size_t last = slopes.value.size() - 1; last + 1 >= wanted; --last) {
    if (!is_settled(slopes, last, options.settled)) {
      continue;
    }
    const std::size_t first = run_start(slopes, last, theta, options);
    if (last - first + 1 >= wanted) {
      result.found = true;
      result.first = first;
      result.last = last + 1;
      result.slope = enclose(slopes, last, theta, options.resolution);
      return result;
    }
  }
  result.why = "no " + std::to_string(wanted) +
               " neighbouring slopes settle: the errors are still " +
               "pre-asymptotic, or rounding noise";
  return result;
}

} // namespace assay
