#pragma once
#include <assay/oracles/oracle.hpp>
#include <assay/problems/parameters.hpp>

/// What SABA and SRBA share: g a mean of n components, f one of m, and three directions at a joint
/// point (x, y, v), v in the plus convention (v* = -H^{-1} grad_y f):
///     D_y = grad_y g,   D_v = H v + grad_y f,   D_x = J v + grad_x f
/// with one index i of g for the three terms of g, one index j of f for the two of f.
/// An instance that is no finite sum has one component, of which every sample is a fresh look:
/// without noise all are the same, with noise the methods are SOBA there.
namespace assay {

struct JointPoint {
  Vector<double> x, y, v;
};

/// Of one component of g, or of all: grad_y g, H v and J v. Of f: grad_y f and grad_x f.
struct LowerTerms {
  Vector<double> y, v, x;
};
struct UpperTerms {
  Vector<double> v, x;
};

/// n or m, 1 where there is no finite sum.
int components_of(const Facts& facts);
Batch component_of(Oracle& oracle, Level level, int index);
Batch everything_of(Oracle& oracle, Level level);
/// An index at random.
int draw_component(Oracle& oracle);

/// Three calls; two calls.
void evaluate(Oracle& oracle, const JointPoint& at, const Batch& zeta, LowerTerms& out);
void evaluate(Oracle& oracle, const JointPoint& at, const Batch& xi, UpperTerms& out);

/// Steps of a method whose memory is up to `age` steps old: what it remembers of a component errs
/// by (deviation of second derivatives) * age * step * ||D||, a quarter of ||D|| for two of them.
struct JointSchedule {
  double rho = 0;   ///< of y and v
  double gamma = 0; ///< of x
  double steps = 0; ///< T
};
JointSchedule joint_schedule(const Facts& facts, const Parameters& parameters, double age);

} // namespace assay
