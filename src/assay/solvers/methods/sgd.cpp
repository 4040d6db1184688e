// SGD on phi: the single-level reference.
//
// Ghadimi, Lan: "Stochastic first- and zeroth-order methods for nonconvex stochastic programming",
// SIAM J. Optim. 23(4), 2013: constant step, the mean of ||grad phi||^2 over the iterates. One
// iteration:
//   x <- x - eta grad_x f(x, y0; xi)                                    a batch of S samples
// A single-level method has no lower level to differentiate through, so it applies where phi is
// f(., y0) up to a constant: the cross derivatives of g vanish, and those of f too unless y0 is
// already y*. SGD with an estimated hyper-gradient is what stocbio and bsa are.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/single_level.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double eta = 0, batch = 1, steps = 0;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double squared = facts.epsilon * facts.epsilon;
  Schedule s;
  s.batch = count_of(parameters, "S", 1);
  // mean ||grad phi||^2 <= 2 Delta/(eta T) + L eta sigma^2/S: half of eps^2 each.
  const double variance = facts.sigma_fx * facts.sigma_fx / s.batch;
  s.eta = positive(parameters, "eta",
                   std::min(1 / facts.smoothness, limit(squared, 2 * facts.smoothness * variance)));
  s.steps = std::ceil(4 * facts.gap / (s.eta * squared));
  return s;
}

class Sgd {
public:
  explicit Sgd(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    gradient_.setZero(oracle.dx());
  }
  void step(Oracle& oracle) {
    oracle.grad_x_f(x_, y_, oracle.upper(static_cast<Count>(s_.batch)), gradient_);
    x_ -= s_.eta * gradient_;
  }
  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return gradient_; }

private:
  Schedule s_;
  Vector<double> x_, y_, gradient_;
};

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"eta", s.eta}, {"S", s.batch}}, .calls_per_step = s.batch, .steps = s.steps};
}

} // namespace

SolverInfo sgd() {
  return {
      .name = "sgd",
      .title = "SGD on phi",
      .source_key = "ghadimi2013",
      .source = "section 2.1, Corollary 2.2",
      .convention = "Q",
      .claim = "O(eps^-2) calls of grad f to E||grad phi||^2 <= eps",
      .assumptions = {"phi is L-smooth and bounded below",
                      "single-level in substance: phi = f(., y0) up to a constant",
                      "unbiased gradients of bounded variance"},
      .steps = {"x <- x - eta grad_x f(x, y0)"},
      .calls_per_iteration = "n_fx = S",
      .samples = "fresh in every step",
      .parameters = {{"eta", "auto", "step"}, {"S", "1", "batch"}, aim_parameter()},
      .traits = {.roles = {.outer_step = "eta", .batch = "S"},
                 .calls = {Call::fx},
                 .single_level = true},
      .predict = predict_single_level,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return Sgd(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
