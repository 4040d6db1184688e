// SLIP, MRBO and VRBO, methods with memory, and their mistakes.
#include "series.hpp"
#include <cmath>

namespace assay::faults {
namespace {

class Slip {
public:
  explicit Slip(Setting s)
      : fault_(s.fault), s_(std::move(s)), estimate_(fault_, s_.values.at("eta_v")) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    m_.setZero(oracle.dx());
    if (fault_ == Fault::starts_at_zero) { // the sum of all before, never forgotten
      m_.setConstant(10);
    }
    fresh_ = true;
    oracle.descend({.x = x_, .step = value("alpha"), .steps = static_cast<Count>(value("T0"))}, y_);
  }

  void step(Oracle& oracle) {
    const auto depth = static_cast<std::size_t>(value("Q"));
    estimate_(oracle, x_, fault_ == Fault::lower_point_ignored ? oracle.y0() : y_,
              draw_samples(oracle, depth), h_);
    oracle.grad_y_g(x_, y_, oracle.lower(), part_);
    y_ -= value("alpha") * part_;
    const double a = fresh_ && fault_ != Fault::starts_at_zero ? 1 : 1 - value("beta");
    fresh_ = false;
    m_ = (fault_ == Fault::forgets_nothing ? 1 : 1 - a) * m_ + a * h_;
    const double eta = value("eta");
    if (fault_ == Fault::not_normalised) {
      x_ -= eta * m_;
    } else {
      normalised_step(x_, fault_ == Fault::hidden_momentum ? h_ + m_ : m_,
                      fault_ == Fault::step_exponent ? eta * s_.facts.epsilon : eta);
    }
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return m_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  [[nodiscard]] double value(const char* name) const { return s_.values.at(name); }
  Fault fault_;
  Setting s_;
  SeriesEstimate estimate_;
  bool fresh_ = true;
  Vector<double> x_, y_, m_, h_, part_;
};

/// fresh + (1 - a) (memory - stale), with mistakes.
void remember(Fault fault,
              Vector<double>& memory,
              double a,
              const Vector<double>& fresh,
              const Vector<double>& stale) {
  switch (fault) {
  case Fault::no_correction:
    memory = a * fresh + (1 - a) * memory;
    break;
  case Fault::plain_memory:
    memory = fresh;
    break;
  case Fault::correction_doubled:
    memory = fresh + (1 - a) * (memory - 2 * stale) + (1 - a) * fresh;
    break;
  case Fault::forgets_nothing:
    memory = fresh + (1 - a) * memory - stale;
    break;
  default:
    storm(memory, a, fresh, stale);
  }
}

class Mrbo {
public:
  explicit Mrbo(Setting s) : fault_(s.fault), s_(std::move(s)), h_(fault_, s_.values.at("eta_v")) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    k_ = 0;
    h_(oracle, x_, y_, draw_samples(oracle, depth()), v_);
    oracle.grad_y_g(x_, y_, oracle.lower(), u_);
    if (fault_ == Fault::starts_at_zero) {
      v_.setConstant(5);
    }
  }

  void step(Oracle& oracle) {
    const double eta = value("d") / std::cbrt(value("m") + k_++);
    const Vector<double> x = x_ - value("gamma") * eta * v_;
    const Vector<double> y = y_ - value("lambda") * eta * u_;
    const double a = std::min(1.0, value("c1") * eta * eta);
    const HypergradientSamples omega = draw_samples(oracle, depth());
    const bool others = fault_ == Fault::correction_of_other_samples;
    h_(oracle, x, y, omega, fresh_);
    h_(oracle, x_, fault_ == Fault::correction_at_wrong_point ? y : y_,
       others ? draw_samples(oracle, depth()) : omega, stale_);
    remember(fault_, v_, a, fresh_, stale_);
    const Batch zeta = oracle.lower();
    oracle.grad_y_g(x, y, zeta, fresh_);
    oracle.grad_y_g(x_, y_, zeta, stale_);
    storm(u_, std::min(1.0, value("c2") * eta * eta), fresh_, stale_);
    x_ = x;
    y_ = y;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return v_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  [[nodiscard]] double value(const char* name) const { return s_.values.at(name); }
  [[nodiscard]] std::size_t depth() const { return static_cast<std::size_t>(value("Q")); }
  Fault fault_;
  Setting s_;
  SeriesEstimate h_;
  double k_ = 0;
  Vector<double> x_, y_, v_, u_, fresh_, stale_;
};

class Vrbo {
public:
  explicit Vrbo(Setting s) : fault_(s.fault), s_(std::move(s)), h_(fault_, s_.values.at("eta_v")) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    v_.setZero(oracle.dx());
    u_.setZero(oracle.dy());
    k_ = 0;
  }

