// What a sample is: the same batch anywhere is the same samples, another batch shares nothing with
// it, and where a noise is that of one random function its gradients and products say so.
//
// Statistical checks: see noise_test.cpp.
#include <catch2/catch.hpp>

#include "support/noise_samples.hpp"
#include <numbers>

using namespace assay;
using namespace assay::testing;

namespace {

const Point here{vector({1, -1, 0.5, 2}), vector({0.5, 0, -2, 1}), vector({0.6, 0, -0.8, 0})};
const Point there{vector({0, 3, -0.5, 1}), vector({-1, 2, 1, 0.5}), vector({0, 1, 0, 0})};

const AdditiveNoise additive{.fx = 1, .fy = 1, .gx = 1, .gy = 1, .hvp = 1, .jvp = 1};
const RandomCurvature curvature{.hessian = 0.5, .jacobian = 0.75, .centre = 0.25};
const FiniteSum finite_sum{.components = 8, .spread = 2, .hessian = 0.5, .spread_x = 1};

Instance instance_of(const Noise& noise) { return with_noise(some_quadratic(4, 4), noise); }

bool near(const Vector<double>& a, const Vector<double>& b) {
  return (a - b).norm() <= 1e-12 * (1 + a.norm() + b.norm());
}

Point moved(const Point& at, double along_x, double along_y) {
  return {(at.x + along_x * (there.x - at.x)).eval(), (at.y + along_y * (there.y - at.y)).eval(),
          at.v};
}

Vector<double> unit(Eigen::Index i) {
  Vector<double> e = zeros<double>(4);
  e(i) = 1;
  return e;
}

} // namespace

TEST_CASE("additive and heavy-tailed samples are the same at two points", "[samples]") {
  for (const Noise& noise : {Noise{additive}, Noise{HeavyTailed{1, 1, 1, 1}}}) {
    NoiseProbe probe(instance_of(noise), 1);
    for (const Call kind : {Call::fx, Call::fy, Call::gx, Call::gy}) {
      const Batch batch = fresh(probe.oracle(), kind, 3);
      const Batch other = fresh(probe.oracle(), kind, 3);
      const Vector<double> first = probe.noise(kind, here, batch);
      CHECK(near(first, probe.noise(kind, there, batch)));
      CHECK_FALSE(near(first, probe.noise(kind, here, other)));
      CHECK(near(first, probe.noise(kind, here, batch))); // also after another was drawn
    }
  }
}

TEST_CASE("random curvature and finite sums are linear between two points", "[samples]") {
  for (const Noise& noise : {Noise{curvature}, Noise{finite_sum}}) {
    for (const Count size : {Count{1}, Count{6}, Count{1} << 30U}) {
      NoiseProbe probe(instance_of(noise), 1);
      for (const Call kind : {Call::gx, Call::gy}) {
        const Batch batch = fresh(probe.oracle(), kind, size);
        const auto at = [&](double tx, double ty) {
          return probe.noise(kind, moved(here, tx, ty), batch);
        };
        CHECK(near((at(2, 2) - at(0, 0)).eval(), (2 * (at(1, 1) - at(0, 0))).eval()));
        CHECK_FALSE(near(at(1, 1), zeros<double>(4)));
      }
    }
  }
}

TEST_CASE("gradients and products of a random function are those of one function", "[samples]") {
  for (const Noise& noise : {Noise{curvature}, Noise{finite_sum}}) {
    for (const Count size : {Count{1}, Count{6}, Count{1000}}) {
      Oracle oracle(instance_of(noise), {});
      const Batch batch = oracle.lower(size);
      const Vector<double> base_x = answer(oracle, Call::gx, here, batch);
      const Vector<double> base_y = answer(oracle, Call::gy, here, batch);
      for (Eigen::Index i = 0; i < 4; ++i) {
        // A quadratic: a difference over a step of 1 is the derivative.
        Point up = here;
        up.y += unit(i);
        up.v = unit(i);
        CHECK(near((answer(oracle, Call::gy, up, batch) - base_y).eval(),
                   answer(oracle, Call::hvp, up, batch)));
        CHECK(near((answer(oracle, Call::gx, up, batch) - base_x).eval(),
                   answer(oracle, Call::jvp, up, batch)));
        Point right = here; // the mixed derivative from the other side
        right.x += unit(i);
        const Vector<double> row = (answer(oracle, Call::gy, right, batch) - base_y).eval();
        for (Eigen::Index k = 0; k < 4; ++k) {
          right.v = unit(k);
          CHECK(row(k) == Approx(answer(oracle, Call::jvp, right, batch)(i)).margin(1e-12));
        }
      }
    }
  }
  // Additive noise is no function's: its product's noise has nothing to do with its gradients'.
  Oracle oracle(instance_of({additive}), {});
  const Batch batch = oracle.lower();
  Point up = here;
  up.y += unit(0);
  up.v = unit(0);
  CHECK_FALSE(
      near((answer(oracle, Call::gy, up, batch) - answer(oracle, Call::gy, here, batch)).eval(),
           answer(oracle, Call::hvp, up, batch)));
}

