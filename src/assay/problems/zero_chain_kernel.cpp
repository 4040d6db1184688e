#include <assay/problems/zero_chain_kernel.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace assay {
namespace {

constexpr std::size_t before = 4; // coordinates before the chain; as many follow it as padding
constexpr std::size_t group = 4;  // the widest lanes

// Most coordinates of a chain lie where psi and phi are smooth and move by little: there phi, and
// psi below `formula_begin`, are expanded about the nearest point of a grid. Below the grid psi has
// its essential singularity at 1/2; from formula_begin on it is a short polynomial of (2u-1)^-2.
// With these numbers what is left out is below 3e-15 of psi, psi', phi, phi'.
constexpr std::size_t terms = 7;
constexpr double grid_points = 512; // in an interval of length 1
constexpr double grid_begin = 0.90625;
constexpr double formula_begin = 2;
constexpr double grid_end = 10;

constexpr double whole = 0x1.087eaba64708ap+2; // sqrt(2 pi e) = phi(u) + phi(-u)

/// Taylor coefficients about one point of the grid.
using Cell = std::array<double, terms>;

/// The expansions of psi(u), up to formula_begin, and of phi(-u).
struct Grid {
  std::vector<Cell> psi, tail;
};

/// Coefficients of one lane, a group apart as the lanes read them.
inline void copy_cell(const Cell& cell, double* to) {
  for (std::size_t k = 0; k < terms; ++k) {
    to[k * group] = cell[k];
  }
}

/// The arrays of a ChainGradient from coordinate 0 on.
struct Memo {
  double* point;
  double* psi;
  double* slope;
  double* bell;
  double* tail;
  double* centre;      ///< the grid point whose expansions the two that follow hold; NaN: none yet
  double* psi_series;  ///< by group: coefficients lane by lane; for centres below formula_begin
  double* tail_series; ///< of phi(-u)
  const Grid* grid;
};

// NOLINTNEXTLINE(bugprone-macro-parentheses): the name of a file
#define LANES_BODY <assay/problems/zero_chain_kernel.inc>
#include <assay/numbers/both_widths.inc>
#undef LANES_BODY

/// psi' = w psi with w = 4 (2u - 1)^-3: a recurrence from the value at c.
Cell psi_expansion(double c, double psi) {
  Cell cell{psi};
  Cell w{};
  const double inverse = 1 / (2 * c - 1);
  w[0] = 4 * inverse * inverse * inverse;
  for (std::size_t n = 0; n + 1 < terms; ++n) {
    const auto order = static_cast<double>(n + 1);
    w[n + 1] = -w[n] * (order + 2) / order * (2 * inverse); // binomial(-3, n + 1)
    double sum = 0;
    for (std::size_t k = 0; k <= n; ++k) {
      sum += w[k] * cell[n - k];
    }
    cell[n + 1] = sum / order;
  }
  return cell;
}

/// phi(-u)' = -phi'(u), phi'' = -u phi': a recurrence from the values at c.
Cell tail_expansion(double c, double bell, double tail) {
  Cell cell{tail};
  double before_last = 0;
  for (std::size_t n = 0; n + 1 < terms; ++n) {
    const auto order = static_cast<double>(n + 1);
    cell[n + 1] = -bell / order;
    before_last = std::exchange(bell, -(c * bell + before_last) / order);
  }
  return cell;
}

Grid make_grid() {
  constexpr auto size = static_cast<std::size_t>((grid_end - grid_begin) * grid_points) + 1;
  Grid grid;
  std::array<double, group> point{}, psi{}, slope{}, bell{}, tail{};
  for (std::size_t i = 0; i < size; ++i) {
    point.fill(grid_begin + static_cast<double>(i) / grid_points);
    baseline::evaluate_group({point.data(), psi.data(), slope.data(), bell.data(), tail.data(),
                              nullptr, nullptr, nullptr, nullptr},
                             0);
    if (point[0] < formula_begin) {
      grid.psi.push_back(psi_expansion(point[0], psi[0]));
    }
    grid.tail.push_back(tail_expansion(point[0], bell[0], tail[0]));
  }
  return grid;
}

const Grid* grid() {
  static const Grid made = make_grid();
  return &made;
}

std::size_t checked(int length) {
  need(length >= 1, "a chain has at least one coordinate");
  return static_cast<std::size_t>(length);
}

} // namespace

