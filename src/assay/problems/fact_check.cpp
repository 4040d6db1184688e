#include <assay/numbers/stream.hpp>
#include <assay/problems/differencing.hpp>
#include <assay/problems/model_check.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace assay {
namespace {

using V = Vector<double>;
constexpr double relative_step = 1e-5;

class FactTable {
public:
  /// The largest value; for a lower bound the least.
  void at_most(const std::string& name, double declared, double value) {
    FactFound& f = entry(name, declared, false);
    f.extreme = value <= f.extreme ? f.extreme : value; // NaN stays
  }
  void at_least(const std::string& name, double declared, double value) {
    FactFound& f = entry(name, declared, true);
    f.extreme = value >= f.extreme ? f.extreme : value;
  }
  std::vector<FactFound> facts;

private:
  FactFound& entry(const std::string& name, double declared, bool is_least) {
    for (FactFound& f : facts) {
      if (f.name == name) {
        return f;
      }
    }
    const double start = is_least ? std::numeric_limits<double>::infinity() : 0;
    facts.push_back({name, declared, start, is_least});
    return facts.back();
  }
};

void curvatures(const Instance& instance, const ModelPoint& point, FactTable& table) {
  const Model& model = instance.model;
  const Facts& facts = instance.facts;
  const V& x = point.x;
  const V& y = point.y;
  const differencing::Fields d(model, x, y, relative_step);
  const V h = symmetric_eigen(differencing::hessian(model, x, y)).values;
  table.at_least("mu", facts.mu, h.minCoeff());
  table.at_most("lower_curvature", facts.lower_curvature, h.maxCoeff());
  const int dy = model.dy();
  const int dx = model.dx();
  const auto norm = [](const Matrix<double>& m) { return differencing::largest_singular_value(m); };
  table.at_most("upper_curvature", facts.upper_curvature,
                norm(differencing::assemble(
                    dy, dy, [&](const V& v) { return d.along_y(&Model::grad_y_f, v).value; })));
  table.at_most("coupling", facts.coupling, norm(differencing::assemble(dx, dy, [&](const V& v) {
                  V out;
                  model.jvp(x, y, v, out);
                  return out;
                })));
  table.at_most("upper_coupling", facts.upper_coupling,
                norm(differencing::assemble(
                    dx, dy, [&](const V& v) { return d.along_y(&Model::grad_x_f, v).value; })));
}

/// The third derivatives of g that bend its Hessians in y, at one point.
class ThirdDerivatives {
public:
  ThirdDerivatives(const Model& model, const ModelPoint& point) : model_(model), at_(point) {}

  /// The largest found of ||D_y grad^2_yy g (v, v)|| and ||D_y grad^2_xy g (v, v)|| over unit v.
  /// Both are symmetric in v and v, so that equal arguments give the norms. Each coordinate's v
  /// ascends.
  [[nodiscard]] double largest() const {
    double found = 0;
    for (int k = 0; k < model_.dy(); ++k) {
      const V start = V::Unit(model_.dy(), k);
      found = std::max(found, ascend(start, [this](const V& v) {
                         const V bend = along(&Model::hvp, V::Zero(model_.dx()), v, v);
                         return std::pair(bend.norm(), bend);
                       }));
      found = std::max(found, ascend(start, [this](const V& v) {
                         const V mixed = along(&Model::jvp, V::Zero(model_.dx()), v, v);
                         const double size = mixed.norm();
                         // u'(D_y J)(v, .) is the derivative of the Hessian along u in x, times v.
                         const V u = size > 0 ? V(mixed / size) : V::Zero(model_.dx()).eval();
                         return std::pair(size, along(&Model::hvp, u, V::Zero(model_.dy()), v));
                       }));
    }
    return found;
  }

private:
  using Product = void (Model::*)(const V&, const V&, const V&, V&) const;

  /// Derivative along (u, v) of a product with w.
  [[nodiscard]] V along(Product product, const V& u, const V& v, const V& w) const {
    const double h = differencing::step(at_.y, relative_step);
    V above, below;
    (model_.*product)((at_.x + h * u).eval(), (at_.y + h * v).eval(), w, above);
    (model_.*product)((at_.x - h * u).eval(), (at_.y - h * v).eval(), w, below);
    return (above - below) / (2 * h);
  }
  /// Follows `up`, which returns a norm at v and where it grows, for some steps.
  template <class Up> static double ascend(V v, const Up& up) {
    double found = 0;
    for (int i = 0; i < 4; ++i) {
      const auto [size, next] = up(v);
      found = size <= found ? found : size; // NaN stays
      if (!(next.norm() > 0)) {
        break;
      }
      v = next / next.norm();
    }
    return found;
  }