TEST_CASE("random curvature is mean-squared smooth with its own constants", "[samples]") {
  CHECK(mean_squared_smooth({curvature}));
  NoiseProbe probe(instance_of({curvature}), 1);
  for (const double t : {1.0, 1e-3}) {
    const Point near_by = moved(here, t, t);
    const double dx = (near_by.x - here.x).norm();
    const double dy = (near_by.y - here.y).norm();
    for (int i = 0; i < 50; ++i) { // signs: every single sample has exactly the mean square
      const Batch batch = probe.oracle().lower();
      const double gx =
          (probe.noise(Call::gx, near_by, batch) - probe.noise(Call::gx, here, batch)).norm();
      CHECK(gx == Approx(0.75 * dy).epsilon(1e-9));
      const double gy =
          (probe.noise(Call::gy, near_by, batch) - probe.noise(Call::gy, here, batch)).norm();
      CHECK(gy <= (0.5 * dy + 0.75 * dx) * (1 + 1e-9));
    }
  }
}

TEST_CASE("decorrelating noise correlates like the cosine of its phase", "[samples]") {
  constexpr double omega = 100;
  const Noise noise{Decorrelating{.gx = 2, .omega = omega}};
  CHECK_FALSE(mean_squared_smooth(noise));
  for (const double phase : {0.0, 0.5, std::numbers::pi / 2, std::numbers::pi}) {
    NoiseProbe probe(instance_of(noise), 1);
    Point near_by = here;
    near_by.y(0) += phase / omega;
    std::vector<double> u, w, jump;
    for (int i = 0; i < 20000; ++i) {
      const Batch batch = probe.oracle().lower();
      const Vector<double> first = probe.noise(Call::gx, here, batch);
      const Vector<double> second = probe.noise(Call::gx, near_by, batch);
      u.push_back(first(2)); // deviation 2/sqrt(4 coordinates) = 1
      w.push_back(second(2));
      jump.push_back((first - second).squaredNorm());
    }
    CHECK(goodness::kolmogorov_smirnov(u, goodness::normal_cdf) < 1);
    CHECK(goodness::kolmogorov_smirnov(w, goodness::normal_cdf) < 1);
    CHECK(goodness::product(u, w, std::cos(phase)) < 1);
    CHECK(goodness::product(u, w, std::cos(phase) + 0.1) > 1);
    CHECK(distance(jump, 8 * (1 - std::cos(phase))) < 6); // at pi/omega: twice the whole noise
  }
}

TEST_CASE("the Bernoulli oracle is not mean-squared smooth", "[samples]") {
  const Instance instance = make_instance("composite:sigma=0", 0.25);
  CHECK_FALSE(mean_squared_smooth(instance.noise));
  const double scale = std::get<ZeroChainNoise>(instance.noise.at(1)).scale;
  NoiseProbe probe(instance, 2);
  Point below{instance.x0, instance.y0, instance.y0};
  below.x.head(3).setConstant(scale);
  below.x(3) = scale * 0.25 * (1 - 1e-9);
  Point above = below;
  above.x(3) = scale * 0.25 * (1 + 1e-9);
  double jump = 0;
  for (int i = 0; i < 100; ++i) {
    const Batch batch = probe.oracle().upper();
    jump +=
        (probe.noise(Call::fx, above, batch) - probe.noise(Call::fx, below, batch)).norm() / 100;
  }
  CHECK(jump / (above.x - below.x).norm() > 1e6); // no Lipschitz constant of the problem's size
}

