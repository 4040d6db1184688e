#pragma once
#include <assay/store/trial.hpp>

#include <map>
#include <string>
#include <vector>

/// How long an experiment still takes, learnt from the trials that have ended.
///
/// The time of a cell whose trials have not begun is extrapolated from the next coarser accuracies
/// of its curve. Unit    seconds of one thread. No result depends on it.
namespace assay {

class Eta {
public:
  explicit Eta(const std::vector<TrialSpec>& trials);
  void ended(const TrialSpec& spec, double seconds);
  /// NaN before the first trial has ended.
  [[nodiscard]] double seconds_left() const;

private:
  struct Cell {
    double left = 0, ended = 0, seconds = 0;
  };
  using Curve = std::map<double, Cell, std::greater<>>; // accuracies falling
  static double seconds_left(const Curve& curve);
  std::map<std::string, Curve> curves_;
};

} // namespace assay
