#pragma once
#include <assay/experiments/estimator.hpp>
#include <assay/problems/declared_noise.hpp>
#include <assay/problems/quadratic_model.hpp>

#include "cost_ladder.hpp"
#include <cmath>
#include <optional>

/// F2SA-p's estimate drawn by its solver, and slopes of what is drawn.
///
/// Error   a row's interval follows from those of two sampled means, each at 5 standard errors.
namespace theory::chen2026_f2sa_p {

/// A quadratic at x as an instance: inner runs start at y*(x).
inline Instance
sampled_instance(const Quadratic<Rational>& problem, const Vector<Rational>& x, Noise noise) {
  const Quadratic<double> q = problem.as<double>();
  const Vector<double> lower = symmetric_eigen(q.A).values;
  Facts facts;
  facts.dx = q.dx();
  facts.dy = q.dy();
  facts.mu = lower.minCoeff();
  facts.lower_curvature = lower.maxCoeff();
  facts.upper_curvature = symmetric_eigen(q.F).values.cwiseAbs().maxCoeff();
  declare_noise(facts, noise, {});
  return {.name = "quadratic",
          .model = QuadraticModel(q),
          .noise = std::move(noise),
          .facts = std::move(facts),
          .x0 = convert<double>(x),
          .y0 = convert<double>(problem.solution<Rational>(x, Rational(0))),
          .lower_bound = {}};
}

/// A sampled number in a row: measured and [lo, hi] to nine digits.
inline Row sampled_row(std::string instance,
                       int p,
                       Relation relation,
                       Rational claimed,
                       const SampledMean& measured,
                       std::size_t draws) {
  if (!std::isfinite(measured.hi - measured.lo)) {
    Row row = undecided_row(std::move(instance), relation, std::move(claimed), "too few draws");
    row.p = p;
    return row;
  }
  Row row = exact_row(std::move(instance), relation, std::move(claimed), 0);
  const auto rounded = [](double value, Rounding rounding) {
    return parse_rational(to_decimal(Quantity(Rational(value)), 9, rounding));
  };
  row.measured = rounded(measured.value, Rounding::nearest);
  row.lo = rounded(measured.lo, Rounding::down);
  row.hi = rounded(measured.hi, Rounding::up);
  row.p = p;
  row.cases = draws;
  return row;
}

/// The exponent between two sampled positive numbers, value ~ at^exponent; empty where an interval
/// reaches zero.
inline std::optional<SampledMean> sampled_exponent(double at_first,
                                                   const SampledMean& first,
                                                   double at_last,
                                                   const SampledMean& last) {
  if (!(first.lo > 0 && last.lo > 0)) {
    return std::nullopt;
  }
  const double width = std::log(at_last / at_first);
  const double a = std::log(last.lo / first.hi) / width;
  const double b = std::log(last.hi / first.lo) / width;
  return SampledMean{std::log(last.value / first.value) / width, std::min(a, b), std::max(a, b)};
}

/// The variance of the outer batch alone, at falling nu: inner runs without noise.
struct VarianceRun {
  std::string name;
  Noise noise;
  bool shared = true;
  std::function<double(double)> batch = [](double) { return 1.0; }; ///< S at nu
};

struct VariancePoint {
  double nu;
  EstimateSample sample;
};

/// nu = 2^-3, 2^-8, 2^-13: below the cap mu/(p L_f) for p <= 4.
inline std::vector<VariancePoint>
variance_points(const VarianceRun& run, int p, int draws, std::uint64_t seed) {
  const Vector<Rational> origin = zeros<Rational>(2); // where the Jacobian's noise leaves grad_y g
  const Instance instance = sampled_instance(noncommuting_problem(), origin, run.noise);
  std::vector<VariancePoint> points;
  for (const int power : {3, 8, 13}) {
    const double nu = std::ldexp(1.0, -power);
    AnySolver solver = f2sa_estimate(
        instance.facts,
        {.p = p, .nu = nu, .eta = 0.25, .inner = 80, .batch = run.batch(nu), .shared = run.shared});
    points.push_back({nu, sample_estimate(instance, std::move(solver), draws, seed)});
  }
  return points;
}

inline Row slope_row(const VarianceRun& run,
                     int p,
                     const std::vector<VariancePoint>& points,
                     int claimed,
                     int draws) {
  const std::string name = run.name + ": exponent of nu in the variance";
  const auto slope = sampled_exponent(points.front().nu, points.front().sample.variance,
                                      points.back().nu, points.back().sample.variance);
  if (!slope) {
    Row row = undecided_row(name, Relation::equal, claimed, "the variance may be zero");
    row.p = p;
    return row;
  }
  Row row = sampled_row(name, p, Relation::equal, claimed, *slope, static_cast<std::size_t>(draws));
  row.tolerance = exact<Rational>("0.1");
  row.note = "nu from 2^-3 to 2^-13";
  return row;
}

inline double sum_of_squares(int p) {
  double sum = 0;
  for (const Rational& weight : f2sa_stencil(p).weights) {
    const double alpha = exact<double>(weight);
    sum += alpha * alpha;
  }
  return sum;
}

/// The variance at the smallest nu over what independent samples leave with batches of S.
inline Row constant_row(const VarianceRun& run,
                        int p,
                        const std::vector<VariancePoint>& points,
                        double batch,
                        int draws) {
  const VariancePoint& last = points.back();
  const double unit = sum_of_squares(p) / (batch * last.nu * last.nu);
  const SampledMean& v = last.sample.variance;
  Row row =
      sampled_row(run.name + ": variance over sum alpha_j^2 sigma^2/(S nu^2)", p, Relation::equal,
                  1, {v.value / unit, v.lo / unit, v.hi / unit}, static_cast<std::size_t>(draws));
  row.tolerance = exact<Rational>("0.4");
  return row;
}

} // namespace theory::chen2026_f2sa_p
