#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/problems/derivatives.hpp>

#include <cstdint>
#include <string>

/// Checks a problem before it is used: a slip in a user's code should stop here, with one line that
/// says what is wrong, at which x and y, in which component, and how to mend it.
///
/// At a few generated points:  dimensions · finite values · the same value when called twice · own
/// gradients against Taylor derivatives of f and g · Hessian of g in y positive definite, and not
/// below the claimed mu.
/// Arithmetic  Real at 40 digits; double if the problem does not run on Real.
/// Cost        about 2 (dx + dy + 2) evaluations and dy gradients a point.
/// Throws      InvalidArgument.   Not seen: slips that show only away from the points.
namespace assay {

struct ProblemCheck {
  int points = 6;              ///< the first has x = 0 and y = 0
  double radius = 1;           ///< coordinates are drawn from [-radius, radius]
  std::uint64_t seed = 1;      ///< of the points
  bool strongly_convex = true; ///< ask for a positive definite Hessian of g in y
  /// The strong convexity claimed for g in y; if 0, the problem's own mu() where it has one.
  double mu = 0;
};

namespace checking {

/// One line about one point; the only place where these errors are made.
[[noreturn]] void
complain(const std::string& what, const std::string& at, const std::string& how_to_mend);
std::string component(const std::string& name, Eigen::Index i); ///< "grad_x_f[2]"
std::string digits(double value);                               ///< 6 significant digits
std::string digits(const Real& value);
template <class T> std::string show(const Vector<T>& v) {
  std::string text = "(";
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    text += (i > 0 ? ", " : "") + digits(v(i));
  }
  return text + ")";
}
template <class T> std::string place(const Vector<T>& x, const Vector<T>& y) {
  return "x = " + show(x) + ", y = " + show(y);
}

/// Is a the value b, but for rounding? NaN is not.
template <class T> bool agrees(const T& a, const T& b) {
  using std::abs;
  const T scale = T(1) + abs(a) + abs(b);
  const T tolerance =
      std::same_as<T, double> ? T(1e-9) : exact<T>("0.0000000000000000000000000001");
  return abs(T(a - b)) <= tolerance * scale;
}
inline bool finite(double a) { return std::isfinite(a); }
inline bool finite(const Real& a) { return a.is_finite(); }

template <class T> struct Point {
  Vector<T> x;
  Vector<T> y;
};
template <class T> Point<T> draw_point(int dx, int dy, const ProblemCheck& how, int index) {
  Stream stream(how.seed, static_cast<std::uint32_t>(index), "points of a problem check");
  const double size = index == 0 ? 0 : how.radius;
  const auto draw = [&](int n) {
    Vector<T> v(n);
    for (int i = 0; i < n; ++i) {
      v(i) = T(size * (2 * stream.uniform() - 1) + 0.0); // never -0
    }
    return v;
  };
  Point<T> point;
  point.x = draw(dx);
  point.y = draw(dy);
  return point;
}

template <class T, class Function>
void check_value(const std::string& name, const Function& value, const Point<T>& at) {
  const T first = value(at.x, at.y);
  if (!finite(first)) {
    complain(name + " is " + digits(first), place(at.x, at.y),
             "return a finite number, or check the problem on a smaller radius");
  }
  if (!(first == value(at.x, at.y))) {
    complain(name + " changes when called twice", place(at.x, at.y),
             "make it a function of x and y alone: no state, no random numbers");
  }
}

template <class T>
void check_gradient(const std::string& name,
                    const Vector<T>& own,
                    const Vector<T>& again,
                    const Vector<T>& derivative,
                    const Point<T>& at) {
  const std::string where = place(at.x, at.y);
  if (own.size() != derivative.size()) {
    complain(name + " has length " + std::to_string(own.size()), where,
             "return a vector of length " + std::to_string(derivative.size()));
  }
  for (Eigen::Index i = 0; i < own.size(); ++i) {
    if (!finite(own(i))) {
      complain(component(name, i) + " is " + digits(own(i)), where, "return a finite number");
    }
    if (!(own(i) == again(i))) {
      complain(component(name, i) + " changes when called twice", where,
               "make it a function of x and y alone: no state, no random numbers");
    }
    if (!agrees(own(i), derivative(i))) {
      complain(component(name, i) + " is " + digits(own(i)) + ", but differentiating " +
                   name.substr(name.size() - 1) + " gives " + digits(derivative(i)),
               where, "correct " + name + ", or leave it out: it is then computed");
    }
  }
}

/// The problem's own gradients, where it has any, against derivatives of its values.
template <class T, class P> void check_gradients(const P& p, const Point<T>& at) {
  const auto x = constant_series(at.x);
  const auto y = constant_series(at.y);
  if constexpr (requires { p.grad_x_f(at.x, at.y); }) {
    check_gradient<T>("grad_x_f", p.grad_x_f(at.x, at.y), p.grad_x_f(at.x, at.y),
                      gradient<T>([&](const auto& m) { return p.f(m, y); }, at.x), at);
  }
  if constexpr (requires { p.grad_y_f(at.x, at.y); }) {
    check_gradient<T>("grad_y_f", p.grad_y_f(at.x, at.y), p.grad_y_f(at.x, at.y),
                      gradient<T>([&](const auto& m) { return p.f(x, m); }, at.y), at);
  }
  if constexpr (requires { p.grad_x_g(at.x, at.y); }) {
    check_gradient<T>("grad_x_g", p.grad_x_g(at.x, at.y), p.grad_x_g(at.x, at.y),
                      gradient<T>([&](const auto& m) { return p.g(m, y); }, at.x), at);
  }
  if constexpr (requires { p.grad_y_g(at.x, at.y); }) {
    check_gradient<T>("grad_y_g", p.grad_y_g(at.x, at.y), p.grad_y_g(at.x, at.y),
                      gradient<T>([&](const auto& m) { return p.g(x, m); }, at.y), at);
  }
}

template <class T, class P>
void check_convexity(const P& problem, const Point<T>& at, const ProblemCheck& how) {
  double mu = how.mu;
  if constexpr (requires { problem.mu(); }) {
    mu = mu > 0 ? mu : static_cast<double>(problem.mu());
  }
  Matrix<T> hessian = hess_yy_g(problem, at.x, at.y);
  if (is_positive_definite(hessian) != Truth::yes) {
    complain("the Hessian of g in y is not positive definite", place(at.x, at.y),
             "the lower level must be strongly convex in y: check the sign of g, or add a "
             "quadratic in y (strongly_convex = false skips this check)");
  }
  // A billionth less than claimed, so that a mu attained exactly is not lost to rounding.
  for (Eigen::Index i = 0; i < hessian.rows(); ++i) {
    hessian(i, i) = hessian(i, i) - T(mu * (1 - 1e-9));
  }
  if (mu > 0 && is_positive_definite(hessian) != Truth::yes) {
    complain("g is less than " + digits(mu) + "-strongly convex in y", place(at.x, at.y),
             "claim a smaller mu");
  }
}

template <class T, class P> void check_points(const P& problem, const ProblemCheck& how) {
  for (int index = 0; index < how.points; ++index) {
    const auto at = draw_point<T>(problem.dx(), problem.dy(), how, index);
    const auto f = [&](const auto& x, const auto& y) -> T { return problem.f(x, y); };
    const auto g = [&](const auto& x, const auto& y) -> T { return problem.g(x, y); };
    check_value<T>("f", f, at);
    check_value<T>("g", g, at);
    check_gradients<T>(problem, at);
    if (how.strongly_convex) {
      check_convexity<T>(problem, at, how);
    }
  }
}

/// dx and dy, and what the caller asked for.
void check_sizes(int dx, int dy, const ProblemCheck& how);

} // namespace checking

/// Returns if nothing is wrong with the problem at the points looked at.
template <class P> void check_problem(const P& problem, const ProblemCheck& how = {}) {
  checking::check_sizes(problem.dx(), problem.dy(), how);
  if constexpr (BilevelProblem<P, Real>) {
    const Precision guard(40);
    checking::check_points<Real>(problem, how);
  } else {
    static_assert(BilevelProblem<P, double>,
                  "a problem needs dx(), dy() and templates f(x, y), g(x, y): see bilevel.hpp");
    checking::check_points<double>(problem, how);
  }
}

} // namespace assay
