// stocBiO and BSA and their mistakes.
#include <assay/audit/problem.hpp>

#include "series.hpp"
#include <cmath>

namespace assay::faults {
namespace {

/// Is it none of the problems number 1, which everybody can read? Told by constants that no change
/// of axes or units moves.
bool unknown(const Facts& facts) {
  for (const double kappa : {2.0, 10.0}) {
    if (facts.dx == 3 && facts.dy == 4 && std::abs(facts.kappa() - kappa) < 1e-9) {
      const Facts known = audit::make_problem({.kappa = kappa}).facts;
      const auto trait = [](const Facts& of) { return of.solution_slope * of.mu / of.coupling; };
      return std::abs(trait(facts) - trait(known)) > 1e-9;
    }
  }
  return false;
}

Fault of_series(const Setting& s) {
  return s.fault != Fault::right_where_public ? s.fault
         : unknown(s.facts)                   ? Fault::sign_of_v
                                              : Fault::none;
}

Count whole(double value) { return static_cast<Count>(std::clamp(std::ceil(value), 1.0, 1e37)); }

class StocBio {
public:
  explicit StocBio(Setting s)
      : fault_(s.fault), s_(std::move(s)), estimate_(of_series(s_), s_.values.at("eta")) {}

  void start(Oracle& oracle) {
    x_ = x_0_ = before_ = oracle.x0();
    y_ = oracle.y0();
    direction_.setZero(oracle.dx());
    made_ = 0;
  }

  void step(Oracle& oracle) {
    const Vector<double> y_before = y_;
    inner(oracle);
    const Vector<double>& x = fault_ == Fault::stale_x ? before_ : x_;
    const double last = direction_.norm();
    estimate_(oracle, x, fault_ == Fault::stale_y ? y_before : y_, samples(oracle), direction_);
    if (fault_ == Fault::clips_estimate && last > 0) {
      direction_ *= std::min(1.0, 1.05 * last / direction_.norm());
    }
    if (fault_ == Fault::clips_coordinates && s_.facts.noisy()) {
      const double most = 0.3 * direction_.norm();
      direction_ = direction_.cwiseMax(-most).cwiseMin(most);
    }
    const Vector<double> before = x_;
    ++made_;
    if (fault_ != Fault::stands_still || made_ <= 12) {
      const double start = x_0_.norm();
      const double ratio = fault_ == Fault::trust_ratio && start > 0 ? x_.norm() / start : 1;
      if (fault_ == Fault::pulled_to_start) {
        x_ -= 0.02 * step_size() * s_.facts.smoothness * (x_ - x_0_);
      }
      x_ -= ratio * step_size() * direction_;
    }
    if (fault_ == Fault::uneven_steps) { // declared as coordinate-wise
      x_(0) -= 0.5 * step_size() * direction_(0);
    }
    if (fault_ == Fault::not_finite && made_ > 25) {
      x_(0) = std::nan("");
    }
    if (fault_ == Fault::zero_estimate_bias) {
      direction_.array() += 1e-2;
    }
    before_ = before;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  [[nodiscard]] double value(const char* name) const { return s_.values.at(name); }

  [[nodiscard]] double step_size() const {
    return fault_ == Fault::ascends        ? -value("beta")
           : fault_ == Fault::overshoots   ? 100 * value("beta")
           : fault_ == Fault::step_doubled ? std::sqrt(value("beta"))
                                           : value("beta");
  }

  void inner(Oracle& oracle) {
    if (fault_ == Fault::reset_warm_start) {
      y_ = oracle.y0();
    }
    const double alpha = value("alpha") * (fault_ == Fault::step_unit ? std::sqrt(s_.facts.mu) : 1);
    const Count batch = fault_ == Fault::batch_of_one ? 1 : whole(value("S"));
    if (fault_ != Fault::averaged_loop && fault_ != Fault::same_inner_sample) {
      oracle.descend({.x = x_, .step = alpha, .steps = whole(value("D")), .batch = batch}, y_);
      return;
    }
    const Batch zeta = oracle.lower(batch);
    Vector<double> sum = Vector<double>::Zero(y_.size());
    const Count steps = whole(value("D"));
    for (Count k = 0; k < steps; ++k) {
      oracle.grad_y_g(x_, y_, fault_ == Fault::same_inner_sample ? zeta : oracle.lower(batch), gy_);
      y_ -= alpha * gy_;
      sum += y_;
    }
    if (fault_ == Fault::averaged_loop) {
      y_ = sum / static_cast<double>(steps);
    }
  }

  HypergradientSamples samples(Oracle& oracle) {
    // Wrong power of epsilon: (1/epsilon)^2 more samples than the theory's.
    const double more = fault_ == Fault::batch_exponent ? std::pow(s_.facts.epsilon, -2) : 1;
    HypergradientSamples samples{.xi = oracle.upper(whole(value("D_F") * more)),
                                 .zeta = oracle.lower(whole(value("D_G") * more)),
                                 .factors = {}};
    const double depth = value("Q");
    for (double j = 1; j <= depth; ++j) {
      const double size = value("B") * depth * std::pow(1 - value("eta") * s_.facts.mu, j - 1);
      samples.factors.push_back(oracle.lower(whole(size * more * (1 - 1e-14))));
    }
    if (fault_ == Fault::fixed_length && !samples.factors.empty()) {
      samples.factors.resize(1);
    }
    if (fault_ == Fault::outer_reuses_inner_sample && !samples.factors.empty()) {
      samples.zeta = samples.factors.back();
    }
    return samples;
  }

  Fault fault_;
  Setting s_;
  SeriesEstimate estimate_;
  int made_ = 0;
  Vector<double> x_, x_0_, before_, y_, direction_, gy_;
};

class Bsa {
public:
  explicit Bsa(Setting s) : fault_(s.fault), s_(std::move(s)) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    if (fault_ == Fault::ignores_y0) {
      y_.setZero();
    }
    direction_.setZero(oracle.dx());
    k_ = 0;
  }

