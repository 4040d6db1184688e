#pragma once
#include <assay/problems/instance.hpp>
#include <assay/problems/rotation.hpp>

#include <memory>
#include <optional>
#include <vector>

/// An instance in other words: changes of a problem that carry every correct solver's trajectory
/// along.
namespace assay::audit {

/// x = U x' + s, y = V y' + t, the coordinates of x' and y' taken in another order first, and g
/// plus h(x) = 1/2 c ||x||^2 + c sum x_i, which no hyper-gradient depends on.
struct Change {
  std::shared_ptr<const Rotation> x, y; ///< U, V; null: none
  std::vector<int> order_x, order_y;    ///< entry i is number order(i) of x'; empty: as they are
  double shift_x = 0, shift_y = 0;      ///< every entry of s, t
  double added = 0;                     ///< c
  double slope = 0;                     ///< f plus slope sum x_i: the hyper-gradient moves by that
};

/// x' of x, as `changed` means it.
Vector<double> changed_x(const Change& change, Vector<double> x);
Instance changed(const Instance& instance, const Change& change);

/// The instance with g plus c sum_i log cosh(y_i - x_(i mod dx)): grad^2_yy g and grad^2_xy g
/// depend on y. Its facts still bound the lower level; those of phi are the plain problem's.
Instance curved(const Instance& instance, double c);

/// The instance with a second lower variable y' of the same size, which enters g alone, by
/// 1/2 mu ||y'||^2.
Instance with_idle_copy(const Instance& instance);

} // namespace assay::audit
