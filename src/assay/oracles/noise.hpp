#pragma once
#include <assay/oracles/noise_parts.hpp>
#include <assay/oracles/oracle.hpp>

#include <cstdint>
#include <variant>
#include <vector>

/// The mean of a batch of noises, drawn at once from its exact law.
///
/// Additive and decorrelating noise of a batch of S is one draw scaled by S^(-1/2); signs and the
/// Bernoulli chain are binomial, a finite sum multinomial; heavy tails, which have no such law, are
/// summed sample by sample. The same batch at another point is the same samples.
/// Cost    O(d), whatever S, except heavy tails: O(S d), and finite sums: O(min(S, n) d).
/// Throws  InvalidArgument for a batch that is too large for its part (noise_parts.hpp), and for
///         parts that contradict each other.
namespace assay {

class NoiseSource {
public:
  NoiseSource(const Noise& noise, int dx, int dy, std::uint64_t seed, std::uint32_t trial);
  NoiseSource(const NoiseSource&) = delete;
  NoiseSource& operator=(const NoiseSource&) = delete;
  ~NoiseSource() = default;

  void add(const Question& asked, Vector<double>& answer) {
    if (additive_ != nullptr) {
      additive_->add(asked, answer);
    } else {
      add_parts(asked, answer);
    }
  }
  /// Can add() take a whole sum, because no part's noise depends on y?
  [[nodiscard]] bool sums() const { return sums_; }
  void add(const SumQuestion& asked, Vector<double>& answer);

  /// Is grad_y's noise additive and Gaussian, so that SGD on a quadratic has a Gaussian law?
  [[nodiscard]] bool gaussian_in_y() const { return gaussian_in_y_; }
  /// Variance of one coordinate of shift grad_y f + grad_y g, one sample.
  [[nodiscard]] double variance_in_y(double shift) const;
  /// The normals of the number-th loop that is executed by its law.
  void law_normals(std::uint64_t number, Vector<double>& normals);

private:
  void add_parts(const Question& asked, Vector<double>& answer);

  std::vector<PartDraw> parts_;
  AdditiveDraw* additive_ = nullptr; ///< the only part, which needs no visit then
  int dy_;
  bool gaussian_in_y_ = true;
  bool sums_ = true;
  double variance_g_ = 0, variance_f_ = 0; ///< of grad_y g and grad_y f, all coordinates together
  NormalRows law_;
};

} // namespace assay
