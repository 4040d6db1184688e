#include <assay/audit/problem.hpp>
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

Matrix<double> in_other_axes(const Matrix<double>& a) {
  const int n = static_cast<int>(a.rows());
  const Rotation rotation(n, 77);
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

Vector<double> start_of(const Problem& problem) {
  return Vector<double>::Constant(problem.dx, problem.start / std::sqrt(problem.dx));
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

void swap_hessian(const Problem& problem, Quadratic<double>& q) {
  const Vector<double> x0 = start_of(problem);
  const Vector<double> y = solve<double>(q.A, (q.B * x0 + q.b).eval());
  q.A = in_other_axes(q.A);
  q.b = q.A * y - q.B * x0;
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

Quadratic<double> data_of(const Problem& problem) {
  Quadratic<double> q = generated_quadratic({.dx = problem.dx,
                                             .dy = problem.dy,
                                             .kappa = problem.kappa,
                                             .curvature = problem.curvature,
                                             .seed = static_cast<std::uint64_t>(problem.number)});
  q.A *= problem.scale;
  q.B *= problem.scale;
  q.b *= problem.scale;
  if (problem.upper_only) {
    forget_y(q);
  }
  return q;
}

Instance make_problem(const Problem& problem) {
  Quadratic<double> q = data_of(problem);
  const QuadraticModel plain(q);
  const Vector<double> x0 = start_of(problem);
  Vector<double> y0(problem.dy);
  plain.solution(x0, y0);
  y0.array() += 1 / std::sqrt(problem.dy);
  Facts facts = quadratic_facts(plain, x0, y0);
  facts.epsilon = problem.epsilon;
  if (problem.decoupled) {
    q.b += q.B * x0;
    q.B.setZero();
  }
  if (problem.swapped) { // mu and L_g stay; the rest is not needed where x is held
    swap_hessian(problem, q);
  }
  Region visited;
  visited.x = 2 * std::sqrt(2 * facts.gap) + 1;
  visited.y = 1 + facts.solution_slope * visited.x + 2 + facts.upper_slope;
  Instance instance{.name = to_string(problem),
                    .model = QuadraticModel(q),
                    .noise = {},
                    .facts = std::move(facts),
                    .x0 = x0,
                    .y0 = std::move(y0),
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
