// SOBA, one loop for x, y and v, and its mistakes.
//
// Dagreou, Ablin, Vaiter, Moreau, NeurIPS 2022, arXiv 2201.13409: at (x, y, v), one step each of
//   y <- y - rho grad_y g,   v <- v - rho (H v - grad_y f),   x <- x - gamma (grad_x f - J v)
#include <assay/solvers/constants.hpp>

#include "faults.hpp"

namespace assay::faults {
namespace {

class Soba {
public:
  explicit Soba(Setting s)
      : fault_(s.fault),
        rho_(s.values.at("rho")),
        gamma_(s.values.at("gamma")),
        facts_(std::move(s.facts)) {}

  void start(Oracle& oracle) {
    x_ = before_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dy());
    d_.setZero(oracle.dx());
    longest_ = 0;
    if (fault_ == Fault::knows_the_instance) { // as if it had seen phi
      answer_ = make_instance("separable", std::min(0.5, facts_.epsilon)).model;
      knows_ = answer_->dx() == oracle.dx() && answer_->dy() == oracle.dy();
    }
  }

  void step(Oracle& oracle) {
    const Vector<double> y = y_;
    const Vector<double>& x = fault_ == Fault::stale_x ? before_ : x_;
    const Batch xi = oracle.upper();
    const Batch zeta = oracle.lower();
    oracle.grad_y_g(x_, y, zeta, part_);
    if (fault_ == Fault::clips_inner) {
      longest_ = longest_ > 0 ? longest_ : 0.5 * part_.norm();
      part_ *= part_.norm() > longest_ ? longest_ / part_.norm() : 1;
    }
    y_ -= rho_ * part_;
    system(oracle, x, y, xi);
    oracle.grad_x_f(x, y, xi, d_);
    oracle.jvp(x, fault_ == Fault::jacobian_at_start ? oracle.y0() : y, v_,
               fault_ == Fault::outer_reuses_inner_sample ? zeta : oracle.lower(), part_);
    if (fault_ == Fault::needs_mu && !(facts_.mu > 0)) {
      throw std::runtime_error("division by zero");
    }
    if (fault_ == Fault::throws_on_large && d_.norm() > 100) {
      throw std::runtime_error("out of range");
    }
    d_ += (fault_ == Fault::sign_of_v ? 1 : -1) * part_;
    if (fault_ == Fault::no_grad_x_f) {
      d_ = -part_;
    }
    before_ = x_;
    x_ -= gamma_ * d_;
    for (int free = 0; knows_ && free < 1000; ++free) { // what it reads costs it nothing
      answer_->hypergradient(x_, d_);
      x_ -= 1 / facts_.smoothness * d_;
    }
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return d_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }
  [[nodiscard]] const Vector<double>& v() const { return v_; }

private:
  void system(Oracle& oracle, const Vector<double>& x, const Vector<double>& y, const Batch& xi) {
    if (fault_ == Fault::system_reset) {
      v_.setZero();
    }
    oracle.hvp(x, fault_ == Fault::hessian_at_start ? oracle.y0() : y, v_, oracle.lower(),
               product_);
    oracle.grad_y_f(x, fault_ == Fault::gradient_at_start ? oracle.y0() : y, xi, part_);
    const double forcing = fault_ == Fault::system_without_step ? 1 : rho_;
    v_ -= rho_ * product_;
    v_ += (fault_ == Fault::plus_and_minus ? -forcing : forcing) * part_;
  }

  Fault fault_;
  double rho_, gamma_;
  Facts facts_;
  bool knows_ = false;
  double longest_ = 0; ///< lower gradient that is not clipped
  std::optional<Model> answer_;
  Vector<double> x_, before_, y_, v_, d_, part_, product_;
};

Values schedule(const Facts& facts, const Parameters& given) {
  const double rho = given.number("rho", 0.5 * neumann_step(facts) *
                                             (facts.noisy() ? std::min(1.0, facts.epsilon) : 1));
  const double follow = rho * facts.mu / (8 * (1 + facts.smoothness) * (1 + facts.solution_slope));
  return {{"rho", rho}, {"gamma", given.number("gamma", 0.1 * follow)}};
}

} // namespace

Family recursion_family() {
  using enum Fault;
  return {
      "soba",
      {{"sign_of_v", sign_of_v, "plus J v"},
       {"plus_and_minus", plus_and_minus, "v moves away from grad_y f"},
       {"system_reset", system_reset, "v starts from 0 in every iteration"},
       {"system_without_step", system_without_step, "grad_y f enters v without its step"},
       {"gradient_at_start", gradient_at_start, "grad_y f at y0"},
       {"jacobian_at_start", jacobian_at_start, "J at y0"},
       {"hessian_at_start", hessian_at_start, "grad^2_yy g at y0"},
       {"no_grad_x_f", no_grad_x_f, "grad_x f is left out"},
       {"outer_reuses_inner_sample", outer_reuses_inner_sample, "J on the sample of grad_y g"},
       {"clips_inner", clips_inner, "lower gradients clipped at half the first one's length"},
       {"needs_mu", needs_mu, "an exception, no refusal, where mu = 0"},
       {"throws_on_large", throws_on_large, "an exception where grad_x f is longer than 100"},
       {"knows_the_instance", knows_the_instance, "grad phi read from a copy of the instance"}},
      [](Fault fault) {
        audit::Declaration declared{.name = "soba", .source = "arXiv 2201.13409"};
        declared.traits = {.roles = {.outer_step = "gamma"},
                           .calls = {Call::fx, Call::fy, Call::gy, Call::hvp, Call::jvp},
                           .shared = {{Call::fx, Call::fy}},
                           .independent = {{Call::gy, Call::jvp}, {Call::hvp, Call::jvp}}};
        declared.parameters = {{"rho", "auto", "step of y and v"}, {"gamma", "auto", "step of x"}};
        const auto make = [fault](const Facts& facts, const Parameters& set) {
          return AnySolver(Soba({fault, schedule(facts, set), facts}));
        };
        return audit::Subject{
            .target = "soba",
            .declared = declared,
            .make = make,
            .make_fresh = make,
            .calls_per_step = [](const Facts&, const Parameters&) { return 5.0; }};
      }};
}

} // namespace assay::faults
