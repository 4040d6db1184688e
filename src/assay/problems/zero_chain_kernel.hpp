#pragma once
#include <assay/numbers/linalg.hpp>
#include <assay/numbers/width.hpp>

#include <cstddef>
#include <span>
#include <vector>

/// The gradient of the zero-chain f_T in double, fast, for points that move little by little.
///
/// psi, psi', phi and phi' are kept for each coordinate and found again only where its bits (or a
/// neighbour's, in groups of four) have changed: the answer is a pure function of the last point,
/// with the same bits with and without AVX2. Beyond the first `active()` entries the gradient is
/// exactly zero and nothing is evaluated.
/// Shape   u = x/lambda, out: T.
/// Error   every entry to 1e-14 of itself while it exceeds 1e-280; smaller ones may be zero.
/// Cost    reports/speed.md.   Throws InvalidArgument unless T >= 1 and u, out have T entries.
/// Source  arjevani2023, section 3: the functions of problems/zero_chain.hpp.
namespace assay {

/// prog_alpha: max{i : |u_i| > alpha} counted from 1, else 0; a NaN exceeds every alpha.
std::size_t progress(std::span<const double> u, double alpha, Width width = Width::best);

class ChainGradient {
public:
  explicit ChainGradient(int length, Width width = Width::best);

  /// out = grad f_T(u). They may not overlap.
  void gradient(std::span<const double> u, std::span<double> out);
  void gradient(const Vector<double>& u, Vector<double>& out);

  /// f_T of the last point (of 0 before the first).
  [[nodiscard]] double value() const;
  /// prog_alpha of the last point for alpha >= 0: max{i : |u_i| > alpha} counted from 1, else 0.
  [[nodiscard]] int progress(double alpha) const;
  /// How many leading entries of the last gradient can differ from zero: one more than the last
  /// |u_i| > 1/2, at most T.
  [[nodiscard]] int active() const { return static_cast<int>(active_); }
  /// Coordinates evaluated so far, each group counted in full.
  [[nodiscard]] std::size_t evaluations() const { return evaluations_; }

private:
  bool wide_;
  std::size_t length_;
  std::size_t active_ = 1;
  std::size_t evaluations_ = 0;
  std::size_t touched_ = 0;  ///< entries of the last point up to the last one that is not zero
  std::vector<double> last_; ///< the last point, up to there
  /// By coordinate, after four entries for what precedes the chain: the point the rest belongs to,
  /// psi and psi' at |u|, phi' at u, phi at u and at -u.
  std::vector<double> point_, psi_, slope_, bell_, up_, down_;
  std::vector<double> centre_, series_; ///< expansions (zero_chain_kernel.cpp), from coordinate 0
};

} // namespace assay
