#pragma once
#include <assay/problems/zero_chain_kernel.hpp>

/// The scaled zero-chain  c f_T(u/lambda)  in double, for models.
///
/// Legend  lambda: `scale`; c/lambda: `slope`, so that the gradient is slope grad f_T(u/lambda).
/// Shape   u: T or more, of which the leading T entries count; gradient: T.
/// Error, cost   those of zero_chain_kernel.hpp; asked again at the same u: a comparison.
namespace assay {

class ScaledChain {
public:
  ScaledChain(int length, double scale, double slope);

  [[nodiscard]] int length() const { return length_; }
  [[nodiscard]] double scale() const { return scale_; }

  /// The gradient at u; valid until the next call.
  const Vector<double>& at(const Vector<double>& u) const;
  /// slope lambda f_T(u/lambda).
  [[nodiscard]] double value(const Vector<double>& u) const;
  /// prog_{1/4}(u/lambda): entry number i (counted from 0) is the next to be found.
  [[nodiscard]] int progress(const Vector<double>& u) const;

private:
  int length_;
  double scale_, slope_;
  mutable ChainGradient chain_; ///< keeps its last point: a model belongs to one trial
  mutable Vector<double> last_, shrunk_, gradient_;
  mutable std::size_t touched_ = 0; ///< entries of the last point up to the last that is not zero
  mutable bool asked_ = false;
};

/// Constants of f_T (arjevani2023, Lemma 2; certified in theory/arjevani2023).
struct ChainConstants {
  double smoothness = 152; ///< Lipschitz constant of grad f_T
  double largest = 23;     ///< ||grad f_T||_inf
  double depth = 12;       ///< f_T(0) - inf f_T <= 12 T
};

} // namespace assay
