#include <assay/experiments/eta.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay {
namespace {

/// Outer steps grow like eps^-2 under every theorem here: assumed until two cells have ended.
constexpr double first_exponent = 2;
constexpr double largest_exponent = 8;

std::string name(const TrialSpec& spec) { return spec.solver + '\n' + spec.instance; }

} // namespace

Eta::Eta(const std::vector<TrialSpec>& trials) {
  for (const TrialSpec& spec : trials) {
    curves_[name(spec)][spec.epsilon].left += 1;
  }
}

void Eta::ended(const TrialSpec& spec, double seconds) {
  Cell& cell = curves_[name(spec)][spec.epsilon];
  cell.left -= 1;
  cell.ended += 1;
  cell.seconds += seconds;
}

double Eta::seconds_left(const Curve& curve) {
  double exponent = first_exponent;
  double known_epsilon = 0;
  double known_seconds = 0; // of one trial
  double sum = 0;
  for (const auto& [epsilon, cell] : curve) {
    if (cell.ended > 0) {
      const double seconds = cell.seconds / cell.ended;
      if (known_seconds > 0 && seconds > 0) {
        exponent = std::clamp(std::log(seconds / known_seconds) / std::log(known_epsilon / epsilon),
                              0.0, largest_exponent);
      }
      known_epsilon = epsilon;
      known_seconds = seconds;
    }
    if (cell.left > 0 && known_epsilon > 0) {
      sum += cell.left * known_seconds * std::pow(known_epsilon / epsilon, exponent);
    }
  }
  return known_epsilon > 0 ? sum : std::numeric_limits<double>::quiet_NaN();
}

double Eta::seconds_left() const {
  double sum = 0;
  double known = 0;
  for (const auto& [curve, cells] : curves_) {
    const double left = seconds_left(cells);
    if (std::isfinite(left)) {
      sum += left;
      known += 1;
    }
  }
  // Curves that have not begun are taken to be like the others.
  return known > 0 ? sum * static_cast<double>(curves_.size()) / known
                   : std::numeric_limits<double>::quiet_NaN();
}

} // namespace assay
