#include <assay/problems/scaled_chain.hpp>

#include <algorithm>
#include <cstring>

namespace assay {

ScaledChain::ScaledChain(int length, double scale, double slope)
    : length_(length),
      scale_(scale),
      slope_(slope),
      chain_(length),
      last_(zeros<double>(length)),
      shrunk_(zeros<double>(length)) {
  need(scale > 0 && slope > 0, "a chain needs lambda > 0 and a slope > 0");
}

const Vector<double>& ScaledChain::at(const Vector<double>& u) const {
  // Beyond `now` and `touched_` entries the new and the last point are zero.
  const std::size_t now = assay::progress({u.data(), static_cast<std::size_t>(length_)}, 0);
  if (asked_ && now == touched_ && std::memcmp(last_.data(), u.data(), now * sizeof(double)) == 0) {
    return gradient_;
  }
  const auto either = static_cast<Eigen::Index>(std::max(now, touched_));
  last_.head(either) = u.head(either);
  shrunk_.head(either) = u.head(either) / scale_;
  touched_ = now;
  asked_ = true;
  chain_.gradient(shrunk_, gradient_);
  gradient_.head(chain_.active()) *= slope_; // beyond it is zero
  return gradient_;
}

double ScaledChain::value(const Vector<double>& u) const {
  at(u);
  return slope_ * scale_ * chain_.value();
}

int ScaledChain::progress(const Vector<double>& u) const {
  at(u);
  return chain_.progress(0.25);
}

} // namespace assay
