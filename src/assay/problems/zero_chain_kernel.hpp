#pragma once
#include <assay/numbers/linalg.hpp>
#include <assay/numbers/width.hpp>

#include <cstddef>
#include <span>
#include <vector>

/// The scaled zero-chain  c f_T(x/lambda)  in double, fast, for points that move little by little.
///
/// psi, psi', phi and phi' are kept for each coordinate and found again only where its bits (or a
/// neighbour's, in groups of four) have changed: the answer is a pure function of the point, with
/// the same bits with and without AVX2. Beyond the first `active()` entries the gradient is exactly
/// zero and nothing is evaluated.
/// Legend  lambda: `scale`; c/lambda: `slope`, so that the gradient is slope grad f_T(x/lambda).
/// Shape   x: T or more, of which the leading T entries count; gradient: T.
/// Error   every entry of grad f_T to 1e-14 of itself while it exceeds 1e-280; smaller ones may be
///         zero.
/// Cost    reports/speed.md; asked again at the same x: a comparison.   Throws InvalidArgument
///         unless T >= 1, lambda, slope > 0 and x has T entries.
/// Source  arjevani2023, section 3: the functions of problems/zero_chain.hpp.
namespace assay {

/// prog_alpha: max{i : |x_i| > alpha} counted from 1, else 0; a NaN exceeds every alpha.
std::size_t progress(std::span<const double> x, double alpha, Width width = Width::best);

class ChainGradient {
public:
  explicit ChainGradient(int length, double scale = 1, double slope = 1, Width width = Width::best);

  [[nodiscard]] int length() const { return static_cast<int>(length_); }
  [[nodiscard]] double scale() const { return scale_; }

  /// The gradient at x; valid until the next call.
  const Vector<double>& at(const Vector<double>& x) const;
  /// slope lambda f_T(x/lambda).
  [[nodiscard]] double value(const Vector<double>& x) const;
  /// prog_{1/4}(x/lambda): entry number i (counted from 0) is the next to be found.
  [[nodiscard]] std::size_t progress(const Vector<double>& x) const;

  /// How many leading entries of the last gradient can differ from zero: one more than the last
  /// |x_i| > lambda/2, at most T.
  [[nodiscard]] int active() const { return static_cast<int>(active_); }
  /// Coordinates evaluated so far, each group counted in full.
  [[nodiscard]] std::size_t evaluations() const { return evaluations_; }

private:
  bool wide_;
  std::size_t length_;
  double scale_, shrink_, slope_;
  // What is kept of the last point: a model belongs to one trial.
  mutable std::size_t active_ = 0;
  mutable std::size_t evaluations_ = 0;
  mutable Vector<double> gradient_;
  /// By coordinate, after four entries for what precedes the chain: u = x/lambda that the rest
  /// belongs to, psi and psi' at |u|, phi' at u and phi at -|u|.
  mutable std::vector<double> point_, psi_, slopes_, bell_, tail_;
  mutable std::vector<double> centre_, psi_series_, tail_series_; ///< zero_chain_kernel.cpp
};

/// Constants of f_T (arjevani2023, Lemma 2; certified in theory/arjevani2023).
struct ChainConstants {
  double smoothness = 152; ///< Lipschitz constant of grad f_T
  double largest = 23;     ///< ||grad f_T||_inf
  double depth = 12;       ///< f_T(0) - inf f_T <= 12 T
};

} // namespace assay
