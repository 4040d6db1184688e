#pragma once
#include <assay/oracles/loop_law.hpp>
#include <assay/oracles/oracle.hpp>

#include <map>
#include <tuple>

/// What SGD with steps step delay/(delay + t), t = 0, 1, ..., leaves on a quadratic, as a law.
///
///     contraction  c <- (1 - s_t h) c,   variance  v <- (1 - s_t h)^2 v + s_t^2 noise
///
/// along each eigenvector of curvature h. The recursions are kept from one loop to the next: a
/// method whose inner loops grow (t_k ~ sqrt k) pays for its longest loop, not for their sum.
/// Cost    one step of two recursions for each curvature and each step beyond the last loop's.
/// Error   as the recursion rounds; infinite where a step is so long that it overflows.
namespace assay {

class DecreasingLaws {
public:
  void advance(const Descend& loop, const Vector<double>& h, double noise, Count steps);
  /// Along the i-th eigenvector.
  [[nodiscard]] LoopLaw law(Eigen::Index i) const {
    return {current_->contraction(i), std::sqrt(current_->variance(i))};
  }

private:
  struct Law {
    Count steps = 0;
    Vector<double> contraction, variance;
  };
  using Key = std::tuple<double, double, double, double>; ///< shift, step, delay, noise
  std::map<Key, Law> laws_;
  Law* current_ = nullptr;
};

} // namespace assay
