// F2SA-2 in C++: central differences of the penalised value function as hyper-gradients.
//
// One iteration, for j = -1 and +1 (its own y_j, warm-started, fresh samples):
//   y_j <- y_j - eta (j nu grad_y f + grad_y g)                                  K times
//   Phi <- (1/2) sum_j (grad_x f(x, y_j) + (j/nu) grad_x g(x, y_j))              same samples
//   x   <- x - eta_x Phi/||Phi||
//
//   c++ -std=c++20 -O2 -shared -fPIC f2sa_2.cpp -o libf2sa_2.so -I PREFIX/include -I EIGEN
//   assay audit ./libf2sa_2.so
//
// Break it to see a finding: in step, write 0.4 for the 0.5 before part_.
#include <assay/audit/plugin.hpp>

#include <algorithm>
#include <array>
#include <cmath>

// A plain type. Its members take any oracle that has the names of assay's.
class F2sa2 {
public:
  using Vector = Eigen::VectorXd;

  F2sa2(const auto& facts, const auto& parameters) {
    // nu L_f <= mu/2 keeps g - nu f strongly convex.
    const double cap = facts.upper_curvature > 0 ? facts.mu / (2 * facts.upper_curvature) : 1;
    nu_ = parameters.number("nu", std::min(cap, 0.1));
    eta_ = parameters.number("eta", 0.5 / facts.lower_curvature);
    eta_x_ = parameters.number("eta_x", facts.epsilon / (2 * facts.smoothness));
    const double kappa = facts.lower_curvature / facts.mu;
    steps_ = static_cast<std::uint64_t>(parameters.number("K", std::ceil(40 * kappa)));
    if (!(nu_ > 0 && eta_ > 0 && eta_x_ > 0)) {
      throw std::invalid_argument("nu, eta and eta_x are positive");
    }
  }

  void start(auto& oracle) {
    x_ = oracle.x0();
    y_.fill(oracle.y0());
  }

  void step(auto& oracle) {
    for (std::size_t i = 0; i < 2; ++i) {
      oracle.descend({.x = x_, .shift = node(i) * nu_, .step = eta_, .steps = steps_}, y_[i]);
    }
    const auto xi = oracle.upper();
    const auto zeta = oracle.lower();
    phi_.setZero(oracle.dx());
    for (std::size_t i = 0; i < 2; ++i) {
      oracle.grad_x_f(x_, y_[i], xi, part_);
      phi_ += 0.5 * part_;
      oracle.grad_x_g(x_, y_[i], zeta, part_);
      phi_ += 0.5 * node(i) / nu_ * part_;
    }
    if (const double norm = phi_.norm(); norm > 0) {
      x_ -= eta_x_ / norm * phi_;
    }
  }

  const Vector& x() const { return x_; }
  const Vector& estimate() const { return phi_; }
  const Vector& y() const { return y_[1]; }
  std::array<double, 6> calls_per_step() const {
    const auto k = static_cast<double>(steps_);
    return {2, 2 * k, 2, 2 * k, 0, 0};
  }

private:
  static double node(std::size_t i) { return i == 0 ? -1 : 1; }

  double nu_ = 0, eta_ = 0, eta_x_ = 0;
  std::uint64_t steps_ = 0; // K
  Vector x_, phi_, part_;
  std::array<Vector, 2> y_;
};

ASSAY_EXPORT_SOLVER(F2sa2, R"(
name = "f2sa_2_in_cpp"
order = 2
leading = 0.166667
calls = ["n_fx", "n_fy", "n_gx", "n_gy"]
normalised = true
[parameters]
nu = "auto"
eta = "auto"
eta_x = "auto"
K = "auto"
[roles]
bias = "nu"
inner_steps = "K"
outer_step = "eta_x"
)")
