// F2SA-p and its mistakes.
#include <assay/differences/stencil.hpp>
#include <assay/numbers/literal.hpp>
#include <assay/solvers/steps.hpp>

#include "faults.hpp"

namespace assay::faults {
namespace {

class Difference {
public:
  explicit Difference(Setting s) : fault_(s.fault), s_(std::move(s)), nu_(s_.values.at("nu")) {
    const Stencil stencil = f2sa_stencil(fault_ == Fault::one_sided ? 1 : 2);
    for (std::size_t i = 0; i < stencil.nodes.size(); ++i) {
      if (stencil.weights[i] != 0) {
        nodes_.push_back(exact<double>(stencil.nodes[i]));
        weights_.push_back(exact<double>(stencil.weights[i]));
      }
    }
    if (fault_ == Fault::coefficient) {
      weights_.back() *= 1.1;
    }
    if (fault_ == Fault::wide) {
      nu_ *= 2;
    }
  }

  void start(Oracle& oracle) {
    x_ = before_ = oracle.x0();
    y_.assign(nodes_.size(), oracle.y0());
    if (fault_ == Fault::leaks_through_static) {
      static std::map<Eigen::Index, Vector<double>> kept;
      kept_ = &kept[oracle.dy()];
      if (kept_->size() > 0) {
        y_.assign(nodes_.size(), *kept_);
      }
    }
    phi_.setZero(fault_ == Fault::wrong_size ? oracle.dy() : oracle.dx());
  }

  void step(Oracle& oracle) {
    if (fault_ != Fault::swallows_budget) {
      iterate(oracle);
      return;
    }
    try {
      iterate(oracle);
    } catch (const OutOfBudget&) {
      x_ -= 1e-3 * phi_;
    }
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return shown_; }
  [[nodiscard]] const Vector<double>& y() const { return y_.front(); }

private:
  [[nodiscard]] double value(const char* name) const { return s_.values.at(name); }

  void iterate(Oracle& oracle) {
    const std::vector<Vector<double>> y_before = y_;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      inner(oracle, i);
    }
    estimate(oracle, fault_ == Fault::g_before_inner_loop ? y_before : y_);
    move(oracle);
    if (kept_ != nullptr) {
      *kept_ = y_.front();
    }
  }

  [[nodiscard]] double shift(std::size_t i) const {
    const double plain = nodes_[i] * nu_;
    return fault_ == Fault::node             ? (i == 0 ? plain : 1.5 * plain)
           : fault_ == Fault::plus_and_minus ? (i == 0 ? plain : -plain)
                                             : plain;
  }

  void inner(Oracle& oracle, std::size_t i) {
    Vector<double>& y = y_[fault_ == Fault::aliased_node ? 0 : i];
    const Vector<double>& x = fault_ == Fault::node_sees_next_x && i == 0 ? before_ : x_;
    if (fault_ == Fault::reset_warm_start) {
      y = oracle.y0();
    }
    const auto steps =
        static_cast<Count>(value("K") + (fault_ == Fault::one_more_inner_step ? 1 : 0));
    const double eta =
        value("eta") * (fault_ == Fault::overshoots             ? 2.5
                        : fault_ == Fault::step_grows_with_loop ? 1 + value("K") / 500
                                                                : 1);
    if (fault_ == Fault::growing_inner_step) {
      growing(oracle, x, shift(i), steps, y);
    } else if (fault_ == Fault::averaged_loop || fault_ == Fault::growing_shift) {
      one_by_one(oracle, x, shift(i), steps, y);
    } else if (fault_ == Fault::same_inner_sample) {
      same_sample(oracle, x, shift(i), steps, y);
    } else if (fault_ == Fault::fixed_samples) {
      fixed(oracle, x, shift(i), steps, y);
    } else {
      oracle.descend({.x = x, .shift = shift(i), .step = eta, .steps = steps}, y);
    }
  }

  void one_by_one(
      Oracle& oracle, const Vector<double>& x, double shift, Count steps, Vector<double>& y) {
    Vector<double> sum = Vector<double>::Zero(y.size());
    double k = 0;
    for (Count left = steps; left > 0; --left, ++k) {
      const double at = fault_ == Fault::growing_shift ? shift * (1 + 0.01 * k) : shift;
      oracle.descend({.x = x, .shift = at, .step = value("eta"), .steps = 1}, y);
      sum += y;
    }
    if (fault_ == Fault::averaged_loop) {
      y = sum / k;
    }
  }

