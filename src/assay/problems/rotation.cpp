#include <assay/numbers/stream.hpp>
#include <assay/problems/rotation.hpp>

#include <cmath>
#include <numbers>

namespace assay {

Rotation::Rotation(int n, std::uint64_t seed) : n_(n) {
  need(n >= 1, "a rotation has at least one dimension");
  Stream stream(seed, 0, "rotation");
  std::vector<Eigen::Index> strides;
  for (Eigen::Index stride = 1; stride < n; stride *= 2) {
    strides.push_back(stride);
  }
  // Up and down again: where n is no power of two a single pass leaves entries that never meet.
  std::vector<Eigen::Index> rounds = strides;
  rounds.insert(rounds.end(), strides.rbegin(), strides.rend());
  for (const Eigen::Index stride : rounds) {
    for (Eigen::Index i = 0; i + stride < n; ++i) {
      if ((i / stride) % 2 == 0) {
        const double angle = 2 * std::numbers::pi * stream.uniform();
        turns_.push_back({i, i + stride, std::cos(angle), std::sin(angle)});
      }
    }
  }
}

namespace {

void need_length(const Vector<double>& v, Eigen::Index n) {
  if (v.size() != n) { // no text is made where all is well: asked at every call
    throw InvalidArgument("a rotation turns vectors of its own length");
  }
}

} // namespace

void Rotation::apply(Vector<double>& v) const {
  need_length(v, n_);
  for (const Turn& t : turns_) {
    const double a = v(t.i);
    const double b = v(t.j);
    v(t.i) = t.cosine * a - t.sine * b;
    v(t.j) = t.sine * a + t.cosine * b;
  }
}

void Rotation::apply_transposed(Vector<double>& v) const {
  need_length(v, n_);
  for (auto t = turns_.rbegin(); t != turns_.rend(); ++t) {
    const double a = v(t->i);
    const double b = v(t->j);
    v(t->i) = t->cosine * a + t->sine * b;
    v(t->j) = t->cosine * b - t->sine * a;
  }
}

} // namespace assay
