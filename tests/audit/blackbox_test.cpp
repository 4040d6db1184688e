// What y, seen from outside, must solve.
#include <assay/audit/audit.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

/// Two nodes of F2SA-2, of which it shows the mean, the upper one, or the mean and a share of y0.
class TwoNodes {
public:
  enum class Shows { mean, upper, mean_and_start };
  TwoNodes(double nu, Shows shows) : nu_(nu), shows_(shows) {}

  void start(Oracle& oracle) {
    x_ = oracle.x0();
    start_ = below_ = above_ = shown_ = oracle.y0();
  }
  void step(Oracle& oracle) {
    oracle.descend({.x = x_, .shift = -nu_, .step = 0.2, .steps = 400}, below_);
    oracle.descend({.x = x_, .shift = nu_, .step = 0.2, .steps = 400}, above_);
    shown_ = shows_ == Shows::upper ? above_ : ((below_ + above_) / 2).eval();
    shown_ += (shows_ == Shows::mean_and_start ? 0.01 : 0) * (start_ - shown_);
  }
  [[nodiscard]] const Vector<double>& x() const { return x_; }
  [[nodiscard]] const Vector<double>& y() const { return shown_; }

private:
  double nu_;
  Shows shows_;
  Vector<double> x_, start_, below_, above_, shown_;
};

CheckResult lower_residual(TwoNodes::Shows shows) {
  Declaration declared;
  declared.traits.roles = {.bias = "nu", .outer_step = "eta"};
  declared.traits.order = [](const Parameters&) { return 2; };
  declared.parameters = {{"nu", "0.1", "distance"}, {"eta", "0.1", "step of x"}};
  const auto make = [shows](const Facts&, const Parameters& given) {
    return AnySolver(TwoNodes(given.number("nu", 0.1), shows));
  };
  const Subject subject{
      .target = "two nodes", .declared = declared, .make = make, .make_fresh = make};
  const AuditOptions options{.effort = Effort::smoke, .only = {"blackbox/lower_residual"}};
  return audit::audit(subject, options).checks.at(0).result;
}

} // namespace

TEST_CASE("a node solves its penalised problem, a mean of two to second order, other points none") {
  for (const auto shows : {TwoNodes::Shows::upper, TwoNodes::Shows::mean}) {
    const CheckResult result = lower_residual(shows);
    INFO(result.said << "; " << result.measured);
    CHECK(result.outcome == Outcome::passed);
  }
  CHECK(lower_residual(TwoNodes::Shows::mean_and_start).outcome == Outcome::finding);
}
