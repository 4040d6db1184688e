// F2BA and its mistakes.
#include "faults.hpp"

namespace assay::faults {
namespace {

class Penalty {
public:
  explicit Penalty(Setting s) : fault_(s.fault), s_(std::move(s)) {}

  void start(Oracle& oracle) {
    x_ = start_ = oracle.x0();
    y_ = z_ = oracle.y0();
    gradient_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    const auto inner = static_cast<Count>(value("K"));
    const double lambda = (fault_ == Fault::wide ? 0.5 : 1) * value("lambda");
    oracle.descend({.x = x_, .step = value("alpha"), .steps = inner}, z_);
    const double shift = fault_ == Fault::node ? 1 : 1 / lambda;
    oracle.descend({.x = x_, .shift = shift, .step = value("tau") * lambda, .steps = inner}, y_);
    estimate(oracle, fault_ == Fault::nu_squared    ? lambda * lambda
                     : fault_ == Fault::coefficient ? 0.9 * lambda
                                                    : lambda);
    if (fault_ == Fault::pulled_to_start) {
      x_ -= 0.05 * value("eta") * s_.facts.smoothness * (x_ - start_);
    }
    x_ -= (fault_ == Fault::ascends ? -1 : 1) * value("eta") * gradient_;
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return gradient_; }
  [[nodiscard]] const Vector<double>& y() const { return z_; }

private:
  [[nodiscard]] double value(const char* name) const { return s_.values.at(name); }

  void estimate(Oracle& oracle, double lambda) {
    oracle.grad_x_f(x_, y_, oracle.upper(), gradient_);
    if (fault_ == Fault::no_grad_x_f) {
      gradient_.setZero();
    }
    oracle.grad_x_g(x_, y_, oracle.lower(), part_);
    gradient_ += lambda * part_;
    oracle.grad_x_g(x_, z_, oracle.lower(), part_);
    gradient_ += (fault_ == Fault::plus_and_minus ? lambda : -lambda) * part_;
    if (fault_ == Fault::sign_of_v) {
      oracle.grad_x_f(x_, y_, oracle.upper(), part_);
      gradient_ = 2 * part_ - gradient_;
    }
  }

  Fault fault_;
  Setting s_;
  Vector<double> x_, start_, y_, z_, gradient_, part_;
};

std::vector<Mutant> mistakes() {
  using enum Fault;
  return {{"node", node, "y descends on f + g, without lambda"},
          {"nu_squared", nu_squared, "lambda^2 for lambda in the estimate"},
          {"coefficient", coefficient, "0.9 lambda in the estimate"},
          {"wide", wide, "lambda / 2 for lambda, everywhere"},
          {"no_grad_x_f", no_grad_x_f, "grad_x f is left out"},
          {"plus_and_minus", plus_and_minus, "grad_x g at y plus, not minus, that at z"},
          {"sign_of_v", sign_of_v, "z's and y's gradients change places"},
          {"ascends", ascends, "x moves along the estimate"},
          {"pulled_to_start", pulled_to_start, "x is pulled back to x0, a little"}};
}

} // namespace

Family penalty_family() {
  return {"f2ba", mistakes(), [](Fault fault) {
            return like("f2ba", fault, [](const Setting& s) { return Penalty(s); });
          }};
}

Family silent_family() {
  return {"f2ba_silent", mistakes(), [](Fault fault) {
            return like("f2ba", fault, [](const Setting& s) { return Silent(Penalty(s)); });
          }};
}

} // namespace assay::faults
