#include <assay/experiments/estimator.hpp>

#include <cmath>
#include <cstdio>
#include <limits>

namespace assay {
namespace {

constexpr double standard_errors = 5;
constexpr std::size_t fewest = 100;

SampledMean mean_of(const std::vector<double>& numbers) {
  const auto n = static_cast<double>(numbers.size());
  double mean = 0;
  for (const double value : numbers) {
    mean += value / n;
  }
  double variance = 0;
  for (const double value : numbers) {
    variance += (value - mean) * (value - mean) / (n - 1);
  }
  // Fewer numbers say nothing of their own spread: two of them may agree by construction.
  const double error = numbers.size() < fewest ? std::numeric_limits<double>::infinity()
                                               : standard_errors * std::sqrt(variance / n);
  return {mean, mean - error, mean + error};
}

std::string digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

} // namespace

EstimateSample
sample_estimate(const Instance& instance, AnySolver solver, int draws, std::uint64_t seed) {
  need(draws >= 2, "an estimate is drawn at least twice");
  need(solver.estimate() != nullptr, "the solver does not show its estimate of grad phi");
  Oracle oracle(instance, {.seed = seed});
  std::vector<Vector<double>> estimates;
  EstimateSample sample;
  for (int i = 0; i < draws; ++i) {
    solver.start(oracle);
    solver.step(oracle);
    estimates.push_back(*solver.estimate());
    sample.calls = i == 0 ? oracle.counters() : sample.calls;
  }
  Vector<double> truth;
  instance.model.hypergradient(instance.x0, truth);
  Vector<double> mean = zeros<double>(truth.size());
  for (const Vector<double>& estimate : estimates) {
    mean += estimate / draws;
  }
  std::vector<double> squares, errors;
  for (const Vector<double>& estimate : estimates) {
    squares.push_back((estimate - mean).squaredNorm() * draws / (draws - 1));
    errors.push_back((estimate - truth).squaredNorm());
  }
  sample.variance = mean_of(squares);
  sample.mean_square = mean_of(errors);
  return sample;
}

AnySolver f2sa_estimate(const Facts& facts, const F2saEstimate& e) {
  return find_solver("f2sa_p").make(facts,
                                    Parameters({{"p", std::to_string(e.p)},
                                                {"samples", e.shared ? "shared" : "independent"},
                                                {"nu", digits(e.nu)},
                                                {"eta", digits(e.eta)},
                                                {"eta_x", "1"},
                                                {"K", digits(e.inner)},
                                                {"S", digits(e.batch)}}));
}

} // namespace assay
