#pragma once
#include <assay/claims/claim.hpp>
#include <assay/oracles/nu_ladder.hpp>
#include <assay/problems/kappa_family.hpp>
#include <assay/problems/lifted_chain.hpp>
#include <assay/problems/logistic.hpp>
#include <assay/problems/quadratic.hpp>
#include <assay/problems/softmax.hpp>

/// The instances on which the bias of F2SA-p is measured, visited one after the other.
///
/// A visitor is called as visit(name, problem, x, top): x rational, and `top` the largest step of a
/// ladder, about 1/32 of the step at which the instance's curve nu -> grad l_nu bends.
/// At every node j nu, |j| <= 6, nu <= top, the function j nu f + g is strongly convex in y:
/// quadratic    |F| <= 1 and mu = 1, so 6/32 < 1.
/// softmax      f is convex with curvature at most 1 here, mu >= min exp(x_i)/4 > 0.6.
/// logistic     f is convex with curvature at most 3, mu = min exp(x_i)/3 > 1.4.
/// lifted chain |f''| <= 152 and mu = 2048, top 1/2.
/// kappa family f is linear in y.
namespace theory::chen2026_f2sa_p {

using namespace assay;

inline std::string describe(const QuadraticShape& shape) {
  return "quadratic dx=" + std::to_string(shape.dx) + " dy=" + std::to_string(shape.dy) +
         " kappa=" + std::to_string(shape.kappa);
}

/// Sizes from 1 to 8 and condition numbers from 1 to 10^4; the first is the plotted one.
inline std::vector<QuadraticShape> quadratic_shapes() {
  return {{.dx = 2, .dy = 3, .kappa = 10},
          {.dx = 1, .dy = 1, .kappa = 1},
          {.dx = 1, .dy = 4, .kappa = 100},
          {.dx = 4, .dy = 8, .kappa = 10000}};
}

/// Is there a bias at all?  A draw with B = 0, say, has none: nothing would be measured on it.
inline bool has_bias(const Quadratic<Rational>& problem, const Vector<Rational>& x) {
  NuLadder<Quadratic<Rational>, Rational> ladder(problem, x);
  for (const int p : {1, 2}) {
    const Vector<Rational> error = ladder.error(f2sa_stencil(p), ratio(1, 32));
    if (dot<Rational>(error, error) == 0) {
      return false;
    }
  }
  return (problem.B.array() != Rational(0)).any();
}

template <class Visit>
void visit_quadratics(const Effort& effort,
                      const std::vector<QuadraticShape>& shapes,
                      const Visit& visit) {
  std::uint32_t trial = 0;
  for (const QuadraticShape& shape : shapes) {
    Stream stream(effort.seed, trial++, "bias instances");
    Quadratic<Rational> problem = random_quadratic(shape, stream);
    Vector<Rational> x = random_point(shape.dx, stream);
    while (!has_bias(problem, x)) {
      problem = random_quadratic(shape, stream);
      x = random_point(shape.dx, stream);
    }
    visit(describe(shape), problem, x, ratio(1, 32));
  }
}

/// w'' = mu + L y^2/2 at y* = 0.7 sqrt(2 mu/L), L = 1, kappa = 2 * 100^decades.
template <class Visit> void visit_quartic_well(int decades, const Visit& visit) {
  const Rational unit = 1 / power(Rational(10), decades); // sqrt(2 mu)
  const QuarticWell well{.convexity = unit * unit / 2, .smoothness = 1};
  Vector<Rational> x(1);
  x(0) = well.x_of<Rational>(exact<Rational>("0.7") * unit);
  visit("quartic well kappa=" + (2 / (unit * unit)).str(), well, x,
        Rational(well.convexity * unit / 32));
}

template <class Visit> void visit_softmax(const Effort& effort, const Visit& visit) {
  Stream stream(effort.seed, 0, "bias instances, softmax");
  const Softmax problem = random_softmax(2, 3, 4, stream);
  Vector<Rational> x(4);
  x << exact<Rational>("1"), exact<Rational>("1.5"), exact<Rational>("1.25"), exact<Rational>("2");
  visit("softmax, 3 classes, 2 features", problem, x, ratio(1, 32));
}

template <class Visit> void visit_logistic(const Effort& effort, const Visit& visit) {
  Stream stream(effort.seed, 0, "bias instances, logistic");
  auto training = random_samples(3, 5, stream);
  const Logistic problem{std::move(training), random_samples(3, 5, stream)};
  Vector<Rational> x(3);
  x << exact<Rational>("1.5"), exact<Rational>("2"), exact<Rational>("1.75");
  visit("logistic, 3 features", problem, x, ratio(1, 32));
}

template <class Visit> void visit_lifted_chain(const Visit& visit) {
  const LiftedChain problem{.length = 3, .convexity = 2048};
  Vector<Rational> x(3);
  x << exact<Rational>("1.25"), exact<Rational>("0.875"), exact<Rational>("-0.9375");
  visit("lifted chain, T = 3", problem, x, ratio(1, 2));
}

template <class Visit> void visit_smooth(const Effort& effort, const Visit& visit) {
  visit_softmax(effort, visit);
  visit_logistic(effort, visit);
  visit_lifted_chain(visit);
  for (const int decades : {0, 1, 2}) {
    visit_quartic_well(decades, visit);
  }
}

/// The problem with its rational data converted once, where it has any.
template <class P> auto in_real(const P& problem) {
  if constexpr (requires { problem.template as<Real>(); }) {
    return problem.template as<Real>();
  } else {
    return problem;
  }
}

template <class P>
NuLadder<decltype(in_real(std::declval<P>())), Real> real_ladder(const P& problem,
                                                                 const Vector<Rational>& x) {
  return {in_real(problem), convert<Real>(x)};
}

} // namespace theory::chen2026_f2sa_p
