#include <assay/numbers/normals.hpp>
#include <assay/oracles/normal_rows.hpp>

#include <algorithm>
#include <array>

namespace assay {
namespace {

/// Numbers generated at once: enough that a call's overhead disappears, few enough for the cache.
constexpr std::uint64_t tile_size = 512;
/// Longer rows are not kept: a second pass over memory would cost as much as generating them.
constexpr Eigen::Index longest_kept = 1 << 14;

} // namespace

NormalRows::NormalRows(const Stream& stream, Eigen::Index width)
    : stream_(stream),
      width_(std::max<Eigen::Index>(width, 0)),
      blocks_(static_cast<std::uint64_t>((width_ + 1) / 2)),
      capacity_(width_ == 0 || width_ > longest_kept
                    ? 0
                    : std::max<std::uint64_t>(1, tile_size / (2 * blocks_))) {}

bool NormalRows::find(std::uint64_t k) {
  if (capacity_ == 0) {
    return false;
  }
  if (tile_.empty()) {
    tile_.resize(capacity_ * 2 * blocks_);
  }
  // Asked in order: twice as many ahead as last time. Else this row alone.
  const bool in_order = rows_ > 0 && k == first_ + rows_;
  rows_ = in_order ? std::min(2 * rows_, capacity_) : 1;
  first_ = k;
  fill_normals(stream_, k * blocks_, {tile_.data(), rows_ * 2 * blocks_});
  return true;
}

void NormalRows::add_long(std::uint64_t k,
                          double scale,
                          Eigen::Index first,
                          Vector<double>& out) const {
  std::array<double, tile_size> normals;
  for (Eigen::Index i = 0; i < width_; i += tile_size) {
    const Eigen::Index n = std::min<Eigen::Index>(tile_size, width_ - i);
    fill_normals(stream_, k * blocks_ + static_cast<std::uint64_t>(i / 2),
                 {normals.data(), static_cast<std::size_t>(n)});
    out.segment(first + i, n) += scale * Eigen::Map<const Vector<double>>(normals.data(), n);
  }
}

} // namespace assay
