// Normalised SGD on phi: the single-level reference for methods whose steps have a fixed length.
//
// Cutkosky, Mehta: "Momentum improves normalized SGD", ICML 2020. One iteration:
//   m <- beta m + (1 - beta) grad_x f(x, y0; xi)                        a batch of S samples
//   x <- x - eta m/||m||
// beta = 0 (the default) is normalised SGD with batches of sigma^2/eps^2; with momentum one sample
// will do. It applies where sgd does.
#include <assay/solvers/constants.hpp>
#include <assay/solvers/single_level.hpp>
#include <assay/solvers/steps.hpp>

#include <algorithm>

namespace assay::solver {
namespace {

struct Schedule {
  double eta = 0, beta = 0, batch = 1, steps = 0;
};

Schedule schedule(const Facts& given, const Parameters& parameters) {
  const Facts facts = aimed(given, parameters);
  const double epsilon = facts.epsilon;
  const double variance = facts.sigma_fx * facts.sigma_fx;
  Schedule s;
  // mean ||grad phi|| <= Delta/(eta T) + 2 sigma sqrt((1-beta)/(S (1+beta))) + L eta/2
  //                      + 2 L eta beta/(1-beta):   eps/4, eps/2 and, for the last two, eps/4.
  s.beta = parameters.number("beta", 0);
  need(s.beta >= 0 && s.beta < 1, "normalised_sgd: 0 <= beta < 1");
  s.batch =
      count_of(parameters, "S", 16 * variance * (1 - s.beta) / (1 + s.beta) / (epsilon * epsilon));
  const double drift = 0.5 + 2 * s.beta / (1 - s.beta);
  s.eta = positive(parameters, "eta", epsilon / (4 * drift * facts.smoothness));
  s.steps = std::ceil(4 * facts.gap / (s.eta * epsilon));
  return s;
}

class NormalisedSgd {
public:
  explicit NormalisedSgd(Schedule s) : s_(s) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    momentum_.setZero(oracle.dx());
    fresh_ = true;
  }
  void step(Oracle& oracle) {
    oracle.grad_x_f(x_, y_, oracle.upper(static_cast<Count>(s_.batch)), gradient_);
    const double kept = fresh_ ? 0 : s_.beta;
    momentum_ = kept * momentum_ + (1 - kept) * gradient_;
    fresh_ = false;
    normalised_step(x_, momentum_, s_.eta);
  }
  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return momentum_; }

private:
  Schedule s_;
  bool fresh_ = true;
  Vector<double> x_, y_, gradient_, momentum_;
};

Plan plan(const Facts& facts, const Parameters& parameters) {
  const Schedule s = schedule(facts, parameters);
  return {.values = {{"eta", s.eta}, {"beta", s.beta}, {"S", s.batch}},
          .calls_per_step = s.batch,
          .steps = s.steps};
}

} // namespace

SolverInfo normalised_sgd() {
  return {
      .name = "normalised_sgd",
      .title = "Normalised SGD on phi",
      .source_key = "cutkosky2020",
      .source = "ICML 2020, Theorem 1 (its batches in place of momentum: derived)",
      .convention = "N",
      .claim = "O(eps^-4) calls of grad f to E||grad phi|| <= eps",
      .assumptions = {"phi is L-smooth and bounded below",
                      "single-level in substance: phi = f(., y0) up to a constant",
                      "unbiased gradients of bounded variance"},
      .steps = {"m <- beta m + (1 - beta) grad_x f(x, y0); the first m is the gradient",
                "x <- x - eta m/||m||"},
      .calls_per_iteration = "n_fx = S",
      .samples = "fresh in every step",
      .parameters = {{"eta", "auto", "length of a step"},
                     {"beta", "0", "what momentum keeps, in [0, 1)"},
                     {"S", "auto", "batch"},
                     aim_parameter()},
      .traits = {.roles = {.outer_step = "eta", .batch = "S"},
                 .calls = {Call::fx},
                 .normalised = true,
                 .single_level = true,
                 .momentum_of =
                     [](const Parameters& given) { return given.number("beta", 0) > 0; }},
      .predict = predict_single_level,
      .plan = plan,
      .make = [](const Facts& facts, const Parameters& parameters) -> AnySolver {
        return NormalisedSgd(schedule(facts, parameters));
      },
  };
}

} // namespace assay::solver
