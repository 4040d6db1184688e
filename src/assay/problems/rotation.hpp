#pragma once
#include <assay/numbers/linalg.hpp>

#include <cstdint>
#include <vector>

/// An orthogonal map of R^n with no preferred axes: rounds of plane rotations by random angles,
/// round r turning the pairs (i, i + 2^r), each round followed by its mirror, so that every entry
/// reaches every other.
///
/// Pure function of (n, seed). It is not Haar-distributed; a check of invariance needs it generic.
/// Shape   v: n.   Error   a few units in the last place of ||v|| for each of 2 log2(n) rounds.
/// Cost    O(n log n).   Throws InvalidArgument if n < 1.
namespace assay {

class Rotation {
public:
  Rotation(int n, std::uint64_t seed);

  [[nodiscard]] int size() const { return n_; }
  void apply(Vector<double>& v) const;            ///< v <- Uv
  void apply_transposed(Vector<double>& v) const; ///< v <- U'v

private:
  struct Turn {
    Eigen::Index i, j;
    double cosine, sine;
  };
  int n_;
  std::vector<Turn> turns_;
};

} // namespace assay
