#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

std::string f2sa_p(int p, double nu) {
  return text("f2sa_p", {{"p", p}, {"nu", nu}, {"K", 4000}, {"eta", 0.2}, {"eta_x", 1e-3}});
}

/// From half the largest nu that leaves g - (p/2) nu f convex down to where rounding is next.
template <class Error> Slope order_in_nu(int p, const Facts& facts, const Error& error_at) {
  std::vector<double> log_step;
  std::vector<double> error;
  double nu = 0.5 * facts.mu / (p * facts.upper_curvature);
  for (double found = error_at(nu); found * nu > 1e-12; found = error_at(nu)) { // rounding/nu
    log_step.push_back(std::log(nu));
    error.push_back(found);
    nu /= p <= 2 ? 2 : 1.3;
  }
  return slope(log_step, error);
}

} // namespace

TEST_CASE("F2SA-p's direction and limit err like nu^p") {
  for (const auto& q : {anisotropic(), one_dimensional()}) {
    const Instance at = instance(q);
    V exact_gradient;
    at.model.hypergradient(at.x0, exact_gradient);
    for (const int p : {1, 2, 3, 4, 5}) {
      const Slope direction = order_in_nu(p, at.facts, [&](double nu) {
        return (run(f2sa_p(p, nu), at, 1).estimate - exact_gradient).norm();
      });
      INFO("p = " << p << ": direction " << direction);
      CHECK(direction.is(p, 0.2));
      CHECK_FALSE(direction.is(p + 1, 0.2));
      if (p == 5) { // the limit comes from differences of directions: too few digits are left
        continue;
      }
      const Slope limit = order_in_nu(p, at.facts, [&](double nu) {
        return (zero_of_direction(f2sa_p(p, nu), q) - minimiser(q)).norm();
      });
      INFO("limit " << limit);
      CHECK(limit.is(p, 0.2));
    }
  }
}

TEST_CASE("F2SA-p counts pK and pS calls for even p, (p+1)K and (p+1)S of g for odd p") {
  const Instance at = instance(anisotropic());
  for (const std::string samples : {"shared", "independent"}) {
    for (const int p : {1, 2, 3, 4, 5, 8}) {
      const std::string name =
          "f2sa_p:K=7,S=5,nu=0.01,samples=" + samples + ",p=" + std::to_string(p);
      const auto with_f = static_cast<Count>(p);
      const auto nodes = static_cast<Count>(p % 2 == 0 ? p : p + 1);
      const Counters three = run(name, at, 3).calls;
      CHECK(three == calls(3 * with_f * 5, 3 * with_f * 7, 3 * nodes * 5, 3 * nodes * 7, 0, 0));
      if (p % 2 == 1) { // p nodes of g would be an even p's count
        CHECK_FALSE(three ==
                    calls(3 * with_f * 5, 3 * with_f * 7, 3 * with_f * 5, 3 * with_f * 7, 0, 0));
      }
    }
  }
}

TEST_CASE("F2SA-p's nodes share their outer samples or not, as asked, and never their inner ones") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gx = 1, .gy = 1}});
  for (const bool shared : {true, false}) {
    const std::string name =
        std::string("f2sa_p:p=4,K=3,S=2,nu=0.01,samples=") + (shared ? "shared" : "independent");
    int outer = 0;
    for (const auto& [batch, kinds] : uses(run(name, at, 1, {.execution = Execution::steps}).log)) {
      for (const auto& [kind, times] : kinds) {
        const bool is_outer = kind == Call::fx || kind == Call::gx;
        outer += is_outer ? 1 : 0;
        CHECK(times == (is_outer && shared ? 4 : 1));
      }
    }
    CHECK(outer == (shared ? 2 : 2 * 4));
  }
}

TEST_CASE("F2SA-p's plan counts an iteration's calls") {
  check_planned_calls("f2sa_p:p=3,K=7,S=2");
}
