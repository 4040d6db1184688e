// Audits a solver that is part of your own program: the options of `assay audit`, no library to
// load.
//
//   ./04_my_audit --effort smoke        seconds; the certificate on stdout, files in assay-out
//   ./04_my_audit --only 'limits/*'     some of the checks
//
// The solver is F2BA: the gradient of a penalised problem in place of the hyper-gradient.
//   z <- z - eta grad_y g(x, z),  y <- y - eta (nu grad_y f + grad_y g)(x, y)             K times
//   x <- x - eta_x (grad_x f(x, y) + (grad_x g(x, y) - grad_x g(x, z))/nu)
//
// Break it to see a finding: in step, start y from z.
#include <assay/cli/audit_main.hpp>

#include <algorithm>

class Penalty {
public:
  using Vector = Eigen::VectorXd;

  Penalty(const auto& facts, const auto& parameters) {
    // nu L_f <= L_g: one step size serves both loops.
    const double cap = facts.lower_curvature / std::max(facts.upper_curvature, 1e-9);
    nu_ = parameters.number("nu", std::min(cap, 0.02));
    eta_ = parameters.number("eta", 0.5 / facts.lower_curvature);
    eta_x_ = parameters.number("eta_x", 0.25 / facts.smoothness);
    steps_ = parameters.whole("K", static_cast<int>(40 * facts.lower_curvature / facts.mu), 1,
                              1'000'000'000);
  }

  void start(auto& oracle) {
    x_ = oracle.x0();
    y_ = z_ = oracle.y0();
  }

  void step(auto& oracle) {
    const auto steps = static_cast<std::uint64_t>(steps_);
    oracle.descend({.x = x_, .shift = 0, .step = eta_, .steps = steps}, z_);
    oracle.descend({.x = x_, .shift = nu_, .step = eta_, .steps = steps}, y_);
    const auto zeta = oracle.lower();
    oracle.grad_x_f(x_, y_, oracle.upper(), estimate_);
    oracle.grad_x_g(x_, y_, zeta, part_);
    estimate_ += part_ / nu_;
    oracle.grad_x_g(x_, z_, zeta, part_); // the same sample: its noise cancels
    estimate_ -= part_ / nu_;
    x_ -= eta_x_ * estimate_;
  }

  const Vector& x() const { return x_; }
  const Vector& y() const { return y_; }
  const Vector& estimate() const { return estimate_; }

private:
  double nu_ = 0, eta_ = 0, eta_x_ = 0;
  int steps_ = 1; // K
  Vector x_, y_, z_, estimate_, part_;
};

int main(int argc, char** argv) {
  return assay::audit_main<Penalty>(argc, argv, R"(
name = "penalty"
order = 1
calls = ["n_fx", "n_fy", "n_gx", "n_gy"]
[parameters]
nu = "auto"
eta = "auto"
eta_x = "auto"
K = "auto"
[roles]
bias = "nu"
inner_steps = "K"
outer_step = "eta_x"
)");
}
