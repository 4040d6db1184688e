#include <assay/error.hpp>
#include <assay/problems/softmax.hpp>

namespace assay {
namespace {

std::vector<LabelledSample> observations(int features, int classes, int samples, Stream& stream) {
  std::vector<LabelledSample> result;
  for (int i = 0; i < samples; ++i) {
    LabelledSample sample;
    for (int k = 0; k < features; ++k) {
      sample.features.push_back(ratio(stream.integer(-4, 4), 4));
    }
    // the first ones cover the classes, the rest are free
    sample.label = i < classes ? i : static_cast<int>(stream.integer(0, classes - 1));
    result.push_back(std::move(sample));
  }
  return result;
}

} // namespace

Softmax random_softmax(int features, int classes, int samples, Stream& stream) {
  need(features >= 1 && classes >= 2 && samples >= classes,
       "softmax data need a feature, two classes and a sample of each class");
  Softmax result;
  result.features = features;
  result.classes = classes;
  result.training = observations(features, classes, samples, stream);
  result.validation = observations(features, classes, samples, stream);
  return result;
}

} // namespace assay
