#pragma once
#include <assay/problems/instance.hpp>

/// An instance whose oracle computes nothing: what a question to it costs is what asking costs.
namespace assay::bench {

/// Answers at once.
struct Nothing {
  int d;
  [[nodiscard]] int dx() const { return d; }
  [[nodiscard]] int dy() const { return d; }
  using V = Vector<double>;
  void answer(V& out) const { out.setZero(d); }
  void grad_x_f(const V& /*x*/, const V& /*y*/, V& out) const { answer(out); }
  void grad_y_f(const V& /*x*/, const V& /*y*/, V& out) const { answer(out); }
  void grad_x_g(const V& /*x*/, const V& /*y*/, V& out) const { answer(out); }
  void grad_y_g(const V& /*x*/, const V& /*y*/, V& out) const { answer(out); }
  void hvp(const V& /*x*/, const V& /*y*/, const V& /*v*/, V& out) const { answer(out); }
  void jvp(const V& /*x*/, const V& /*y*/, const V& /*v*/, V& out) const { answer(out); }
  void solution(const V& /*x*/, V& out) const { answer(out); }
  void hypergradient(const V& /*x*/, V& out) const { answer(out); }
};

inline Instance nothing(int d) {
  Facts facts;
  facts.dx = facts.dy = d;
  return {.name = "nothing",
          .model = Nothing{d},
          .noise = {},
          .facts = facts,
          .x0 = Vector<double>::Ones(d),
          .y0 = Vector<double>::Ones(d),
          .lower_bound = {}};
}

} // namespace assay::bench
