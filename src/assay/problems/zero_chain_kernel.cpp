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

// Most coordinates of a chain lie where psi and phi are smooth and move by little: there both are
// expanded about the nearest point of a grid. Below the grid psi has its essential singularity
// at 1/2. With these numbers what the expansion leaves out is below 2e-15 of psi, psi', phi, phi'.
constexpr std::size_t terms = 7;
constexpr double grid_points = 1024; // in an interval of length 1
constexpr double grid_begin = 0.8125;
constexpr double grid_end = 8;

/// Taylor coefficients of psi(u) and phi(-u) about one point of the grid.
struct Cell {
  std::array<double, terms> psi, lower;
};

/// Coefficients of one lane, a group apart as the lanes read them.
inline void copy_cell(const Cell* cells, double centre, double* to) {
  const Cell& cell = cells[static_cast<std::size_t>((centre - grid_begin) * grid_points)];
  for (std::size_t k = 0; k < terms; ++k) {
    to[k * group] = cell.psi[k];
    to[(terms + k) * group] = cell.lower[k];
  }
}

/// The arrays of a ChainGradient from coordinate 0 on.
struct Memo {
  double* point;
  double* psi;
  double* slope;
  double* bell;
  double* up;
  double* down;
  double* centre;    ///< the grid point whose expansion `series` holds; NaN: none yet
  double* series;    ///< by group: the coefficients of psi, then of phi(-u), lane by lane
  const Cell* cells; ///< the grid
};

namespace baseline {
#define LANES 2
#define LANES_TARGET
#include <assay/numbers/lanes.inc>
#include <assay/problems/zero_chain_kernel.inc>
#undef LANES_INLINE
#undef LANES_TARGET
#undef LANES
} // namespace baseline

#if defined(__x86_64__)
namespace avx2 {
#define LANES 4
#define LANES_TARGET __attribute__((target("avx2")))
#include <assay/numbers/lanes.inc>
#include <assay/problems/zero_chain_kernel.inc>
#undef LANES_INLINE
#undef LANES_TARGET
#undef LANES
} // namespace avx2
#else
namespace avx2 = baseline;
#endif

/// psi' = w psi with w = 4 (2u - 1)^-3, and phi(-u)' = -phi'(u), phi'' = -u phi': recurrences from
/// the values at c.
Cell expansion(double c, double psi, double bell, double lower) {
  Cell cell{{psi}, {lower}};
  std::array<double, terms> w{};
  const double inverse = 1 / (2 * c - 1);
  w[0] = 4 * inverse * inverse * inverse;
  double before_last = 0;
  for (std::size_t n = 0; n + 1 < terms; ++n) {
    const auto order = static_cast<double>(n + 1);
    w[n + 1] = -w[n] * (order + 2) / order * (2 * inverse); // binomial(-3, n + 1)
    double sum = 0;
    for (std::size_t k = 0; k <= n; ++k) {
      sum += w[k] * cell.psi[n - k];
    }
    cell.psi[n + 1] = sum / order;
    cell.lower[n + 1] = -bell / order;
    before_last = std::exchange(bell, -(c * bell + before_last) / order);
  }
  return cell;
}

std::vector<Cell> make_grid() {
  constexpr auto size = static_cast<std::size_t>((grid_end - grid_begin) * grid_points) + 1;
  std::vector<Cell> cells(size);
  std::array<double, group> point{}, psi{}, slope{}, bell{}, up{}, down{};
  for (std::size_t i = 0; i < size; ++i) {
    point.fill(grid_begin + static_cast<double>(i) / grid_points);
    baseline::evaluate_group({point.data(), psi.data(), slope.data(), bell.data(), up.data(),
                              down.data(), nullptr, nullptr, nullptr},
                             0);
    cells[i] = expansion(point[0], psi[0], bell[0], down[0]);
  }
  return cells;
}

const Cell* grid() {
  static const std::vector<Cell> cells = make_grid();
  return cells.data();
}

std::size_t checked(int length) {
  need(length >= 1, "a chain has at least one coordinate");
  return static_cast<std::size_t>(length);
}

} // namespace

std::size_t progress(std::span<const double> u, double alpha, Width width) {
  return (wide(width) ? avx2::reach : baseline::reach)(u.data(), u.size(), alpha);
}

ChainGradient::ChainGradient(int length, Width width)
    : wide_(wide(width)), length_(checked(length)), last_(length_, 0.0) {
  const std::size_t size = before + length_ + 2 * group;
  centre_.assign(size, std::numeric_limits<double>::quiet_NaN());
  series_.assign((size / group + 1) * 2 * terms * group, 0.0);
  for (auto* array : {&point_, &psi_, &slope_, &bell_, &up_, &down_}) {
    array->assign(size, 0.0);
  }
  // The memo of u = 0, which is the point every coordinate starts at.
  const Memo first{point_.data(), psi_.data(),    slope_.data(),  bell_.data(), up_.data(),
                   down_.data(),  centre_.data(), series_.data(), grid()};
  baseline::evaluate_group(first, 0);
  for (auto* array : {&bell_, &up_, &down_}) {
    std::fill(array->begin(), array->end(), array->front());
  }
  psi_[before - 1] = 1; // psi(1), by which phi(u_0) is multiplied
}

void ChainGradient::gradient(std::span<const double> u, std::span<double> out) {
  if (u.size() != length_ || out.size() != length_) { // no text where all is well: asked often
    throw InvalidArgument("the chain has " + std::to_string(length_) + " coordinates, the point " +
                          std::to_string(u.size()) + " and the gradient " +
                          std::to_string(out.size()));
  }
  const Memo memo{point_.data() + before, psi_.data() + before, slope_.data() + before,
                  bell_.data() + before,  up_.data() + before,  down_.data() + before,
                  centre_.data(),         series_.data(),       grid()};
  const auto reach = wide_ ? avx2::reach : baseline::reach;
  touched_ = reach(u.data(), length_, 0);
  const std::size_t far = reach(u.data(), touched_, 0.5);
  active_ = std::min(far + 1, length_);
  // One more than is active: its phi is multiplied by the last slope, which is zero.
  const std::size_t size = std::min(active_ + 1, length_);
  evaluations_ += (wide_ ? avx2::refresh : baseline::refresh)(memo, u.data(), size);
  memo.up[length_] = 0; // nothing follows the chain; the last group may have written here
  memo.down[length_] = 0;
  (wide_ ? avx2::combine : baseline::combine)(memo, out.data(), active_);
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(active_), out.end(), 0.0);
  std::copy_n(u.begin(), touched_, last_.begin());
}

void ChainGradient::gradient(const Vector<double>& u, Vector<double>& out) {
  out.resize(u.size());
  gradient(std::span(u.data(), static_cast<std::size_t>(u.size())),
           std::span(out.data(), static_cast<std::size_t>(out.size())));
}

double ChainGradient::value() const {
  double sum = -up_[before];
  for (std::size_t i = 1; i < active_; ++i) {
    const std::size_t at = before + i;
    sum += point_[at - 1] > 0 ? -psi_[at - 1] * up_[at] : psi_[at - 1] * down_[at];
  }
  return sum;
}

int ChainGradient::progress(double alpha) const {
  return static_cast<int>((wide_ ? avx2::reach : baseline::reach)(last_.data(), touched_, alpha));
}

} // namespace assay
