#pragma once
#include <assay/problems/lower_level.hpp>

/// A certified enclosure of the lower-level solution, by Krawczyk's operator.
///
/// With a point m near the solution, C near the inverse Hessian there and a box Y around m,
///     K(Y) = m - C grad(m) + (I - C H(Y)) (Y - m)
/// strictly inside Y proves that every nu and x given has exactly one stationary point of nu f + g
/// in Y, and that it lies in K(Y); where nu f + g is strongly convex it is the minimiser.
/// Shape   x: dx intervals; nu: an interval, thin or a range of steps; result: dy intervals.
/// Error   an enclosure; for thin data of width about the rounding level times the condition
///         number. Throws Undecidable if no box is mapped into itself: the range is too wide, or
///         there are too few digits. A wide range has to be subdivided by the caller.
namespace assay {

namespace krawczyk {

inline Vector<Real> midpoint(const Vector<Interval>& box) {
  Vector<Real> result(box.size());
  for (Eigen::Index i = 0; i < box.size(); ++i) {
    result(i) = box(i).midpoint();
  }
  return result;
}

inline bool strictly_inside(const Vector<Interval>& inner, const Vector<Interval>& outer) {
  for (Eigen::Index i = 0; i < inner.size(); ++i) {
    if (!inner(i).is_finite() || !(outer(i).lower() < inner(i).lower()) ||
        !(inner(i).upper() < outer(i).upper())) {
      return false;
    }
  }
  return true;
}

/// The box around `centre` that holds `box` with room to spare: twice as wide, and never a point.
inline Vector<Interval> inflated(const Vector<Interval>& box, const Vector<Interval>& centre) {
  Vector<Interval> result(box.size());
  const Real least = machine_epsilon() * Real(64);
  for (Eigen::Index i = 0; i < box.size(); ++i) {
    const Real radius =
        Real(2) * (box(i) - centre(i)).magnitude() + least * (Real(1) + centre(i).magnitude());
    result(i) = centre(i) + Interval(-radius, radius);
  }
  return result;
}

} // namespace krawczyk

namespace krawczyk {

inline Vector<Interval> each(const Vector<Interval>& a,
                             const Vector<Interval>& b,
                             Interval (*join)(const Interval&, const Interval&)) {
  Vector<Interval> result(a.size());
  for (Eigen::Index i = 0; i < a.size(); ++i) {
    result(i) = join(a(i), b(i));
  }
  return result;
}

} // namespace krawczyk

/// The same from a start of the caller's own: the nearer to the solution, the narrower the box.
template <class P>
Vector<Interval> enclose_solution_near(const P& problem,
                                       const Vector<Interval>& x,
                                       const Interval& nu,
                                       const Vector<Real>& start) {
  const Vector<Interval> m = convert<Interval>(start);
  const Matrix<Interval> c = convert<Interval>(inverse<Real>(
      penalty_hessian<P, Real>(problem, krawczyk::midpoint(x), start, nu.midpoint())));
  const Vector<Interval> newton =
      m - times<Interval>(c, penalty_gradient<P, Interval>(problem, x, m, nu));
  const auto image = [&](const Vector<Interval>& box) -> Vector<Interval> { // m lies in the box
    const Matrix<Interval> slope =
        identity<Interval>(m.size()) -
        times<Interval>(c, penalty_hessian<P, Interval>(problem, x, box, nu));
    return newton + times<Interval>(slope, (box - m).eval());
  };
  Vector<Interval> box = krawczyk::inflated(newton, m);
  for (int attempt = 0; attempt < 12; ++attempt) {
    const Vector<Interval> inner = image(box);
    if (krawczyk::strictly_inside(inner, box)) {
      // Once proved, another pass only tightens. The mean-value form is about m, which the image of
      // a box need not hold: it is taken over the hull.
      return krawczyk::each(inner, image(krawczyk::each(inner, m, hull)), intersect);
    }
    box = krawczyk::inflated(inner, m);
  }
  throw Undecidable("no enclosure of the lower-level solution at " +
                    std::to_string(Precision::digits()) + " digits over this range");
}

template <class P>
Vector<Interval> enclose_solution(const P& problem, const Vector<Interval>& x, const Interval& nu) {
  return enclose_solution_near(
      problem, x, nu, lower_solution<P, Real>(problem, krawczyk::midpoint(x), nu.midpoint()));
}

} // namespace assay