  const Model& model_;
  const ModelPoint& at_;
};

/// What v* and grad_x f - grad^2_xy g v* move with y, where an instance bounds it.
void responses(const Instance& instance, const ModelPoint& point, FactTable& table) {
  const Facts& facts = instance.facts;
  if (std::isinf(facts.system_slope) && std::isinf(facts.response)) {
    return;
  }
  const Model& model = instance.model;
  const auto system = [&](const V& y) {
    V pull;
    model.grad_y_f(point.x, y, pull);
    return differencing::pseudo_solve(differencing::hessian(model, point.x, y), pull);
  };
  const auto direction = [&](const V& y) {
    V out, product;
    model.grad_x_f(point.x, y, out);
    model.jvp(point.x, y, system(y), product);
    return V(out - product);
  };
  const double h = differencing::step(point.y, relative_step);
  const auto slope = [&](int rows, const auto& field) {
    return differencing::largest_singular_value(
        differencing::assemble(rows, model.dy(), [&](const V& v) {
          return differencing::central(h, [&](double t) { return field((point.y + t * v).eval()); })
              .value;
        }));
  };
  table.at_most("system_slope", facts.system_slope, slope(model.dy(), system));
  table.at_most("response", facts.response, slope(model.dx(), direction));
}

void slopes(const Instance& instance, const V& x, FactTable& table) {
  const Model& model = instance.model;
  const Facts& facts = instance.facts;
  V best, pull, gradient;
  model.solution(x, best);
  model.grad_y_f(x, best, pull);
  model.hypergradient(x, gradient);
  const differencing::Fields d(model, x, best, relative_step);
  table.at_most("upper_slope", facts.upper_slope, pull.norm());
  const auto norm = [](const Matrix<double>& m) { return differencing::largest_singular_value(m); };
  table.at_most("solution_slope", facts.solution_slope,
                norm(differencing::assemble(model.dy(), model.dx(), [&](const V& u) {
                  return d.of_x(&Model::solution, u).value;
                })));
  const double curvature = norm(differencing::assemble(
      model.dx(), model.dx(), [&](const V& u) { return d.of_x(&Model::hypergradient, u).value; }));
  table.at_most("smoothness", facts.smoothness, curvature - facts.growth * gradient.norm());
}

/// phi(from) - phi(to), by Simpson's rule along the segment.
double descent(const Model& model, const V& from, const V& to) {
  constexpr int pieces = 200;
  const V along = to - from;
  V gradient;
  double sum = 0;
  for (int i = 0; i <= pieces; ++i) {
    model.hypergradient((from + static_cast<double>(i) / pieces * along).eval(), gradient);
    const int weight = i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * gradient.dot(along);
  }
  return -sum / (3 * pieces);
}

/// Goes a step of normalised length along -grad phi, shorter where the gradient is small.
void go_down(const Instance& instance, double length, V& x) {
  V gradient;
  instance.model.hypergradient(x, gradient);
  const double norm = gradient.norm();
  const Facts& facts = instance.facts;
  const double newton = norm / (facts.smoothness + facts.growth * norm);
  if (norm > 0) {
    x -= std::max(newton, std::min(length, 4 * newton)) / norm * gradient;
  }
}

} // namespace

std::vector<ModelPoint> visited_points(const Instance& instance, const ModelCheck& how) {
  need(how.points >= 2, "two points at least: the start and one where a run goes");
  const int dy = instance.model.dy();
  Stream stream(how.seed, 0, "points of a model check");
  std::vector<ModelPoint> points{{instance.x0, instance.y0}};
  V x = instance.x0;
  // A chain's link is found after a way of about gap/(T ||grad||); a bowl's bottom long before.
  const double length = std::sqrt(instance.facts.gap / instance.facts.smoothness / 20);
  for (int k = 1; k < how.points; ++k) {
    for (int i = 0; i < 40; ++i) {
      go_down(instance, length, x);
    }
    V y(dy);
    instance.model.solution(x, y);
    const double away = std::max(1e-3, instance.facts.start_distance) / std::sqrt(dy);
    for (Eigen::Index i = 0; i < dy; ++i) {
      y(i) += away * (2 * stream.uniform() - 1);
    }
    points.push_back({x, std::move(y)});
  }
  return points;
}

std::vector<FactFound> check_facts(const Instance& instance,
                                   const std::vector<ModelPoint>& points) {
  need(!points.empty() && instance.model.dx() <= differencing::dense_limit &&
           instance.model.dy() <= differencing::dense_limit,
       "facts are checked at one point at least, in at most 300 dimensions");
  FactTable table;
  const Facts& facts = instance.facts;
  V best;
  instance.model.solution(instance.x0, best);
  table.at_most("start_distance", facts.start_distance, (instance.y0 - best).norm());
  for (const ModelPoint& point : points) {
    curvatures(instance, point, table);
    table.at_most("curvature_slope", facts.curvature_slope,
                  ThirdDerivatives(instance.model, point).largest());
    responses(instance, point, table);
    slopes(instance, point.x, table);
    table.at_most("gap", facts.gap, descent(instance.model, instance.x0, point.x));
  }
  return table.facts;
}

} // namespace assay
