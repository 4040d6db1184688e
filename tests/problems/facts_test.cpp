// What an instance declares to solvers is true where runs go, and a constant that is too small by a
// factor of two does not pass.
#include <assay/differences/stencil.hpp>
#include <assay/oracles/oracle.hpp>
#include <assay/problems/model_check.hpp>

#include <catch2/catch.hpp>

#include "support/instance_list.hpp"
#include <array>

using namespace assay;

namespace {

std::vector<FactFound> found_facts(const Instance& instance) {
  return check_facts(instance, visited_points(instance, {}));
}

} // namespace

TEST_CASE("the constants that instances declare hold where runs go", "[problems]") {
  for (const ListedInstance& listed : instance_list()) {
    const Instance instance = make_instance(listed.text, listed.epsilon);
    CHECK(instance.facts.dx == instance.model.dx());
    CHECK(instance.facts.dy == instance.model.dy());
    for (const FactFound& fact : found_facts(instance)) {
      INFO(listed.text << ": " << fact.name << " declared " << fact.declared << ", found "
                       << fact.extreme);
      CHECK(fact.holds());
    }
  }
}

TEST_CASE("no instance starts where it should end, but the one that says so", "[problems]") {
  for (const ListedInstance& listed : instance_list()) {
    const Instance instance = make_instance(listed.text, listed.epsilon);
    Vector<double> gradient;
    instance.model.hypergradient(instance.x0, gradient);
    INFO(listed.text);
    const bool stationary = std::string(listed.text).find("stationary") != std::string::npos;
    CHECK((gradient.norm() <= listed.epsilon) == stationary);
  }
}

TEST_CASE("a constant too small by a factor of two is found out", "[problems]") {
  Instance instance = make_instance("quadratic:dx=3,dy=5", 0.1);
  double Facts::*const constants[] = {
      &Facts::lower_curvature, &Facts::upper_curvature, &Facts::coupling, &Facts::upper_coupling,
      &Facts::solution_slope,  &Facts::smoothness,      &Facts::gap,      &Facts::start_distance};
  for (double Facts::*const constant : constants) {
    Instance wrong = instance;
    wrong.facts.*constant /= 2;
    // The points are those of the true facts: a wrong constant must not choose where it is judged.
    const auto found = check_facts(wrong, visited_points(instance, {}));
    CHECK(std::count_if(found.begin(), found.end(),
                        [](const FactFound& fact) { return !fact.holds(); }) == 1);
  }
  instance.facts.mu *= 2;
  const auto found = found_facts(instance);
  CHECK(std::count_if(found.begin(), found.end(),
                      [](const FactFound& fact) { return !fact.holds(); }) == 1);
}

TEST_CASE("half of what a well declares of its third derivative is found out", "[problems]") {
  double Facts::*const constants[] = {&Facts::curvature_slope, &Facts::system_slope,
                                      &Facts::response};
  const char* const names[] = {"curvature_slope", "system_slope", "response"};
  for (const char* text : {"kappa_family", "kappa_family:kappa=1000,mu=0.5,noise=none"}) {
    const Instance instance = make_instance(text, 0.1);
    for (std::size_t k = 0; k < 3; ++k) {
      Instance wrong = instance;
      wrong.facts.*constants[k] /= 2;
      for (const FactFound& fact : check_facts(wrong, visited_points(instance, {}))) {
        INFO(text << ": " << fact.name << " declared " << fact.declared << ", found "
                  << fact.extreme);
        CHECK(fact.holds() == (fact.name != names[k]));
      }
    }
  }
}

TEST_CASE("softmax's constants hold all over the ball around its start's sublevel set",
          "[problems]") {
  for (const char* text : {"softmax", "softmax:classes=2,features=3,samples=12"}) {
    const Instance instance = make_instance(text, 0.1);
    const double radius = std::sqrt(2 * instance.facts.gap); // ridge = 1
    REQUIRE(instance.x0.norm() < radius);
    Stream stream(1, 0, "ball of softmax");
    std::vector<ModelPoint> points;
    for (int k = 0; k < 24; ++k) {
      Vector<double> x(instance.facts.dx);
      for (Eigen::Index i = 0; i < x.size(); ++i) {
        x(i) = stream.normal();
      }
      x *= radius * (k == 0 ? 0 : k % 2 == 1 ? 1 : stream.uniform()) / x.norm();
      if (k == 1) { // where one weight is heaviest, and with it grad^2_xy g steepest
        x = radius * Vector<double>::Unit(x.size(), 0);
      }
      Vector<double> y;
      instance.model.solution(x, y);
      points.push_back({x, y});
    }
    for (const FactFound& fact : check_facts(instance, points)) {
      INFO(text << ": " << fact.name << " declared " << fact.declared << ", found "
                << fact.extreme);
      CHECK(fact.holds());
    }
    Instance wrong = instance; // as if the validation's cross-entropy could not fall that far
    wrong.facts.gap /= 2;
    for (const FactFound& fact : check_facts(wrong, points)) {
      CHECK(fact.holds() == (fact.name != "gap"));
    }
    wrong = instance;
    wrong.facts.curvature_slope /= 2;
    for (const FactFound& fact : check_facts(wrong, points)) {
      INFO(fact.name << " declared " << fact.declared << ", found " << fact.extreme);
      CHECK(fact.holds() == (fact.name != "curvature_slope"));
    }
  }
}

