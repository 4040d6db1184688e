#pragma once
#include <assay/measure/order.hpp>
#include <assay/problems/quadratic_model.hpp>
#include <assay/solvers/solver.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <initializer_list>

/// Small quadratics with every answer in closed form, and what tests of solvers measure on them.
namespace assay::solver_check {

using V = Vector<double>;
using M = Matrix<double>;

M matrix(Eigen::Index rows, Eigen::Index columns, std::initializer_list<double> entries);

V vector(std::initializer_list<double> entries);

/// A full of unequal eigenvalues (1.18 to 3.27), F indefinite, every cross term present.
Quadratic<double> anisotropic();

/// The same with A = 2 I.
Quadratic<double> isotropic();

/// dx = dy = 1, and an F that shows in every order of nu.
Quadratic<double> one_dimensional();

/// phi = f(., 0) up to a constant: no cross derivatives at all.
Quadratic<double> single_level();

V solution(const Quadratic<double>& q, const V& x);

/// The minimiser of phi.
V minimiser(const Quadratic<double>& q);

Instance instance(const Quadratic<double>& q, const V& x0, const V& y0, Noise noise = {});

/// Started away from the solutions of both levels.
Instance instance(const Quadratic<double>& q, Noise noise = {});

AnySolver solver(const std::string& text, const Instance& of);

/// "name:a=1,b=0.25" with enough digits for a double.
std::string text(const std::string& name, const std::map<std::string, double>& values);

/// What a run of some steps shows.
struct Run {
  V x, y, estimate;
  Counters calls;
  std::vector<LoggedCall> log;
};

Run run(const std::string& name, const Instance& of, int steps, OracleOptions options = {});

/// The point where an un-normalised method's x stands still. Fails if it does not settle.
V limit(const std::string& name, const Instance& of, int most = 20000);

/// Where a direction that is affine in x vanishes.
V zero_of(const Quadratic<double>& q, const std::function<V(const V&)>& direction);

/// Where a method's first direction vanishes, the lower level being solved: the limit of a method
/// whose steps are too long or too random to settle. Its direction is affine in x on a quadratic.
V zero_of_direction(const std::string& name, const Quadratic<double>& q);

/// The first estimate's mean over its depth p, uniform on {0, ..., b - 1}: exact without noise.
V mean_over_depths(const std::string& name, const Instance& at, int b);

/// Root mean square, over `kept` steps after `burn` with x held, of what y and v do to the
/// hyper-gradient: ||grad_x f - J v - grad phi||. `sign`: -1 where v tends to -H^{-1} grad_y f.
double bias_of_followers(const std::string& held,
                         const Quadratic<double>& q,
                         const Instance& at,
                         int burn,
                         int kept,
                         double sign = 1);

/// How often each batch was used by each kind of call.
std::map<std::pair<Level, std::uint64_t>, std::map<Call, int>>
uses(const std::vector<LoggedCall>& log);

/// The order of errors in geometrically decreasing steps, as an interval from the ladder itself.
struct Slope {
  double low = 1, high = 0;
  std::string why;
  [[nodiscard]] bool is(double order, double width = 0.1) const {
    return low <= order && order <= high && high - low <= width;
  }
};

Slope slope(const std::vector<double>& log_step, const std::vector<double>& error);

std::ostream& operator<<(std::ostream& out, const Slope& s);

/// The order in 1 - eta mu, for eta = 0.2, of the error of a series' limit, over numbers of terms.
/// `limit_of` makes the limit.
Slope order_in_terms(const Quadratic<double>& q,
                     int first,
                     int step,
                     const std::function<V(int)>& limit_of);

/// The same for a method whose estimate is a random term, `name` being the number of terms: where
/// the mean over all depths vanishes.
Slope order_in_random_terms(const std::string& solver, const std::string& name);

/// ||v - sign H^{-1} grad_y f|| after some steps.
double system_error(const std::string& name,
                    const Quadratic<double>& q,
                    const Instance& at,
                    int steps,
                    double sign = 1);

/// Upper batches serve grad_x f and grad_y f once each, lower ones a single call. How many of each.
struct Batches {
  int upper = 0, lower = 0;
};
Batches check_fresh_samples(const std::vector<LoggedCall>& log);

/// Facts of a quadratic with noise in everything, and a schedule at accuracies 10^-3 and 10^-4.
Facts noisy_facts();
struct TwoPlans {
  Plan coarse, fine;
  /// How often the coarse value holds the fine one.
  [[nodiscard]] double falls(const std::string& name) const {
    return coarse.values.at(name) / fine.values.at(name);
  }
};
TwoPlans two_plans(const SolverInfo& info, Facts facts, const Parameters& parameters = {});

/// The plan's calls are those of an iteration, on average over `steps` (whole periods) of them.
void check_planned_calls(const std::string& text, int steps = 10);

/// Six counters of so many calls: fx, fy, gx, gy, hvp, jvp.
Counters calls(Count fx, Count fy, Count gx, Count gy, Count hvp, Count jvp);

/// grad_x f - J eta sum_{q=0}^{Q} (I - eta A)^q grad_y f, from the matrices themselves.
V neumann_estimate(const Quadratic<double>& q, const V& x, const V& y, double eta, int depth);

} // namespace assay::solver_check
