#include <assay/audit/limit.hpp>
#include <assay/audit/sample_statistics.hpp>
#include <assay/store/text.hpp>

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace assay::audit {
namespace {

constexpr double small_step = 1e-9;
constexpr int settled_for = 10;

void set_truth(const Instance& instance, Limit& limit) {
  const Model& model = instance.model;
  Vector<double> y(model.dy());
  model.solution(instance.x0, y);
  model.grad_x_f(instance.x0, y, limit.direct);
  model.hypergradient(instance.x0, limit.truth);
  limit.implicit = limit.truth - limit.direct;
}

/// Reads one estimate after another from a solver held at x0.
class Held {
public:
  Held(const Context& context,
       const Instance& instance,
       const Parameters& set,
       bool shows_estimate,
       std::uint32_t trial = 0)
      : oracle_(instance, {.seed = context.seed, .trial = trial}),
        solver_(solver_for(context, instance.facts, {.set = set})),
        x_(instance.x0),
        shows_(shows_estimate) {
    start(solver_, oracle_);
  }

  void next(bool normalised, Vector<double>& estimate) {
    step(solver_, oracle_, ++made_);
    if (shows_) {
      estimate = *solver_.estimate();
      return;
    }
    for (int still = 1; still < patience && solver_.x() == x_; ++still) {
      step(solver_, oracle_, ++made_); // a step of y alone
    }
    estimate = (x_ - solver_.x()) / small_step;
    x_ = solver_.x();
    if (normalised && estimate.norm() > 0) {
      estimate.normalize();
    }
  }

private:
  Oracle oracle_;
  AnySolver solver_;
  Vector<double> x_;
  bool shows_;
  int made_ = 0;
};

int most_steps(const Context& context) { return context.by_effort(500, 3000, 20000); }

/// Has a sequence ended in the rounding of differences? Then its steps are tiny and lead nowhere:
/// over a window no further than a few of them. Slow steps, far from where they lead, add up.
class RoundingEnd {
public:
  bool operator()(const Vector<double>& value, double change) {
    if (seen_ == 0) {
      from_ = value;
      largest_ = 0;
    }
    largest_ = std::max(largest_, change);
    seen_ = largest_ <= level ? seen_ + 1 : 0;
    if (seen_ < window) {
      return false;
    }
    seen_ = 0;
    return relative(value, from_) <= 4 * largest_;
  }

private:
  static constexpr double level = 1e-9;
  static constexpr int window = 64;
  Vector<double> from_;
  double largest_ = 0;
  int seen_ = 0;
};

void settle(Held& solver, bool normalised, int most, Limit& limit) {
  Vector<double> before = limit.truth;
  RoundingEnd in_rounding;
  int quiet = 0;
  double first = 0; // change with which it became quiet
  double half = 0;
  while (limit.steps < most && !limit.settled) {
    solver.next(normalised, limit.value);
    ++limit.steps;
    const double change = limit.change = relative(limit.value, before);
    first = quiet == 0 ? change : first;
    quiet = change <= 1e-11 ? quiet + 1 : 0;
    // Small changes that stay the same are slow steps, far from where they lead.
    limit.settled = quiet >= settled_for && change <= 0.999 * first;
    limit.settled = in_rounding(limit.value, change) || limit.settled;
    before = limit.value;
    half = 2 * limit.steps == most ? limit.value.norm() : half;
  }
  limit.grows = !limit.settled && limit.steps == most && limit.value.norm() > 1.5 * half &&
                limit.value.norm() > 10 * (1 + limit.truth.norm());
}

void average(Held& solver, int most, Limit& limit) {
  Vector<double> one;
  Vector<double> sum = Vector<double>::Zero(limit.truth.size());
  for (; limit.steps < most; ++limit.steps) {
    solver.next(false, one);
    if (limit.steps >= most / 10) { // y has settled
      limit.samples.push_back(one);
      sum += one;
    }
  }
  limit.value = sum / static_cast<double>(limit.samples.size());
  limit.settled = true;
}

/// A memory makes the estimates of one run depend on each other: the last ones of independent runs.
void average_runs(const Context& context,
                  const Instance& instance,
                  const Parameters& set,
                  std::uint32_t first,
                  Limit& limit) {
  // As many as one run of a method without memory has: a term drawn at random is rarely large.
  const int runs = context.by_effort(450, 1000, 3000);
  constexpr int steps = 200; // y has settled
  limit.samples.resize(static_cast<std::size_t>(runs));
  context.each(runs, [&](int i) {
    Held solver(context, instance, set, true, first + 1 + static_cast<std::uint32_t>(i));
    for (int t = 0; t < steps; ++t) {
      solver.next(false, limit.samples[static_cast<std::size_t>(i)]);
    }
  });
  limit.steps = runs * steps;
  limit.value = mean_of(limit.samples);
  limit.settled = true;
}

/// Least squares of value = a direct + b implicit; the part left over is `rest`.
struct Parts {
  double a = 0, b = 0, rest = 0;
};

Parts parts_of(const Limit& limit) {
  Matrix<double> terms(limit.direct.size(), 2);
  terms << limit.direct, limit.implicit;
  const Vector<double> fit = terms.colPivHouseholderQr().solve(limit.value);
  return {fit(0), fit(1), relative(terms * fit, limit.value)};
}

bool near(double a, double b) { return std::abs(a - b) < 0.02; }

} // namespace

Parameters with(const Parameters& parameters, const std::string& name, double value) {
  std::map<std::string, std::string> given = parameters.given();
  given[name] = shortest(value);
  return Parameters(std::move(given));
}

Parameters at_limits(const Context& context, const Instance& instance) {
  const Roles& roles = context.subject.declared.traits.roles;
  const Facts& facts = instance.facts;
  const double steep = std::max(facts.upper_curvature, facts.mu);
  Parameters set;
  if (!roles.bias.empty()) {
    set = with(set, roles.bias, 1e-5 * facts.mu / steep);
  }
  if (!roles.lambda.empty()) {
    set = with(set, roles.lambda, 1e5 * steep / facts.mu);
  }
  if (!roles.series.empty()) {
    set = with(set, roles.series,
               std::ceil((context.subject.declared.traits.random ? 10 : 100) * facts.kappa() + 1));
  }
  return set;
}

Parameters
long_steps(const Context& context, const Instance& instance, const Parameters& parameters) {
  const Traits& traits = context.subject.declared.traits;
  const double step = traits.normalised ? 0.2 : 0.5 / instance.facts.smoothness;
  return traits.roles.outer_step.empty() ? parameters
                                         : with(parameters, traits.roles.outer_step, step);
}

Limit held_limit(const Context& context,
                 const Instance& instance,
                 const Parameters& set,
                 bool again) {
  const std::uint32_t first = again ? 1U << 20 : 0;
  const Traits& traits = context.subject.declared.traits;
  Limit limit;
  if (traits.roles.outer_step.empty()) {
    limit.why_not = "no parameter is declared to be the outer step, so x cannot be held";
    return limit;
  }
  set_truth(instance, limit);
  try {
    const Parameters held = with(set, traits.roles.outer_step, held_step);
    if (shows_estimate(context, instance, held)) {
      if (traits.random && (traits.corrected || traits.momentum)) {
        average_runs(context, instance, held, first, limit);
        return limit;
      }
      Held solver(context, instance, held, true, first);
      if (traits.random) {
        average(solver, most_steps(context), limit);
      } else {
        settle(solver, false, most_steps(context), limit);
      }
      return limit;
    }
    Held moving(context, instance, with(set, traits.roles.outer_step, small_step), false);
    limit.from_moves = true;
    limit.direction = traits.normalised;
    if (limit.direction) {
      limit.truth.normalize();
    }
    settle(moving, traits.normalised, most_steps(context), limit);
    limit.settled = limit.settled || limit.steps == most_steps(context); // moves are coarse
  } catch (const Diverged& diverged) {
    limit.why_not = "it diverges with x held: " + diverged.what;
  }
  return limit;
}

double cosine(const Vector<double>& a, const Vector<double>& b) {
  const double lengths = a.norm() * b.norm();
  return lengths > 0 ? a.dot(b) / lengths : 0;
}

std::string in_words(const Limit& limit) {
  const Parts parts = parts_of(limit);
  if (limit.direct.size() < 3 || limit.direction || parts.rest > 0.02) {
    return fmt::format("the limit is off by {:.3g} of the hyper-gradient's length, and is no "
                       "combination of grad_x f and the implicit term",
                       limit.error());
  }
  const auto [a, b] = std::pair(parts.a, parts.b);
  if (near(a, 1) && near(b, -1)) {
    return "the implicit term has the wrong sign: the limit is grad_x f + J H^-1 grad_y f";
  }
  if (near(a, -1) && near(b, -1)) {
    return "the limit is minus the hyper-gradient";
  }
  if (near(a, 1) && near(b, 0)) {
    return "the implicit term is missing: the limit is grad_x f alone";
  }
  if (near(a, 0) && near(b, 1)) {
    return "grad_x f is missing: the limit is the implicit term alone";
  }
  if (near(a, b)) {
    return fmt::format("the limit is {:.3g} times the hyper-gradient", a);
  }
  return fmt::format("the limit is {:.3g} grad_x f + {:.3g} times the implicit term, which must "
                     "both be 1",
                     a, b);
}

} // namespace assay::audit
