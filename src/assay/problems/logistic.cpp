#include <assay/error.hpp>
#include <assay/problems/logistic.hpp>

namespace assay {

logistic_loss::Samples random_samples(int features, int samples, Stream& stream) {
  need(features >= 1 && samples >= 1, "logistic data need a feature and a sample");
  logistic_loss::Samples result;
  for (int i = 0; i < samples; ++i) {
    Vector<Rational> sample(features);
    for (int k = 0; k < features; ++k) {
      sample(k) = ratio(stream.integer(-8, 8), 4);
    }
    if (sample(i % features) == 0) {
      sample(i % features) = 1;
    }
    result.push_back(sample);
  }
  return result;
}

} // namespace assay