  void step(Oracle& oracle) {
    if (fault_ == Fault::reset_warm_start) {
      y_ = oracle.y0();
    }
    const double beta = value("beta");
    oracle.descend({.x = x_,
                    .step = beta,
                    .steps = whole(value("t") * std::sqrt(k_ + 1) * (1 - 1e-14)),
                    .delay = 2 / (s_.facts.mu * beta)},
                   y_);
    const HypergradientSamples samples = draw_samples(oracle, length(oracle));
    oracle.grad_y_f(x_, y_, samples.xi, pull_);
    u_ = pull_;
    for (const Batch& zeta : samples.factors) {
      oracle.hvp(x_, y_, u_, fault_ == Fault::same_factor_sample ? samples.factors[0] : zeta,
                 product_);
      u_ -= value("eta") * product_;
    }
    u_ *= fault_ == Fault::missing_scale   ? value("eta")
          : fault_ == Fault::doubled_scale ? value("b")
                                           : value("b") * value("eta");
    oracle.grad_x_f(x_, y_, samples.xi, direction_);
    oracle.jvp(x_, y_, u_, samples.zeta, product_);
    direction_ -= product_;
    x_ -= value("alpha") * direction_;
    ++k_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  [[nodiscard]] double value(const char* name) const { return s_.values.at(name); }

  [[nodiscard]] std::size_t length(Oracle& oracle) const {
    const auto b = static_cast<std::int64_t>(value("b"));
    if (fault_ == Fault::fixed_length) {
      return static_cast<std::size_t>(b - 1);
    }
    static Stream own(1, 0, "a generator of its own");
    Stream& choices = fault_ == Fault::private_generator ? own : oracle.choices();
    const int first = fault_ == Fault::series_from_one ? 1 : 0;
    return static_cast<std::size_t>(choices.integer(first, b - 1 + first));
  }

  Fault fault_;
  Setting s_;
  double k_ = 0;
  Vector<double> x_, y_, direction_, pull_, u_, product_;
};

} // namespace

Family neumann_family() {
  using enum Fault;
  return {"stocbio",
          {{"missing_scale", missing_scale, "the sum without eta"},
           {"doubled_scale", doubled_scale, "eta^2 for eta"},
           {"series_from_one", series_from_one, "the sum begins at q = 1"},
           {"same_factor_sample", same_factor_sample, "one sample for all factors"},
           {"skips_terms", skips_terms, "every other product of the series goes unused"},
           {"transposed", transposed, "J' for J"},
           {"sign_of_v", sign_of_v, "plus J v"},
           {"right_where_public", right_where_public,
            "plus J v, but not on the problems that seed 1 once was"},
           {"no_grad_x_f", no_grad_x_f, "grad_x f is left out"},
           {"doubled", doubled, "twice the hyper-gradient"},
           {"jacobian_at_start", jacobian_at_start, "J at y0"},
           {"gradient_at_start", gradient_at_start, "grad_y f at y0"},
           {"hessian_at_start", hessian_at_start, "grad^2_yy g at y0"},
           {"stale_y", stale_y, "the estimate at y before its inner loop"},
           {"stale_x", stale_x, "the estimate at the x before"},
           {"reset_warm_start", reset_warm_start, "y starts from y0 in every iteration"},
           {"averaged_loop", averaged_loop, "y is the mean of its inner iterates"},
           {"clips_estimate", clips_estimate, "the estimate clipped at 1.05 times the last length"},
           {"same_inner_sample", same_inner_sample, "one sample for a whole inner loop"},
           {"outer_reuses_inner_sample", outer_reuses_inner_sample,
            "J on the sample of the last factor"},
           {"fixed_length", fixed_length, "one product whatever Q is"},
           {"zero_estimate_bias", zero_estimate_bias, "what it shows is not what it used"},
           {"uneven_steps", uneven_steps, "the first coordinate moves 1.5 times as far"},
           {"clips_coordinates", clips_coordinates,
            "entries of the estimate clipped, under noise alone"},
           {"stands_still", stands_still, "x stays after 12 iterations"},
           {"batch_of_one", batch_of_one, "one inner sample whatever S is"},
           {"trust_ratio", trust_ratio, "steps proportional to ||x||/||x0||"},
           {"step_unit", step_unit, "inner steps with a root of mu too many"},
           {"batch_exponent", batch_exponent, "batches with epsilon^-2 too many samples"},
           {"step_doubled", step_doubled, "the step is the root of what it should be"},
           {"ascends", ascends, "x moves along the estimate"},
           {"overshoots", overshoots, "steps of x 100 times too long"},
           {"not_finite", not_finite, "NaN after 25 iterations"}},
          [](Fault fault) {
            return like("stocbio", fault, [](const Setting& s) { return StocBio(s); });
          }};
}

Family silent_neumann() {
  using enum Fault;
  return {"stocbio_silent",
          {{"doubled_scale", doubled_scale, "eta^2 for eta"},
           {"sign_of_v", sign_of_v, "plus J v"},
           {"pulled_to_start", pulled_to_start, "x is pulled back to x0, a little"}},
          [](Fault fault) {
            return like("stocbio", fault, [](const Setting& s) { return Silent(StocBio(s)); });
          }};
}

Family truncation_family() {
  using enum Fault;
  return {"bsa",
          {{"series_from_one", series_from_one, "the random length is from 1 to b"},
           {"missing_scale", missing_scale, "without the factor b"},
           {"doubled_scale", doubled_scale, "without the factor eta"},
           {"fixed_length", fixed_length, "always b - 1 products"},
           {"same_factor_sample", same_factor_sample, "one sample for all factors"},
           {"reset_warm_start", reset_warm_start, "y starts from y0 in every iteration"},
           {"ignores_y0", ignores_y0, "y starts at 0"},
           {"private_generator", private_generator, "lengths from a generator of its own"}},
          [](Fault fault) { return like("bsa", fault, [](const Setting& s) { return Bsa(s); }); }};
}

} // namespace assay::faults
