#include <assay/experiments/judge.hpp>

#include <algorithm>
#include <cmath>

namespace assay {
namespace {

constexpr std::string_view own_suffix = ":own";

} // namespace

Judge::Judge(const std::string& criterion,
             const Instance& instance,
             double epsilon,
             std::shared_ptr<const Model> model)
    : model_(model != nullptr ? std::move(model) : std::make_shared<const Model>(instance.model)),
      epsilon_(epsilon),
      convexity_(instance.facts.mu > 0 ? instance.facts.mu : instance.facts.pl),
      own_(criterion.ends_with(own_suffix)) {
  const std::string when =
      own_ ? criterion.substr(0, criterion.size() - own_suffix.size()) : criterion;
  average_ = when == "average";
  need(average_ || when == "hitting",
       "the criterion is hitting or average, \":own\" behind it for a solver's own metric, not \"" +
           criterion + "\"");
  need(!own_ || convexity_ > 0, "the instance declares no constant mu of its lower level");
}

double Judge::gradient(const V& x) {
  model_->hypergradient(x, direction_);
  return direction_.norm();
}

double Judge::own(const V& x, const V& y, const V& v) {
  model_->grad_x_f(x, y, direction_);
  model_->jvp(x, y, v, product_);
  direction_ += product_;
  model_->grad_y_f(x, y, pull_);
  model_->hvp(x, y, v, product_);
  pull_ += product_;
  model_->hvp(x, y, pull_, product_);
  model_->grad_y_g(x, y, residual_);
  const double upper = direction_.norm();
  const double system = product_.norm();
  const double lower = residual_.norm() / std::sqrt(2 * convexity_);
  const double sum = upper + system + lower;
  return std::isfinite(sum) ? std::max({upper, system, lower}) : sum; // a NaN would pass a maximum
}

bool Judge::reached(const AnySolver& solver) {
  const auto published = [this](const V* lower) {
    return lower != nullptr && lower->size() == model_->dy();
  };
  need(!own_ || (published(solver.y()) && published(solver.v())),
       "the own metric needs a solver that publishes y and v, of dy entries each");
  measured_ = own_ ? own(solver.x(), *solver.y(), *solver.v()) : gradient(solver.x());
  if (!std::isfinite(measured_)) {
    throw Diverged{own_ ? "the own metric is not finite" : "grad phi is not finite"};
  }
  sum_ += measured_;
  ++points_;
  return (average_ ? sum_ / static_cast<double>(points_) : measured_) <= epsilon_;
}

std::optional<std::string> unjudged(const SolverInfo& info, const std::string& criterion) {
  if (!criterion.ends_with(own_suffix) || info.convention == "own") {
    return std::nullopt;
  }
  return "the method has no metric of its own: its paper bounds grad phi";
}

} // namespace assay