std::size_t progress(std::span<const double> x, double alpha, Width width) {
  return (wide(width) ? avx2::reach : baseline::reach)(x.data(), x.size(), alpha);
}

ChainGradient::ChainGradient(int length, double scale, double slope, Width width)
    : wide_(wide(width)),
      length_(checked(length)),
      scale_(scale),
      shrink_(1 / scale),
      slope_(slope),
      gradient_(zeros<double>(length)) {
  need(scale > 0 && slope > 0, "a chain needs lambda > 0 and a slope > 0");
  const std::size_t size = before + length_ + 2 * group;
  centre_.assign(size, std::numeric_limits<double>::quiet_NaN());
  for (auto* series : {&psi_series_, &tail_series_}) {
    series->assign((size / group + 1) * terms * group, 0.0);
  }
  for (auto* array : {&point_, &psi_, &slopes_, &bell_, &tail_}) {
    array->assign(size, 0.0);
  }
  // The memo of u = 0, which is the point every coordinate starts at.
  baseline::evaluate_group({point_.data(), psi_.data(), slopes_.data(), bell_.data(), tail_.data(),
                            nullptr, nullptr, nullptr, nullptr},
                           0);
  for (auto* array : {&bell_, &tail_}) {
    std::fill(array->begin(), array->end(), array->front());
  }
  psi_[before - 1] = 1; // psi(1), by which phi(u_0) is multiplied
}

const Vector<double>& ChainGradient::at(const Vector<double>& x) const {
  if (static_cast<std::size_t>(x.size()) < length_) { // no text where all is well: asked often
    throw InvalidArgument("the chain has " + std::to_string(length_) +
                          " coordinates, the point only " + std::to_string(x.size()));
  }
  const Memo memo{point_.data() + before, psi_.data() + before,  slopes_.data() + before,
                  bell_.data() + before,  tail_.data() + before, centre_.data(),
                  psi_series_.data(),     tail_series_.data(),   grid()};
  const std::size_t far = (wide_ ? avx2::reach : baseline::reach)(x.data(), length_, scale_ / 2);
  const std::size_t active = std::min(far + 1, length_);
  // One more than is active: its phi is multiplied by the last slope, which is zero.
  const std::size_t size = std::min(active + 1, length_);
  const std::size_t evaluated =
      (wide_ ? avx2::refresh : baseline::refresh)(memo, x.data(), shrink_, size);
  if (evaluated == 0 && active == active_) {
    return gradient_;
  }
  evaluations_ += evaluated;
  memo.slope[length_ - 1] = 0; // nothing follows the chain
  (wide_ ? avx2::combine : baseline::combine)(memo, slope_, gradient_.data(), active);
  if (active < active_) {
    std::fill(gradient_.data() + active, gradient_.data() + active_, 0.0);
  }
  active_ = active;
  return gradient_;
}

double ChainGradient::value(const Vector<double>& x) const {
  at(x);
  const auto phi = [this](std::size_t i, bool plus) { // at u_i or at -u_i
    return (point_[i] > 0) == plus ? whole - tail_[i] : tail_[i];
  };
  double sum = -phi(before, true);
  for (std::size_t i = before + 1; i < before + active_; ++i) {
    const bool right = point_[i - 1] > 0;
    sum += (right ? -psi_[i - 1] : psi_[i - 1]) * phi(i, right);
  }
  return slope_ * scale_ * sum;
}

std::size_t ChainGradient::progress(const Vector<double>& x) const {
  return assay::progress({x.data(), length_}, scale_ / 4, wide_ ? Width::avx2 : Width::baseline);
}

} // namespace assay
