#pragma once
#include <assay/problems/instance.hpp>
#include <assay/problems/quadratic.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// The small problems that an audit runs a solver on: dense quadratics whose every limit is known
/// in closed form, varied one feature at a time.
///
/// grad_x f, grad_y f and grad^2_xy g are not zero, A and F do not commute, dx != dy: a term that
/// is dropped, transposed or mis-scaled shows. `number` draws the axes of all matrices, x* of
/// length 1, x0 and y0 around x* and y*(x0); the spectra, and so the condition, are the same for
/// every number. Drawn anew where grad_x f or J H^{-1} grad_y f at x0 is shorter than 0.1, so that
/// neither is absent by chance. Pure function of the values here.
namespace assay::audit {

struct Problem {
  int dx = 3;
  int dy = 4;
  double kappa = 10;          ///< 1: the lower level is isotropic
  double scale = 1;           ///< g times this: mu = scale
  double curvature = .5;      ///< of f in y; 0: f affine in y
  double start = 1.5;         ///< ||x0 - x*||; 0: the start is stationary
  std::uint32_t number = 1;   ///< which of the generated problems
  bool swapped = false;       ///< A in other axes, b so that y*(x0) stays: only the Hessian changes
  bool decoupled = false;     ///< grad^2_xy g = 0: y* is the same for every x
  bool upper_only = false;    ///< f does not depend on y
  std::string noise = "none"; ///< of the instances' parameter of that name
  double sigma = 0;
  double products = 0;
  double epsilon = 0.01;

  friend bool operator==(const Problem&, const Problem&) = default;
};

/// "quadratic, dx = 3, dy = 4, kappa = 10": what differs from the plainest is named.
std::string to_string(const Problem& problem);
Instance make_problem(const Problem& problem);
/// The same without noise, on what schedules for noise are made of: memories and small steps are
/// exercised, and have nothing to average.
Instance silent_problem(Problem problem);
/// x*, where grad phi = 0.
Vector<double> stationary_point(const Problem& problem);
/// f and g as data, for those who build variations.
Quadratic<double> data_of(const Problem& problem);

/// The smallest variation on which something still fails: fewer dimensions, isotropic, another
/// start. `fails` is asked only about problems of the same features otherwise.
Problem smallest_failing(const Problem& failing, const std::function<bool(const Problem&)>& fails);

} // namespace assay::audit
