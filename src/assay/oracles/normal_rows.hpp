#pragma once
#include <assay/numbers/linalg.hpp>
#include <assay/numbers/stream.hpp>

#include <cstdint>
#include <vector>

/// A stream as a table of standard normals, one row for each batch of samples.
///
/// Row k is a pure function of the stream, the width and k. Rows that are asked for in order are
/// generated ahead, because several blocks at once cost less each; the last ones are kept, because
/// the nodes of a stencil ask for the same.
/// Cost    reports/speed.md; no allocation after the first call.
namespace assay {

class NormalRows {
public:
  NormalRows(const Stream& stream, Eigen::Index width);

  [[nodiscard]] Eigen::Index width() const { return width_; }
  /// out[first, first + width) += scale * row k.
  void add(std::uint64_t k, double scale, Eigen::Index first, Vector<double>& out) {
    if (k - first_ >= rows_ && !find(k)) { // k < first_ wraps to the largest numbers
      add_long(k, scale, first, out);
      return;
    }
    add_scaled(tile_.data() + (k - first_) * 2 * blocks_, scale, out.data() + first, width_);
  }

private:
  /// to += scale * row, without the search for an aligned start, which a short row does not repay.
  static void add_scaled(const double* row, double scale, double* to, Eigen::Index width) {
    using Two = double __attribute__((vector_size(16)));
    Eigen::Index i = 0;
    for (; i + 2 <= width; i += 2) {
      Two normals, sum;
      __builtin_memcpy(&normals, row + i, sizeof normals);
      __builtin_memcpy(&sum, to + i, sizeof sum);
      sum += scale * normals;
      __builtin_memcpy(to + i, &sum, sizeof sum);
    }
    if (i < width) {
      to[i] += scale * row[i];
    }
  }
  /// Brings row k into the tile. False if rows are too long to keep.
  bool find(std::uint64_t k);
  void add_long(std::uint64_t k, double scale, Eigen::Index first, Vector<double>& out) const;

  Stream stream_;
  Eigen::Index width_;
  std::uint64_t blocks_;    ///< of 128 bits, two normals each, in a row
  std::uint64_t capacity_;  ///< rows that the tile holds; 0: rows too long to keep
  std::uint64_t first_ = 0; ///< the row that the tile starts with
  std::uint64_t rows_ = 0;  ///< how many it holds now
  std::vector<double> tile_;
};

} // namespace assay