namespace {

/// y minimising shift f + g: by the spectrum where there is one, else by descent on both.
Vector<double> penalised(const Instance& instance, const Vector<double>& x, double shift) {
  Vector<double> y, gf, gg;
  if (const auto spectrum = instance.model.spectrum(shift)) {
    spectrum->minimiser(x, y);
    return y;
  }
  instance.model.solution(x, y);
  const Facts& facts = instance.facts;
  const double steepest = facts.lower_curvature + std::abs(shift) * facts.upper_curvature;
  for (int i = 0; i < 20000; ++i) {
    instance.model.grad_y_f(x, y, gf);
    instance.model.grad_y_g(x, y, gg);
    const Vector<double> step = (shift * gf + gg) / steepest;
    if (step.norm() < 1e-15 * (1 + y.norm())) {
      break;
    }
    y -= step;
  }
  return y;
}

double stencil_error(const Instance& instance, const Vector<double>& x, int p, double nu) {
  const Stencil stencil = f2sa_stencil(p);
  std::vector<Vector<double>> values;
  for (const Rational& node : stencil.nodes) {
    const double shift = exact<double>(node) * nu;
    const Vector<double> y = penalised(instance, x, shift);
    Vector<double> gf, gg;
    instance.model.grad_x_f(x, y, gf);
    instance.model.grad_x_g(x, y, gg);
    values.emplace_back(shift * gf + gg);
  }
  Vector<double> gradient;
  instance.model.hypergradient(x, gradient);
  return (apply<double>(stencil, values, nu) - gradient).norm();
}

} // namespace

TEST_CASE("near stationarity the stencil errs by no more than an instance declares", "[problems]") {
  int looked_at = 0;
  for (const ListedInstance& listed : instance_list()) {
    const Instance instance = make_instance(listed.text, listed.epsilon);
    const Facts& facts = instance.facts;
    if (!facts.stencil_bias) {
      continue;
    }
    for (const ModelPoint& point : visited_points(instance, {})) {
      Vector<double> gradient;
      instance.model.hypergradient(point.x, gradient);
      if (!(gradient.norm() <= 1e-6 + (facts.chain ? 2 * listed.epsilon : 0))) {
        continue;
      }
      for (const int p : {1, 2, 3, 4}) {
        const double cap = facts.upper_curvature > 0 ? facts.mu / (p * facts.upper_curvature) : 1;
        const double nu = cap / 4;
        INFO(listed.text << ", p = " << p << ", nu = " << nu);
        const double declared = facts.stencil_bias(p, nu);
        const double size = 1 + std::abs(facts.upper_slope);
        CHECK(stencil_error(instance, point.x, p, nu) <= declared * 1.001 + 1e-9 * size / nu);
        ++looked_at;
      }
    }
  }
  CHECK(looked_at > 40);
}

namespace {

/// The largest mean square of one sample's noise over the points, divided by its declared square:
/// where that is 0, 0 if there is no noise and 1e9 if there is. By kind of call.
std::array<double, 6> noise_ratios(const Instance& instance,
                                   const std::vector<ModelPoint>& points) {
  constexpr int samples = 500;
  const Facts& f = instance.facts;
  const double declared[] = {f.sigma_fx, f.sigma_fy,  f.sigma_gx,
                             f.sigma_gy, f.sigma_hvp, f.sigma_jvp};
  const Model& m = instance.model;
  Oracle oracle(instance, {.seed = 5});
  Vector<double> v = Vector<double>::Zero(f.dy);
  v(0) = 1;
  std::array<double, 6> worst{};
  for (const auto& [x, y] : points) {
    std::array<Vector<double>, 6> exact_one;
    m.grad_x_f(x, y, exact_one[0]);
    m.grad_y_f(x, y, exact_one[1]);
    m.grad_x_g(x, y, exact_one[2]);
    m.grad_y_g(x, y, exact_one[3]);
    m.hvp(x, y, v, exact_one[4]);
    m.jvp(x, y, v, exact_one[5]);
    std::array<double, 6> square{};
    Vector<double> answer;
    const auto note = [&](std::size_t kind) {
      square[kind] += (answer - exact_one[kind]).squaredNorm() / samples;
    };
    for (int s = 0; s < samples; ++s) {
      const Batch xi = oracle.upper();
      const Batch zeta = oracle.lower();
      oracle.grad_x_f(x, y, xi, answer), note(0);
      oracle.grad_y_f(x, y, xi, answer), note(1);
      oracle.grad_x_g(x, y, zeta, answer), note(2);
      oracle.grad_y_g(x, y, zeta, answer), note(3);
      oracle.hvp(x, y, v, zeta, answer), note(4);
      oracle.jvp(x, y, v, zeta, answer), note(5);
    }
    for (std::size_t k = 0; k < 6; ++k) {
      const double ratio =
          declared[k] > 0 ? square[k] / (declared[k] * declared[k]) : (square[k] > 1e-20 ? 1e9 : 0);
      worst[k] = std::max(worst[k], ratio);
    }
  }
  return worst;
}

} // namespace

