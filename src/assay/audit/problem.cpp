#include <assay/audit/problem.hpp>
#include <assay/numbers/stream.hpp>
#include <assay/problems/generated_quadratic.hpp>
#include <assay/problems/quadratic_model.hpp>
#include <assay/problems/rotation.hpp>
#include <assay/problems/standard_noise.hpp>

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <utility>

namespace assay::audit {
namespace {

Matrix<double> in_other_axes(const Matrix<double>& a, std::uint64_t seed) {
  const int n = static_cast<int>(a.rows());
  const Rotation rotation(n, seed);
  Matrix<double> turned = a;
  Vector<double> column;
  for (int side = 0; side < 2; ++side) { // U (U A)'
    for (int k = 0; k < n; ++k) {
      column = turned.col(k);
      rotation.apply(column);
      turned.col(k) = column;
    }
    turned.transposeInPlace();
  }
  return 0.5 * (turned + turned.transpose());
}

/// Of length 1, from the cube: the same bits whatever the C library.
Vector<double> direction(int n, Stream& stream) {
  Vector<double> v(n);
  do {
    for (double& entry : v) {
      entry = 2 * stream.uniform() - 1;
    }
  } while (v.squaredNorm() < 0.01);
  return v.normalized();
}

/// phi = f_U: the mean curvature of phi as it was, nothing of y.
void forget_y(Quadratic<double>& q) {
  q.F.setZero();
  q.K.setZero();
  q.h.setZero();
  q.P.setZero();
  q.q.setZero();
  for (Eigen::Index i = 0; i < q.P.rows(); ++i) {
    q.P(i, i) = 1 + static_cast<double>(i) / static_cast<double>(q.P.rows());
  }
}

/// What of sigma and products the noise takes.
Parameters noise_of(const Problem& problem) {
  std::map<std::string, std::string> given = {{"noise", problem.noise}};
  for (const std::string& name : parameters_of_noise(problem.noise)) {
    if (name == "sigma" || name == "products") {
      given[name] = fmt::format("{}", name == "sigma" ? problem.sigma : problem.products);
    }
  }
  return Parameters(std::move(given));
}

/// x - origin for x.
void move_origin(const Vector<double>& origin, Quadratic<double>& q) {
  q.q -= q.P * origin;
  q.h -= q.K.transpose() * origin;
  q.b -= q.B * origin;
}

/// A problem's data and where a run starts.
struct Draw {
  Quadratic<double> data;
  Vector<double> best, x0, y0; ///< x*, and the start
  std::uint64_t axes = 0;      ///< the seed of further ones
};

Draw draw(const Problem& problem, Stream& stream) {
  Draw drawn;
  drawn.axes = stream.next() >> 16; // each shape takes five
  drawn.data = generated_quadratic({.dx = problem.dx,
                                    .dy = problem.dy,
                                    .kappa = problem.kappa,
                                    .curvature = problem.curvature,
                                    .seed = drawn.axes});
  drawn.data.A *= problem.scale;
  drawn.data.B *= problem.scale;
  drawn.data.b *= problem.scale;
  if (problem.upper_only) {
    forget_y(drawn.data);
  }
  drawn.best = direction(problem.dx, stream);
  move_origin(drawn.best, drawn.data);
  drawn.x0 = drawn.best + problem.start * direction(problem.dx, stream);
  drawn.y0 = solve<double>(drawn.data.A, (drawn.data.B * drawn.x0 + drawn.data.b).eval());
  drawn.y0 += direction(problem.dy, stream);
  return drawn;
}

/// Do both terms of the hyper-gradient show where the run starts?
bool telling(const Draw& drawn) {
  constexpr double least = 0.1;
  const Quadratic<double>& q = drawn.data;
  const Vector<double> y = solve<double>(q.A, (q.B * drawn.x0 + q.b).eval());
  const Vector<double> v = solve<double>(q.A, q.grad_y_f(drawn.x0, y));
  return q.grad_x_f(drawn.x0, y).norm() >= least && (q.B.transpose() * v).norm() >= least;
}

Draw draw(const Problem& problem) {
  Stream stream(problem.number, 0, "problem of an audit");
  Draw drawn = draw(problem, stream);
  while (!problem.upper_only && problem.start > 0 && !telling(drawn)) {
    drawn = draw(problem, stream);
  }
  return drawn;
}

void swap_hessian(const Draw& drawn, Quadratic<double>& q) {
  const Vector<double> y = solve<double>(q.A, (q.B * drawn.x0 + q.b).eval());
  q.A = in_other_axes(q.A, 5 * drawn.axes + 5);
  q.b = q.A * y - q.B * drawn.x0;
}

} // namespace

std::string to_string(const Problem& problem) {
  const Problem plain{};
  std::string text =
      fmt::format("quadratic, dx = {}, dy = {}, kappa = {}", problem.dx, problem.dy, problem.kappa);
  const auto add = [&text](bool differs, const std::string& what) {
    text += differs ? ", " + what : "";
  };
  add(problem.scale != plain.scale, fmt::format("mu = {}", problem.scale));
  add(problem.curvature == 0, "f affine in y");
  add(problem.start == 0, "stationary start");
  add(problem.number != plain.number, fmt::format("number {}", problem.number));
  add(problem.swapped, "A in other axes");
  add(problem.decoupled, "grad^2_xy g = 0");
  add(problem.upper_only, "f without y");
  add(problem.noise != plain.noise, fmt::format("{} noise {}", problem.noise, problem.sigma));
  return text;
}

Vector<double> stationary_point(const Problem& problem) { return draw(problem).best; }

Quadratic<double> data_of(const Problem& problem) { return draw(problem).data; }

Instance make_problem(const Problem& problem) {
  Draw drawn = draw(problem);
  Quadratic<double>& q = drawn.data;
  const Vector<double>& x0 = drawn.x0;
  Facts facts = quadratic_facts(QuadraticModel(q), x0, drawn.y0);
  facts.epsilon = problem.epsilon;
  if (problem.decoupled) {
    q.b += q.B * x0;
    q.B.setZero();
  }
  if (problem.swapped) { // mu and L_g stay; the rest is not needed where x is held
    swap_hessian(drawn, q);
  }
  Region visited;
  const double from_best = 2 * std::sqrt(2 * facts.gap) + 1;
  visited.x = drawn.best.norm() + from_best;
  visited.y = 1 + facts.solution_slope * from_best + 2 + facts.upper_slope;
  Instance instance{.name = to_string(problem),
                    .model = QuadraticModel(q),
                    .noise = {},
                    .facts = std::move(facts),
                    .x0 = x0,
                    .y0 = drawn.y0,
                    .lower_bound = {}};
  set_noise(noise_of(problem), visited, instance);
  return instance;
}

Instance silent_problem(Problem problem) {
  const Instance quiet = make_problem(problem);
  problem.noise = "additive";
  problem.sigma = 0.3;
  problem.products = 0.1;
  Instance instance = make_problem(problem);
  instance.noise = quiet.noise;
  instance.name = quiet.name;
  return instance;
}

Problem smallest_failing(const Problem& failing, const std::function<bool(const Problem&)>& fails) {
  for (const auto& [dx, dy] : std::vector<std::pair<int, int>>{{1, 1}, {1, 2}, {2, 1}, {2, 2}}) {
    for (const double kappa : {1.0, failing.kappa}) {
      Problem smaller = failing;
      smaller.dx = dx;
      smaller.dy = dy;
      smaller.kappa = dy == 1 ? 1 : kappa;
      if (dx * dy < failing.dx * failing.dy && fails(smaller)) {
        return smaller;
      }
    }
  }
  return failing;
}

} // namespace assay::audit