  void step(Oracle& oracle) {
    const bool due = k_ % static_cast<std::uint64_t>(value("q")) == 0;
    if (fault_ == Fault::starts_at_zero ? due && k_ > 0 : due) {
      const auto large = fault_ == Fault::batch_of_one ? Count{1} : static_cast<Count>(value("S1"));
      h_(oracle, x_, y_, draw_samples(oracle, depth(), large), v_);
      oracle.grad_y_g(x_, y_, oracle.lower(large), u_);
    }
    x_before_ = x_;
    y_before_ = y_;
    x_ -= value("alpha") * v_;
    const auto inner = static_cast<Count>(value("m"));
    for (Count t = 0;; ++t) {
      difference(oracle);
      if (t == inner) {
        break;
      }
      x_before_ = x_;
      y_before_ = y_;
      y_ -= value("beta") * u_;
    }
    ++k_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return v_; }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  [[nodiscard]] double value(const char* name) const { return s_.values.at(name); }
  [[nodiscard]] std::size_t depth() const { return static_cast<std::size_t>(value("Q")); }

  void difference(Oracle& oracle) {
    const auto small = static_cast<Count>(value("S2"));
    const HypergradientSamples omega = draw_samples(oracle, depth(), small);
    const bool last = (k_ + 1) % static_cast<std::uint64_t>(value("q")) == 0;
    const bool others = fault_ == Fault::correction_of_other_samples ||
                        (fault_ == Fault::late_in_period && last && k_ > 0);
    h_(oracle, x_, y_, omega, fresh_);
    h_(oracle, x_before_, fault_ == Fault::correction_at_wrong_point ? y_ : y_before_,
       others ? draw_samples(oracle, depth(), small) : omega, stale_);
    remember(fault_, v_, 0, fresh_, stale_);
    const Batch zeta = oracle.lower(small);
    oracle.grad_y_g(x_, y_, zeta, fresh_);
    oracle.grad_y_g(x_before_, y_before_, zeta, stale_);
    storm(u_, 0, fresh_, stale_);
  }

  Fault fault_;
  Setting s_;
  SeriesEstimate h_;
  std::uint64_t k_ = 0;
  Vector<double> x_, y_, x_before_, y_before_, v_, u_, fresh_, stale_;
};

} // namespace

Family momentum_family() {
  using enum Fault;
  return {
      "slip",
      {{"not_normalised", not_normalised, "x moves by eta m"},
       {"starts_at_zero", starts_at_zero, "the momentum starts at a constant"},
       {"forgets_nothing", forgets_nothing, "m + (1 - beta) h for beta m + (1 - beta) h"},
       {"lower_point_ignored", lower_point_ignored, "the estimate at y0"},
       {"hidden_momentum", hidden_momentum, "x moves along m + h"},
       {"step_exponent", step_exponent, "steps with one power of epsilon too many"},
       {"same_factor_sample", same_factor_sample, "one sample for all factors"},
       {"series_from_one", series_from_one, "the sum begins at q = 1"}},
      [](Fault fault) { return like("slip", fault, [](const Setting& s) { return Slip(s); }); }};
}

Family storm_family() {
  using enum Fault;
  return {
      "mrbo",
      {{"no_correction", no_correction, "momentum without STORM's correction"},
       {"correction_doubled", correction_doubled, "twice the correction"},
       {"correction_of_other_samples", correction_of_other_samples,
        "the two points get different samples"},
       {"correction_at_wrong_point", correction_at_wrong_point, "the old x with the new y"},
       {"forgets_nothing", forgets_nothing, "the correction without its weight"},
       {"starts_at_zero", starts_at_zero, "the memory starts at a constant"},
       {"plain_memory", plain_memory, "a memory of weight 0: the plain estimate"},
       {"missing_scale", missing_scale, "the sum without eta"}},
      [](Fault fault) { return like("mrbo", fault, [](const Setting& s) { return Mrbo(s); }); }};
}

Family spider_family() {
  using enum Fault;
  return {
      "vrbo",
      {{"no_correction", no_correction, "the differences are left out"},
       {"correction_doubled", correction_doubled, "twice the difference"},
       {"correction_of_other_samples", correction_of_other_samples,
        "the two points get different samples"},
       {"correction_at_wrong_point", correction_at_wrong_point, "the old x with the new y"},
       {"starts_at_zero", starts_at_zero, "no full estimate in the first period"},
       {"plain_memory", plain_memory, "plain estimates between the large batches"},
       {"late_in_period", late_in_period,
        "the two points get different samples in the last step of a period"},
       {"batch_of_one", batch_of_one, "one sample whatever S_1 is"},
       {"sign_of_v", sign_of_v, "plus J v"}},
      [](Fault fault) { return like("vrbo", fault, [](const Setting& s) { return Vrbo(s); }); }};
}

} // namespace assay::faults
