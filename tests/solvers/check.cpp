#include "check.hpp"

namespace assay::solver_check {

M matrix(Eigen::Index rows, Eigen::Index columns, std::initializer_list<double> entries) {
  M result(rows, columns);
  Eigen::Index i = 0;
  for (const double entry : entries) {
    result(i / columns, i % columns) = entry;
    ++i;
  }
  return result;
}

V vector(std::initializer_list<double> entries) {
  return matrix(static_cast<Eigen::Index>(entries.size()), 1, entries);
}

Quadratic<double> anisotropic() {
  return {.A = matrix(3, 3, {2, .5, .2, .5, 1.5, -.3, .2, -.3, 3}),
          .F = matrix(3, 3, {.6, .1, 0, .1, -.3, .2, 0, .2, .4}),
          .B = matrix(3, 2, {1, .3, -.2, .8, .5, -.4}),
          .K = matrix(2, 3, {.2, -.1, .3, .1, .4, -.2}),
          .P = matrix(2, 2, {2, .3, .3, 1.5}),
          .b = vector({.5, -1, .3}),
          .h = vector({1, .5, -.7}),
          .q = vector({.3, -.6})};
}

Quadratic<double> isotropic() {
  Quadratic<double> q = anisotropic();
  q.A = (2 * M::Identity(3, 3)).eval();
  return q;
}

Quadratic<double> one_dimensional() {
  return {.A = matrix(1, 1, {1.5}),
          .F = matrix(1, 1, {.5}),
          .B = matrix(1, 1, {1}),
          .K = matrix(1, 1, {.2}),
          .P = matrix(1, 1, {1}),
          .b = vector({.4}),
          .h = vector({.8}),
          .q = vector({-.5})};
}

Quadratic<double> single_level() {
  Quadratic<double> q = anisotropic();
  q.B.setZero();
  q.K.setZero();
  return q;
}

V solution(const Quadratic<double>& q, const V& x) { return solve<double>(q.A, V(q.B * x + q.b)); }

V minimiser(const Quadratic<double>& q) {
  const M slope = solve<double>(q.A, q.B);
  const M hessian =
      q.P + q.K * slope + slope.transpose() * q.K.transpose() + slope.transpose() * q.F * slope;
  const QuadraticModel model(q);
  V at_zero(q.dx());
  model.hypergradient(zeros<double>(q.dx()), at_zero);
  return -solve<double>(hessian, at_zero);
}

Instance instance(const Quadratic<double>& q, const V& x0, const V& y0, Noise noise) {
  const QuadraticModel model(q);
  Instance made{.name = "quadratic",
                .model = model,
                .noise = std::move(noise),
                .facts = quadratic_facts(model, x0, y0),
                .x0 = x0,
                .y0 = y0,
                .lower_bound = {}};
  for (const NoisePart& part : made.noise) {
    if (const auto* additive = std::get_if<AdditiveNoise>(&part)) {
      made.facts.sigma_fx = additive->fx;
      made.facts.sigma_fy = additive->fy;
      made.facts.sigma_gx = additive->gx;
      made.facts.sigma_gy = additive->gy;
      made.facts.sigma_hvp = additive->hvp;
      made.facts.sigma_jvp = additive->jvp;
    }
  }
  return made;
}

Instance instance(const Quadratic<double>& q, Noise noise) {
  V x0 = minimiser(q);
  x0.array() += 0.7;
  V y0 = solution(q, x0);
  y0.array() -= 0.4;
  return instance(q, x0, y0, std::move(noise));
}

AnySolver solver(const std::string& text, const Instance& of) {
  const Selected selected = parse_selected(text);
  const SolverInfo info = find_solver(selected.name);
  check_known(selected, info.parameters);
  return info.make(of.facts, selected.parameters);
}

std::string text(const std::string& name, const std::map<std::string, double>& values) {
  std::ostringstream out;
  out.precision(17);
  out << name;
  for (char separator = ':'; const auto& [key, value] : values) {
    out << separator << key << '=' << value;
    separator = ',';
  }
  return out.str();
}

Run run(const std::string& name, const Instance& of, int steps, OracleOptions options) {
  Run result;
  options.log = &result.log;
  Oracle oracle(of, options);
  AnySolver it = solver(name, of);
  it.start(oracle);
  for (int i = 0; i < steps; ++i) {
    it.step(oracle);
  }
  result.x = it.x();
  result.y = it.y() != nullptr ? *it.y() : V();
  result.estimate = it.estimate() != nullptr ? *it.estimate() : V();
  result.calls = oracle.counters();
  return result;
}

V limit(const std::string& name, const Instance& of, int most) {
  Oracle oracle(of, {});
  AnySolver it = solver(name, of);
  it.start(oracle);
  int still = 0;
  for (int i = 0; i < most && still < 20; ++i) {
    const V before = it.x();
    it.step(oracle);
    // A penalty's multiplier of 10^3 moves x by so many roundings.
    still = (it.x() - before).norm() <= 1e-13 * (1 + before.norm()) ? still + 1 : 0;
  }
  INFO(name << " has not settled");
  CHECK(still > 0);
  return it.x();
}

V zero_of(const Quadratic<double>& q, const std::function<V(const V&)>& direction) {
  const V at_zero = direction(zeros<double>(q.dx()));
  M change(q.dx(), q.dx());
  for (Eigen::Index i = 0; i < q.dx(); ++i) {
    change.col(i) = direction(V::Unit(q.dx(), i)) - at_zero;
  }
  return -solve<double>(change, at_zero);
}

V zero_of_direction(const std::string& name, const Quadratic<double>& q) {
  return zero_of(q,
                 [&](const V& x) { return run(name, instance(q, x, solution(q, x)), 1).estimate; });
}

V mean_over_depths(const std::string& name, const Instance& at, int b) {
  std::map<Count, V> by_depth;
  for (std::uint32_t trial = 0; static_cast<int>(by_depth.size()) < b; ++trial) {
    const Run one = run(name, at, 1, {.trial = trial});
    by_depth[one.calls[Call::hvp]] = one.estimate;
  }
  V sum = zeros<double>(at.facts.dx);
  for (const auto& [depth, estimate] : by_depth) {
    sum += estimate / b;
  }
  return sum;
}

double bias_of_followers(const std::string& held,
                         const Quadratic<double>& q,
                         const Instance& at,
                         int burn,
                         int kept,
                         double sign) {
  Oracle oracle(at, {.seed = 11});
  AnySolver it = solver(held, at);
  it.start(oracle);
  V truth;
  at.model.hypergradient(at.x0, truth);
  double squares = 0;
  for (int k = 0; k < burn + kept; ++k) {
    it.step(oracle);
    const V direction = q.K * *it.y() + q.P * at.x0 + q.q + sign * (q.B.transpose() * *it.v());
    squares += k < burn ? 0 : (direction - truth).squaredNorm() / kept;
  }
  return std::sqrt(squares);
}

std::map<std::pair<Level, std::uint64_t>, std::map<Call, int>>
uses(const std::vector<LoggedCall>& log) {
  std::map<std::pair<Level, std::uint64_t>, std::map<Call, int>> result;
  for (const LoggedCall& call : log) {
    ++result[{call.batch.level, call.batch.id}][call.kind];
  }
  return result;
}

Slope slope(const std::vector<double>& log_step, const std::vector<double>& error) {
  std::vector<Real> steps;
  std::vector<Real> errors;
  for (std::size_t i = 0; i < error.size(); ++i) {
    steps.emplace_back(log_step[i]);
    errors.emplace_back(std::log(error[i]));
  }
  // Rounding of 1e-14 in errors that reach 1e-10 moves a slope by less than 1e-3.
  const OrderEstimate e = measure_order(steps, errors, {.slopes = 4, .resolution = 1e-3});
  if (!e.found) {
    return {.why = e.why};
  }
  return {e.slope.lower().to_double(), e.slope.upper().to_double(), e.window()};
}

std::ostream& operator<<(std::ostream& out, const Slope& s) {
  return out << "slope in [" << s.low << ", " << s.high << "] " << s.why;
}

Slope order_in_terms(const Quadratic<double>& q,
                     int first,
                     int step,
                     const std::function<V(int)>& limit_of) {
  const double decay = 1 - 0.2 * instance(q).facts.mu;
  std::vector<double> log_step;
  std::vector<double> error;
  for (int terms = first; terms < first + 12 * step; terms += step) {
    log_step.push_back(terms * std::log(decay));
    error.push_back((limit_of(terms) - minimiser(q)).norm());
  }
  return slope(log_step, error);
}

Slope order_in_random_terms(const std::string& solver, const std::string& name) {
  const auto q = anisotropic();
  return order_in_terms(q, 2, 3, [&](int terms) {
    return zero_of(q, [&](const V& x) {
      return mean_over_depths(text(solver, {{name, terms}, {"eta", 0.2}}),
                              instance(q, x, solution(q, x)), terms);
    });
  });
}

double system_error(const std::string& name,
                    const Quadratic<double>& q,
                    const Instance& at,
                    int steps,
                    double sign) {
  Oracle oracle(at, {});
  AnySolver it = solver(name, at);
  it.start(oracle);
  for (int k = 0; k < steps; ++k) {
    it.step(oracle);
  }
  const V pull = q.F * *it.y() + q.K.transpose() * it.x() + q.h;
  return (*it.v() - sign * solve<double>(q.A, pull)).norm();
}

Batches check_fresh_samples(const std::vector<LoggedCall>& log) {
  Batches seen;
  const std::map<Call, int> pair = {{Call::fx, 1}, {Call::fy, 1}};
  for (const auto& [batch, kinds] : uses(log)) {
    const bool upper = batch.first == Level::upper;
    CHECK((upper ? kinds == pair : kinds.size() == 1 && kinds.begin()->second == 1));
    ++(upper ? seen.upper : seen.lower);
  }
  return seen;
}

Facts noisy_facts() {
  const AdditiveNoise noise{.fx = 1, .fy = 1, .gy = 1, .hvp = .1, .jvp = .1};
  return instance(anisotropic(), {noise}).facts;
}

TwoPlans two_plans(const SolverInfo& info, Facts facts, const Parameters& parameters) {
  TwoPlans plans;
  facts.epsilon = 1e-3;
  plans.coarse = info.plan(facts, parameters);
  facts.epsilon = 1e-4;
  plans.fine = info.plan(facts, parameters);
  return plans;
}

void check_planned_calls(const std::string& text, int steps) {
  const Selected selected = parse_selected(text);
  const SolverInfo info = find_solver(selected.name);
  Instance at = instance(info.traits.single_level ? single_level() : anisotropic());
  at.facts.epsilon = 0.1;
  const Count before = run(text, at, 0).calls.total();
  const Count after = run(text, at, steps).calls.total();
  const Plan plan = info.plan(at.facts, selected.parameters);
  INFO(text);
  CHECK(static_cast<double>(after - before) == Approx(steps * plan.calls_per_step).epsilon(1e-12));
}

Counters calls(Count fx, Count fy, Count gx, Count gy, Count hvp, Count jvp) {
  return {.calls = {fx, fy, gx, gy, hvp, jvp}};
}

V neumann_estimate(const Quadratic<double>& q, const V& x, const V& y, double eta, int depth) {
  const V pull = q.F * y + q.K.transpose() * x + q.h;
  const M factor = M::Identity(q.dy(), q.dy()) - eta * q.A;
  V sum = zeros<double>(q.dy());
  V power = pull;
  for (int i = 0; i <= depth; ++i) {
    sum += eta * power;
    power = (factor * power).eval();
  }
  return q.K * y + q.P * x + q.q + q.B.transpose() * sum;
}

} // namespace assay::solver_check
