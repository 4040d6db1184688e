// Correct solvers that look like no textbook's: what the audit may not take for a fault.
#include <assay/differences/stencil.hpp>
#include <assay/numbers/literal.hpp>
#include <assay/solvers/steps.hpp>

#include "faults.hpp"

namespace assay::faults {
namespace {

enum class Habit { slow, chatty, restarts, y_last, alternating, starts_late, work_in_start };

Count whole(double value) { return static_cast<Count>(value); }

/// grad_x f - J v by stocBiO's series and batches, in an order of its own.
class OddSeries {
public:
  OddSeries(Habit habit, Values values)
      : habit_(habit), values_(std::move(values)), estimate_(value("eta")) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_ = oracle.y0();
    direction_.resize(0);
    made_ = 0;
    if (habit_ == Habit::work_in_start) {
      descend(oracle, 200 * whole(value("D")));
      look(oracle);
    }
  }

  void step(Oracle& oracle) {
    const bool odd = ++made_ % 2 == 1;
    if (habit_ == Habit::alternating || habit_ == Habit::starts_late) {
      (odd == (habit_ == Habit::alternating)) ? move(oracle) : descend(oracle, whole(value("D")));
    } else if (habit_ == Habit::y_last) {
      move(oracle);
      descend(oracle, whole(value("D")));
    } else {
      descend(oracle, whole(value("D")));
      move(oracle);
    }
    if (habit_ == Habit::chatty) {
      gossip(oracle);
    }
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>* estimate() const {
    return direction_.size() > 0 ? &direction_ : nullptr;
  }
  [[nodiscard]] const Vector<double>& y() const { return y_; }

private:
  [[nodiscard]] double value(const char* name) const { return values_.at(name); }

  void descend(Oracle& oracle, Count steps) {
    oracle.descend({.x = x_, .step = value("alpha"), .steps = steps, .batch = whole(value("S"))},
                   y_);
  }

  void look(Oracle& oracle) {
    const auto depth = static_cast<std::size_t>(value("Q"));
    estimate_(oracle, x_, y_, draw_samples(oracle, depth, whole(value("D_F"))), direction_);
  }

  void move(Oracle& oracle) {
    look(oracle);
    // A run of ever shorter steps that begins anew: 1, 1/2, 1/3, ... of the step.
    const double share = habit_ == Habit::restarts ? 1.0 / (1 + (made_ - 1) % 5) : 1;
    x_ -= share * value("beta") * direction_;
  }

  /// Asks what it does not use, at points where it is not.
  void gossip(Oracle& oracle) {
    unused_ = (y_.array() + 1).matrix();
    oracle.grad_x_g(x_, unused_, oracle.lower(), answer_);
    oracle.hvp(x_, unused_, y_, oracle.lower(), answer_);
    oracle.grad_x_g(x_, y_, oracle.lower(3), answer_);
  }

  Habit habit_;
  Values values_;
  NeumannEstimate estimate_;
  int made_ = 0;
  Vector<double> x_, y_, direction_, unused_, answer_;
};

Odd series(const char* name, const char* what, Habit habit) {
  audit::Subject subject = audit::built_in_subject("stocbio");
  const SolverInfo info = find_solver("stocbio");
  if (habit == Habit::chatty) {
    subject.declared.traits.calls.push_back(Call::gx);
  }
  subject.make = [=](const Facts& facts, const Parameters& set) -> AnySolver {
    Values values = info.plan(facts, set).values;
    if (habit == Habit::slow && !set.given().contains("beta")) {
      values["beta"] *= 1e-3;
    }
    if (habit == Habit::starts_late) { // and shows x alone
      return Silent(OddSeries(habit, values));
    }
    return OddSeries(habit, values);
  };
  subject.make_fresh = subject.make_alone = subject.make;
  subject.calls_per_step = {};
  return {name, what, std::move(subject)};
}

/// F2SA-p with one inner step at every node, all on one sample.
class Coupled {
public:
  explicit Coupled(Values values) : values_(std::move(values)) {
    const Stencil stencil = f2sa_stencil(4);
    for (std::size_t i = 0; i < stencil.nodes.size(); ++i) {
      nodes_.push_back(exact<double>(stencil.nodes[i]));
      weights_.push_back(exact<double>(stencil.weights[i]));
    }
  }

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    y_.assign(nodes_.size(), oracle.y0());
    phi_.setZero(oracle.dx());
  }

  void step(Oracle& oracle) {
    const double nu = values_.at("nu");
    const Batch xi = oracle.upper();
    const Batch zeta = oracle.lower();
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      oracle.grad_y_f(x_, y_[i], xi, fy_);
      oracle.grad_y_g(x_, y_[i], zeta, gy_);
      y_[i] -= values_.at("eta") * (nodes_[i] * nu * fy_ + gy_);
    }
    const auto size = static_cast<Count>(values_.at("S"));
    const Batch outer_xi = oracle.upper(size);
    const Batch outer_zeta = oracle.lower(size);
    phi_.setZero();
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      oracle.grad_x_f(x_, y_[i], outer_xi, part_);
      phi_ += weights_[i] * nodes_[i] * part_;
      oracle.grad_x_g(x_, y_[i], outer_zeta, part_);
      phi_ += weights_[i] / nu * part_;
    }
    normalised_step(x_, phi_, values_.at("eta_x"));
  }

  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& estimate() const { return phi_; }
  [[nodiscard]] const Vector<double>& y() const { return y_.back(); }

private:
  Values values_;
  std::vector<double> nodes_, weights_;
  std::vector<Vector<double>> y_;
  Vector<double> x_, phi_, part_, fy_, gy_;
};

Odd coupled() {
  audit::Subject subject = audit::built_in_subject("f2sa_p:p=4");
  const Selected selected = parse_selected(subject.target);
  const SolverInfo info = find_solver(selected.name);
  audit::Declaration& declared = subject.declared;
  declared.traits.roles.inner_steps = {};
  declared.traits.shared = {
      {Call::gy, Call::gy}, {Call::fy, Call::fy}, {Call::gx, Call::gx}, {Call::fx, Call::fx}};
  subject.make = [=](const Facts& facts, const Parameters& set) -> AnySolver {
    return Coupled(info.plan(facts, audit::set_over(selected.parameters, set)).values);
  };
  subject.make_fresh = subject.make_alone = subject.make;
  subject.calls_per_step = {};
  return {"coupled", "one inner step a node, all nodes on one sample", std::move(subject)};
}

} // namespace

std::vector<Odd> odd_solvers() {
  return {series("slow", "steps of x 1000 times shorter than they could be", Habit::slow),
          series("chatty", "asks for gradients it does not use", Habit::chatty),
          series("restarts", "steps that shorten, and begin anew every five", Habit::restarts),
          series("y_last", "x moves first, y follows", Habit::y_last),
          series("alternating", "a step of x, then one of y", Habit::alternating),
          series("starts_late", "a step of y, then one of x; shows x alone", Habit::starts_late),
          series("work_in_start", "a long loop and an estimate before its first step",
                 Habit::work_in_start),
          coupled(),
          {"long_loops", "5000 inner steps for each of x", audit::built_in_subject("f2ba:K=5000")},
          {"one_inner_step", "one inner step for each of x, whatever is set",
           audit::built_in_subject("stocbio:D=1")}};
}

} // namespace assay::faults
