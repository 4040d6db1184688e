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
  void add(std::uint64_t k, double scale, Eigen::Index first, Vector<double>& out);

private:
  [[nodiscard]] const double* row(std::uint64_t k);
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