TEST_CASE("one sample's noise is no larger than an instance declares", "[problems]") {
  for (const ListedInstance& listed : instance_list()) {
    const Instance instance = make_instance(listed.text, listed.epsilon);
    auto points = visited_points(instance, {.points = 3});
    // 500 squares of at least one normal each: the mean is within 1 +- 0.5 but for 1e-8. Squares of
    // Student's t with 3 degrees of freedom have no variance: 4 is exceeded in less than 1 of 1000
    // runs, and the seed is fixed.
    const bool heavy = std::string(listed.text).find("heavy") != std::string::npos;
    for (const double ratio : noise_ratios(instance, points)) {
      INFO(listed.text);
      CHECK(ratio <= (heavy ? 4 : 1.5));
    }
  }
}

TEST_CASE("a deviation declared too small by a factor of two is found out", "[problems]") {
  double Facts::*const deviations[] = {&Facts::sigma_fx, &Facts::sigma_fy,  &Facts::sigma_gx,
                                       &Facts::sigma_gy, &Facts::sigma_hvp, &Facts::sigma_jvp};
  const Instance instance = make_instance("quadratic:products=1", 0.1);
  const auto points = visited_points(instance, {.points = 2});
  for (std::size_t k = 0; k < 6; ++k) {
    Instance wrong = instance;
    wrong.facts.*deviations[k] /= 2;
    const auto ratios = noise_ratios(wrong, points);
    for (std::size_t other = 0; other < 6; ++other) {
      CHECK((ratios[other] > 1.5) == (other == k));
    }
  }
}

namespace {

/// The mean square of what one sample's noise of grad_x g differs by between y and a point `far`
/// from it, along all axes alike.
double turned(const Instance& instance, const ModelPoint& point, double far) {
  constexpr int samples = 500;
  const Model& m = instance.model;
  const Vector<double> away =
      (point.y.array() + far / std::sqrt(static_cast<double>(point.y.size()))).matrix();
  Oracle oracle(instance, {.seed = 6});
  Vector<double> here, there, exact_here, exact_there;
  m.grad_x_g(point.x, point.y, exact_here);
  m.grad_x_g(point.x, away, exact_there);
  double sum = 0;
  for (int i = 0; i < samples; ++i) {
    const Batch zeta = oracle.lower();
    oracle.grad_x_g(point.x, point.y, zeta, here);
    oracle.grad_x_g(point.x, away, zeta, there);
    sum += ((there - exact_there) - (here - exact_here)).squaredNorm() / samples;
  }
  return sum;
}

double allowed(const Facts& facts, double far) {
  return std::pow(std::min(facts.slope_gx * far, 2 * facts.varying_gx), 2);
}

} // namespace

TEST_CASE("one sample's noise of grad_x g turns with y by no more than an instance declares",
          "[problems]") {
  int turning = 0;
  for (const ListedInstance& listed : instance_list()) {
    const Instance instance = make_instance(listed.text, listed.epsilon);
    const Facts& facts = instance.facts;
    for (const ModelPoint& point : visited_points(instance, {.points = 2})) {
      for (const double far : {1e-9, 1e-6, 1e-2}) {
        INFO(listed.text << ", " << far << " away");
        // 500 squares, as above; rounding of noises as large as heavy tails make them.
        CHECK(turned(instance, point, far) <= 1.5 * allowed(facts, far) + 1e-22);
      }
    }
    turning += facts.varying_gx > 0 ? 1 : 0;
  }
  CHECK(turning == 4);
}

TEST_CASE("a noise that turns twice as fast with y as declared is found out", "[problems]") {
  for (const char* noise : {"random_curvature", "decorrelating"}) {
    const Instance instance = make_instance(std::string("quadratic:noise=") + noise, 0.1);
    const ModelPoint start{instance.x0, instance.y0};
    Facts wrong = instance.facts;
    wrong.slope_gx /= 2;
    INFO(noise);
    CHECK(turned(instance, start, 1e-9) > 1.5 * allowed(wrong, 1e-9));
  }
  const Instance waves = make_instance("quadratic:noise=decorrelating", 0.1);
  Facts wrong = waves.facts;
  wrong.varying_gx /= 2;
  const double half_wave = 3.14159 / (1e6 * std::sqrt(waves.facts.dy)); // opposite noises
  CHECK(turned(waves, {waves.x0, waves.y0}, half_wave) > 1.5 * allowed(wrong, half_wave));
}
