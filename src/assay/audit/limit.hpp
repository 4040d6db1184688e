#pragma once
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <string>
#include <vector>

/// What a solver's hyper-gradient estimate tends to while x is held where it starts.
///
/// x is held by an outer step of 1e-15, so that y, v and memories settle on the method's own
/// limit: grad phi(x0) plus the bias of its finite differences, its penalty or its series. A solver
/// that shows no estimate is read from its moves, at a step of 1e-9: all of it, or, where it
/// normalises them, the direction alone.
namespace assay::audit {

struct Limit {
  std::string why_not;     ///< not empty: it cannot be measured
  bool settled = false;    ///< the last ten estimates are equal to 1e-11, and their changes fall
  double change = 0;       ///< from the last estimate but one; 0 of a random one
  bool grows = false;      ///< it has not, and its length grows without end
  bool direction = false;  ///< `value` and `truth` are of length 1
  bool from_moves = false; ///< read from moves of 1e-9: good to 1e-6
  Vector<double> value;
  Vector<double> truth;    ///< grad phi(x0) = direct + implicit
  Vector<double> direct;   ///< grad_x f
  Vector<double> implicit; ///< -J H^{-1} grad_y f
  int steps = 0;           ///< made
  /// Of a random estimate: `value` is the mean of these.
  std::vector<Vector<double>> samples;

  /// ||value - truth|| / (1 + ||truth||).
  [[nodiscard]] double error() const { return relative(value, truth); }
};

/// `set`: parameters besides the outer step.
/// `again`: on other samples.
Limit held_limit(const Context& context,
                 const Instance& instance,
                 const Parameters& set,
                 bool again = false);

/// Values that bring the bias of every declared role below 1e-4: a small nu, a large lambda, a long
/// series.
Parameters at_limits(const Context& context, const Instance& instance);
/// The same with one more.
Parameters with(const Parameters& parameters, const std::string& name, double value);

/// The outer step that holds x: what it adds in a run is far below what a limit is compared to, and
/// schedules that are made of its powers stay finite.
inline constexpr double held_step = 1e-15;

/// The same with an outer step, where one is declared, whose moves nothing survives unseen: a
/// normalised one of 0.2, else half of a gradient step.
Parameters
long_steps(const Context& context, const Instance& instance, const Parameters& parameters = {});

/// Of the angle between two vectors; 0 where one of them is 0.
double cosine(const Vector<double>& a, const Vector<double>& b);

/// What is wrong with a limit, in words: the wrong sign of the implicit term, a scale, a term that
/// is missing.
std::string in_words(const Limit& limit);

} // namespace assay::audit
