#include <assay/solvers/constants.hpp>

#include "check.hpp"
#include <map>

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

namespace {

double
value(const Facts& facts, const std::string& name, std::map<std::string, std::string> given) {
  return find_solver("f2sa_p").plan(facts, Parameters(std::move(given))).values.at(name);
}

/// log2 of what a change of the facts makes of T K, without its logarithm.
double growth(const Facts& from, const Facts& to, int p) {
  const Parameters theorem({{"schedule", "theorem"}, {"p", std::to_string(p)}});
  const auto cost = [&](const Facts& facts) {
    const Plan plan = find_solver("f2sa_p").plan(facts, theorem);
    return plan.steps * plan.values.at("K") / plan.log_factor;
  };
  return std::log2(cost(to) / cost(from));
}

std::string reason(const Facts& facts, std::map<std::string, std::string> given) {
  const Prediction prediction = find_solver("f2sa_p").predict(facts, Parameters(std::move(given)));
  return prediction.applicable ? "" : prediction.reason;
}

} // namespace

TEST_CASE("F2SA-p by the theorem multiplies out to p kappa^(9+2/p) eps^(-4-2/p)") {
  Facts facts = instance(anisotropic(), {AdditiveNoise{.fx = 1, .fy = 1, .gx = 1, .gy = 1}}).facts;
  facts.lower_curvature = 4; // L_1, and kappa = 4/mu
  facts.upper_curvature = facts.coupling = facts.upper_coupling = facts.upper_slope = 1;
  facts.epsilon = 1e-6;
  for (const int p : {1, 2, 3, 4, 6}) {
    INFO("p = " << p);
    Facts finer = facts;
    finer.epsilon /= 2;
    CHECK(growth(facts, finer, p) == Approx(4 + 2.0 / p).margin(1e-3));
    Facts stiffer = facts;
    stiffer.mu /= 2;
    CHECK(growth(facts, stiffer, p) == Approx(9 + 2.0 / p).margin(1e-3));
    const double kappa = 4 / facts.mu;
    const double nu = std::pow(facts.epsilon / (4 * std::pow(kappa, 2 * p + 1)), 1.0 / p);
    std::map<std::string, std::string> given = {{"schedule", "theorem"}, {"p", std::to_string(p)}};
    CHECK(value(facts, "nu", given) == Approx(nu));
    CHECK(value(facts, "eta_x", given) == Approx(facts.epsilon / (4 * kappa * kappa * kappa)));
    CHECK(value(facts, "S", given) == Approx(2 / square(nu * facts.epsilon)));
    given["aim"] = "2"; // as any schedule, made for aim times eps
    CHECK(value(facts, "eta_x", given) == Approx(facts.epsilon / (2 * kappa * kappa * kappa)));
  }
  facts.mu = 4; // kappa = 1, a coarse accuracy: no lower level may lose its convexity
  facts.epsilon = 1e9;
  facts.upper_curvature = 4;
  CHECK(value(facts, "nu", {{"schedule", "theorem"}, {"p", "4"}}) == 0.25);
}

TEST_CASE("F2SA-p does not apply where no constant of its bias is known, and says so") {
  const auto chain = make_instance("lifted_chain", 0.4).facts;
  const auto well = make_instance("kappa_family", 0.1).facts;
  CHECK(reason(chain, {{"p", "8"}}).empty());
  CHECK(reason(chain, {{"p", "9"}}) ==
        "no constant of the bias is known for p = 9 on this instance");
  CHECK(reason(well, {{"p", "20"}}).empty());
  CHECK(reason(well, {{"p", "21"}}).find("p = 21") != std::string::npos);
  Facts mute = instance(anisotropic()).facts;
  mute.stencil_bias = {};
  mute.curvature_slope = 2;
  CHECK_FALSE(reason(mute, {{"p", "2"}}).empty());
  CHECK_THROWS_AS(find_solver("f2sa_p").make(mute, Parameters()), InvalidArgument); // p = 2
  // A distance that is given, and the theorem's, ask for no constant of the bias.
  CHECK(reason(mute, {{"p", "2"}, {"nu", "0.01"}}).empty());
  CHECK(reason(mute, {{"p", "2"}, {"schedule", "theorem"}}).empty());
  // p = 1: the bound that follows from the Lipschitz constants.
  mute.epsilon = 1e-3;
  const double nu = value(mute, "nu", {{"p", "1"}});
  CHECK(first_order_bias(mute, nu) <= mute.epsilon / 8);
  CHECK(first_order_bias(mute, 1.001 * nu) > mute.epsilon / 8);
}

TEST_CASE("F2SA-p's outer batch is as the noise is") {
  const auto batch = [](const std::string& name, double epsilon, const std::string& nu = "auto") {
    return value(make_instance(name, epsilon).facts, "S", {{"p", "2"}, {"nu", nu}});
  };
  // The same at every y: g's noise cancels, f's is all there is.
  for (const char* noise : {"", ":noise=heavy", ":products=1", ":noise=finite_sum"}) {
    CHECK(batch(std::string("quadratic") + noise, 0.1) == std::ceil(1 / (square(0.1) / 128)));
  }
  const Facts composite = make_instance("composite", 0.25).facts;
  CHECK(batch("composite", 0.25) == std::ceil(square(composite.sigma_fx) / (square(0.25) / 128)));
  // Random curvature: of the variance of a JVP, bounded however small nu is.
  const double curved = batch("quadratic:noise=random_curvature", 0.1, "1e-3");
  CHECK(curved > 1);
  CHECK(batch("quadratic:noise=random_curvature", 0.1, "1e-5") == Approx(curved).epsilon(0.01));
  // Nothing is shared by points that are far apart for the noise: 1/nu^2.
  const double waves = batch("quadratic:noise=decorrelating", 0.1, "1e-3");
  CHECK(waves > 1e6 * 128 / square(0.1));
  CHECK(batch("quadratic:noise=decorrelating", 0.1, "1e-5") == Approx(1e4 * waves).epsilon(0.01));
  // Long waves are mean-squared smooth again.
  CHECK(batch("quadratic:noise=decorrelating,omega=0.001", 0.1, "1e-3") < 1e-3 * waves);
}

TEST_CASE("F2SA-p's plan counts an iteration's calls") {
  check_planned_calls("f2sa_p:p=3,K=7,S=2");
}