TEST_CASE("different batches, oracles, trials and seeds are independent", "[samples]") {
  constexpr int count = 20000;
  const Instance instance = instance_of({additive});
  NoiseProbe a(instance, 1, 0);
  NoiseProbe other_trial(instance, 1, 1);
  NoiseProbe other_seed(instance, 2, 0);
  std::map<std::string, std::vector<double>> z;
  for (int i = 0; i < count; ++i) {
    const Batch zeta = a.oracle().lower();
    const Batch xi = a.oracle().upper();
    const auto entry = [](const Vector<double>& noise, Eigen::Index k) { return 2 * noise(k); };
    const Vector<double> gy = a.noise(Call::gy, here, zeta);
    z["gy 0"].push_back(entry(gy, 0));
    z["gy 1"].push_back(entry(gy, 1)); // the other half of a pair of normals
    z["gy 2"].push_back(entry(gy, 2));
    z["gx"].push_back(entry(a.noise(Call::gx, here, zeta), 0));
    z["fy"].push_back(entry(a.noise(Call::fy, here, xi), 0));
    z["fx"].push_back(entry(a.noise(Call::fx, here, xi), 0));
    z["next"].push_back(entry(a.noise(Call::gy, here, a.oracle().lower()), 0));
    z["trial"].push_back(entry(other_trial.noise(Call::gy, here, zeta), 0));
    z["seed"].push_back(entry(other_seed.noise(Call::gy, here, zeta), 0));
    Vector<double> y = zeros<double>(4);
    a.oracle().descend({.x = here.x, .step = 1e-3, .steps = 1}, y); // its own batch of samples
  }
  REQUIRE(z.size() == 9);
  for (const auto& [name, first] : z) {
    for (const auto& [other, second] : z) {
      INFO(name << " and " << other);
      CHECK(goodness::product(first, second, name == other ? 1 : 0) < 1);
    }
  }
}

TEST_CASE("loops by their law are independent of each other and of single calls", "[samples]") {
  const Instance instance = instance_of({additive});
  Oracle oracle(instance, {.execution = Execution::law});
  NoiseProbe probe(instance, 1);
  std::vector<double> loops, next, single;
  for (int i = 0; i < 20000; ++i) {
    // Step 1 with curvature h from 0: what it leaves is -noise in the eigenbasis, deviation 1/2.
    Vector<double> first = zeros<double>(4);
    Vector<double> second = zeros<double>(4);
    oracle.descend({.x = here.x, .step = 1, .steps = 1}, first);
    oracle.descend({.x = here.x, .step = 1, .steps = 1}, second);
    loops.push_back(first(0));
    next.push_back(second(0));
    // The batch whose number the first loop used: another stream all the same.
    const auto number = static_cast<std::uint64_t>(2 * i);
    single.push_back(2 * probe.noise(Call::gy, here, Batch{Level::lower, number, 1})(0));
  }
  Vector<double> mean;
  instance.model.grad_y_g(here.x, zeros<double>(4), mean);
  for (std::size_t i = 0; i < loops.size(); ++i) {
    loops[i] = 2 * (loops[i] + mean(0));
    next[i] = 2 * (next[i] + mean(0));
  }
  CHECK(goodness::kolmogorov_smirnov(loops, goodness::normal_cdf) < 1);
  CHECK(goodness::product(loops, loops, 1) < 1);
  CHECK(goodness::product(loops, next, 0) < 1);
  CHECK(goodness::product(loops, single, 0) < 1);
}

TEST_CASE("a finite sum's components add up to the function, whatever the trial", "[samples]") {
  const Instance instance = instance_of({finite_sum});
  NoiseProbe probe(instance, 1, 0);
  NoiseProbe other(instance, 5, 3);
  for (const Call kind : all_kinds) {
    const Level level = kind == Call::fx || kind == Call::fy ? Level::upper : Level::lower;
    Vector<double> sum = zeros<double>(4);
    for (int i = 0; i < finite_sum.components; ++i) {
      const Batch component = probe.oracle().component(level, i);
      const Vector<double> noise = probe.noise(kind, here, component);
      sum += noise;
      CHECK(near(noise, other.noise(kind, here, component)));
      CHECK((kind == Call::jvp) == noise.isZero(1e-14));
    }
    CHECK(sum.norm() <= 1e-13);
    CHECK(probe.noise(kind, here, probe.oracle().everything(level)).isZero(0));
  }
  // A sample is one of the components (two of them may agree at one point).
  for (int i = 0; i < 100; ++i) {
    const Vector<double> sample = probe.noise(Call::gy, here, 1);
    int found = 0;
    for (int k = 0; k < finite_sum.components; ++k) {
      found += near(sample, probe.noise(Call::gy, here, probe.oracle().component(Level::lower, k)));
    }
    CHECK(found >= 1);
  }
}
