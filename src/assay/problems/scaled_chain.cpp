#include <assay/problems/scaled_chain.hpp>

namespace assay {

ScaledChain::ScaledChain(int length, double scale, double slope)
    : length_(length), scale_(scale), slope_(slope), chain_(length) {
  need(scale > 0 && slope > 0, "a chain needs lambda > 0 and a slope > 0");
}

const Vector<double>& ScaledChain::at(const Vector<double>& u) const {
  const auto mine = u.head(length_);
  if (last_.size() != length_ || !(last_.array() == mine.array()).all()) {
    last_ = mine;
    shrunk_ = mine / scale_;
    chain_.gradient(shrunk_, gradient_);
    gradient_ *= slope_;
  }
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