  /// Step number k has the size eta k^(1/2), in blocks, up to 1/L_g.
  void
  growing(Oracle& oracle, const Vector<double>& x, double shift, Count steps, Vector<double>& y) {
    const double most = 1 / s_.facts.lower_curvature;
    double eta = value("eta");
    for (Count made = 0, block = 1; made < steps; made += block, block = made) {
      block = std::min(block, steps - made);
      oracle.descend({.x = x, .shift = shift, .step = std::min(eta, most), .steps = block}, y);
      eta *= std::sqrt(2);
    }
  }

  void descend_on(Oracle& oracle,
                  const Vector<double>& x,
                  double shift,
                  const Batch& xi,
                  const Batch& zeta,
                  Vector<double>& y) {
    oracle.grad_y_f(x, y, xi, fy_);
    oracle.grad_y_g(x, y, zeta, gy_);
    y -= value("eta") * (shift * fy_ + gy_);
  }

  void same_sample(
      Oracle& oracle, const Vector<double>& x, double shift, Count steps, Vector<double>& y) {
    const Batch xi = oracle.upper();
    const Batch zeta = oracle.lower();
    for (Count k = 0; k < steps; ++k) {
      descend_on(oracle, x, shift, xi, zeta, y);
    }
  }

  void
  fixed(Oracle& oracle, const Vector<double>& x, double shift, Count steps, Vector<double>& y) {
    for (Count k = 0; k < steps; ++k) {
      const auto id = static_cast<std::uint64_t>(k);
      descend_on(oracle, x, shift, {Level::upper, id, 1, Batch::Of::samples},
                 {Level::lower, id, 1, Batch::Of::samples}, y);
    }
  }

  void estimate(Oracle& oracle, const std::vector<Vector<double>>& y) {
    const Count size = fault_ == Fault::batch_of_one ? 1 : static_cast<Count>(value("S"));
    const Batch xi = oracle.upper(size);
    const Batch zeta = oracle.lower(size);
    const Vector<double>& x = fault_ == Fault::stale_x ? before_ : x_;
    phi_.setZero(oracle.dx());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const double nu = fault_ == Fault::nu_squared ? nu_ * nu_ : nu_;
      if (nodes_[i] != 0) {
        upper(oracle, x, y[fault_ == Fault::f_at_other_node ? 0 : i], xi);
        phi_ += (fault_ == Fault::no_grad_x_f ? 0 : weights_[i] * nodes_[i]) * part_;
      }
      const Batch one = oracle.lower(size);
      oracle.grad_x_g(x, y[i],
                      fault_ == Fault::outer_reuses_inner_sample ? last_inner(one)
                      : fault_ == Fault::independent_outer       ? one
                                                                 : zeta,
                      part_);
      phi_ += weights_[i] / nu * part_;
    }
    if (fault_ == Fault::batch_summed) {
      phi_ *= value("S");
    }
    if (fault_ == Fault::uses_product) {
      oracle.hvp(x_, y_[0], y_[0], oracle.lower(), fy_);
    }
    shown_ = fault_ == Fault::shows_another ? 0.9 * phi_ : phi_;
  }

  /// grad_x f, in part_.
  void upper(Oracle& oracle, const Vector<double>& x, const Vector<double>& y, const Batch& xi) {
    if (fault_ != Fault::keeps_last_sample) {
      oracle.grad_x_f(x, y, xi, part_);
      return;
    }
    for (Count k = 0; k < xi.size; ++k) {
      oracle.grad_x_f(x, y, oracle.upper(), part_);
    }
  }

  /// The sample that the last inner step of this iteration drew: ids count up.
  static Batch last_inner(Batch fresh) {
    fresh.id = fresh.id >= 3 ? fresh.id - 3 : 0;
    return fresh;
  }

  void move(Oracle& oracle) {
    const double eta = value("eta_x");
    const Vector<double> before = x_;
    if (fault_ == Fault::not_normalised) {
      x_ -= eta * phi_;
    } else if (fault_ == Fault::hidden_momentum) {
      drift_ = drift_.size() == 0 ? phi_ : Vector<double>(0.7 * drift_ + phi_);
      normalised_step(x_, drift_, eta);
    } else if (fault_ == Fault::private_generator) {
      static Stream stream(1, 0, "a generator of its own");
      normalised_step(x_, phi_, eta * (0.9 + 0.2 * stream.uniform()));
    } else {
      normalised_step(x_, phi_, fault_ == Fault::step_doubled ? 2 * eta : eta);
    }
    if (fault_ == Fault::wrong_size) {
      x_.conservativeResize(oracle.dy());
    }
    if (fault_ == Fault::throws_late && ++made_ > 30) {
      throw std::runtime_error("index out of range");
    }
    before_ = before;
  }

