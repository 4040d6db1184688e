#pragma once
#include <assay/solvers/constants.hpp>
#include <assay/solvers/solver.hpp>

/// Methods that put lambda (g - min_y g) in the lower level's place and follow the gradient of what
/// remains:  grad_x f(x, y) + lambda (grad_x g(x, y) - grad_x g(x, z)),  y near the minimiser of
/// f + lambda g and z near that of g.
///
/// Source  chen2025f2ba, shen2023pbgd; constants derived here.
namespace assay {

/// The least multiplier, at least 1, for which f + lambda g is mu lambda/2-strongly convex in y and
/// the exact penalty gradient is within `bias` of grad phi.
double least_multiplier(const Facts& facts, double bias);
/// The parameter `name`, by default the least multiplier. Throws InvalidArgument unless f + lambda
/// g is strongly convex in y.
double multiplier_of(const Facts& facts,
                     const Parameters& parameters,
                     const std::string& name,
                     double computed);
/// What inner loops that have not begun leave of the penalty gradient, at most, where x moves by
/// `step` between them.
double unstarted_error(const Facts& facts, double lambda, double step);

/// Cost  one call of grad_x f, of the samples xi, and two of grad_x g, of fresh ones.
class PenaltyGradient {
public:
  explicit PenaltyGradient(double lambda) : lambda_(lambda) {}
  void operator()(Oracle& oracle,
                  const Vector<double>& x,
                  const Vector<double>& y,
                  const Vector<double>& z,
                  const Batch& xi,
                  Vector<double>& out);

private:
  double lambda_;
  Vector<double> part_;
};

} // namespace assay
