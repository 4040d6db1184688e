#pragma once
#include "check.hpp"

/// A lower level that is convex with the PL property and not strongly convex.
namespace assay::solver_check {

/// g convex with the PL property: its Hessian diag(2, 1, 0) is singular, B maps into its range.
struct Flat {
  Quadratic<double> q = [] {
    Quadratic<double> made = anisotropic();
    made.A = vector({2, 1, 0}).asDiagonal();
    made.B.row(2).setZero();
    made.b(2) = 0;
    made.K.setZero(); // else phi would depend on which solution y ends at
    made.F = made.A;
    return made;
  }();
  [[nodiscard]] static int dx() { return 2; }
  [[nodiscard]] static int dy() { return 3; }
  void grad_x_f(const V& x, const V& y, V& out) const { out = q.grad_x_f<double>(x, y); }
  void grad_y_f(const V& x, const V& y, V& out) const { out = q.grad_y_f<double>(x, y); }
  void grad_x_g(const V& x, const V& y, V& out) const { out = q.grad_x_g<double>(x, y); }
  void grad_y_g(const V& x, const V& y, V& out) const { out = q.grad_y_g<double>(x, y); }
  void hvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const { out = q.A * v; }
  void jvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
    out = -(q.B.transpose() * v);
  }
  void solution(const V& x, V& out) const {
    out = q.B * x + q.b;
    out = vector({out(0) / 2, out(1), 0});
  }
  void hypergradient(const V& x, V& out) const {
    V y;
    solution(x, y);
    const V pull = q.grad_y_f<double>(x, y);
    out = q.grad_x_f<double>(x, y) + q.B.transpose() * vector({pull(0) / 2, pull(1), 0});
  }
};

inline Instance flat() {
  Facts facts = instance(anisotropic()).facts;
  facts.mu = 0;
  facts.pl = 1;
  facts.lower_curvature = 2;
  facts.strongly_convex = false;
  return {.name = "flat",
          .model = Flat{},
          .noise = {},
          .facts = facts,
          .x0 = vector({1, -1}),
          .y0 = vector({2, 1, 3}),
          .lower_bound = {}};
}

} // namespace assay::solver_check