  Fault fault_;
  Setting s_;
  double nu_;
  int made_ = 0;
  std::vector<double> nodes_, weights_;
  std::vector<Vector<double>> y_;
  Vector<double>* kept_ = nullptr;
  Vector<double> x_, before_, phi_, shown_, part_, fy_, gy_, drift_;
};

} // namespace

Family difference_family() {
  using enum Fault;
  return {"f2sa_p",
          {{"coefficient", coefficient, "one weight of the stencil is 1.1 times what it is"},
           {"node", node, "one lower problem is solved at 1.5 nu instead of nu"},
           {"nu_squared", nu_squared, "nu^2 for nu in the weights of grad_x g"},
           {"wide", wide, "2 nu for nu, everywhere"},
           {"one_sided", one_sided, "a one-sided difference, declared as central"},
           {"plus_and_minus", plus_and_minus, "g - nu f solved where g + nu f is meant"},
           {"aliased_node", aliased_node, "all nodes share one y"},
           {"f_at_other_node", f_at_other_node, "grad_x f taken at the first node for all"},
           {"g_before_inner_loop", g_before_inner_loop, "the estimate at y before its inner loop"},
           {"growing_shift", growing_shift, "the shift grows with the inner step"},
           {"node_sees_next_x", node_sees_next_x, "one node's loop runs at the x before"},
           {"independent_outer", independent_outer,
            "grad_x g on other samples at every node, declared as the same"},
           {"uses_product", uses_product, "a Hessian-vector product that is not declared"},
           {"reset_warm_start", reset_warm_start, "y starts from y0 in every iteration"},
           {"averaged_loop", averaged_loop, "y is the mean of its inner iterates"},
           {"one_more_inner_step", one_more_inner_step, "K + 1 inner steps"},
           {"growing_inner_step", growing_inner_step, "inner steps grow in the loop, to 1/L_g"},
           {"same_inner_sample", same_inner_sample, "one sample for a whole inner loop"},
           {"outer_reuses_inner_sample", outer_reuses_inner_sample,
            "grad_x g on the samples of the inner loop"},
           {"no_grad_x_f", no_grad_x_f, "grad_x f is left out"},
           {"stale_x", stale_x, "the estimate at the x before"},
           {"batch_summed", batch_summed, "the sum over the batch for its mean"},
           {"batch_of_one", batch_of_one, "one sample whatever S is"},
           {"keeps_last_sample", keeps_last_sample, "the last sample of the batch for its mean"},
           {"shows_another", shows_another, "what it shows is 0.9 times what it uses"},
           {"not_normalised", not_normalised, "x moves by eta Phi"},
           {"step_doubled", step_doubled, "x moves by twice the step"},
           {"overshoots", overshoots, "inner steps 2.5 times too long"},
           {"hidden_momentum", hidden_momentum, "heavy-ball momentum that is not declared"},
           {"fixed_samples", fixed_samples, "the same samples in every iteration"},
           {"leaks_through_static", leaks_through_static, "y starts where the last run ended"},
           {"private_generator", private_generator, "steps from a generator of its own"},
           {"swallows_budget", swallows_budget, "it catches the end of its budget and goes on"},
           {"wrong_size", wrong_size, "x takes the size of y"},
           {"throws_late", throws_late, "an exception after 30 iterations"},
           {"step_grows_with_loop", step_grows_with_loop,
            "inner steps longer the more of them there are"},
           {"nu_exponent", nu_exponent, "nu ~ epsilon^(1/4), not epsilon^(1/2)"},
           {"noise_exponent", noise_exponent, "inner steps longer by a factor 1/epsilon"},
           {"cost_exponent", cost_exponent, "inner loops longer by a factor 1/epsilon"}},
          [](Fault fault) {
            audit::Subject subject =
                like("f2sa_p:p=2", fault, [](const Setting& s) { return Difference(s); });
            subject.declared.traits.shared = {{Call::gx, Call::gx}};
            if (fault == Fault::cost_exponent) { // contract/counts would know
              subject.calls_per_step = nullptr;
            }
            return subject;
          }};
}

} // namespace assay::faults
