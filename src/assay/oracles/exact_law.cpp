#include <assay/oracles/exact_law.hpp>

namespace assay {

Vector<double> draw(const Gaussian<double>& law, Stream& stream) {
  Vector<double> z(law.mean.size());
  for (Eigen::Index i = 0; i < z.size(); ++i) {
    z(i) = std::sqrt(law.variances(i)) * stream.normal();
  }
  return (law.mean + law.basis * z).eval();
}

} // namespace assay
