#include <assay/numbers/stream.hpp>
#include <assay/problems/differencing.hpp>
#include <assay/problems/model_check.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay {
namespace {

using V = Vector<double>;

/// A difference's own estimate of its error is one draw of rounding: this many of it are allowed.
constexpr double slack = 10;
/// Errors below this are rounding, whatever the size of what is compared.
constexpr double absolute = 1e-11;

class Checker {
public:
  Checker(const Model& model, const ModelCheck& how) : model_(model), how_(how) {}

  void check(const ModelPoint& point, int number) {
    point_ = &point;
    stream_ = Stream(how_.seed, static_cast<std::uint32_t>(number), "directions of a model check");
    where_ = "at point " + std::to_string(number);
    if (!shapes()) {
      return;
    }
    values();
    symmetries();
    products();
    solution();
    implicit();
    for (const double shift : how_.shifts) {
      spectrum(shift);
    }
  }
  std::vector<ModelFinding> findings;

private:
  V direction(int n) {
    V v(n);
    for (Eigen::Index i = 0; i < n; ++i) {
      v(i) = stream_.normal();
    }
    return v / std::max(v.norm(), 1e-300);
  }
  /// |a - b| against the size of both, and what differences cannot see.
  void agree(const std::string& what, double a, double b, double unseen) {
    report(what, std::abs(a - b), how_.tolerance * (std::abs(a) + std::abs(b)) + unseen);
  }
  void agree(const std::string& what, const V& a, const V& b, double unseen) {
    report(what, (a - b).norm(), how_.tolerance * (a.norm() + b.norm()) + unseen);
  }
  void agree(const std::string& what, const V& own, const differencing::Estimate& found) {
    agree(what, own, found.value, slack * found.error);
  }
  void report(const std::string& what, double error, double allowed) {
    if (!(error <= allowed + absolute)) {
      findings.push_back({what, error, allowed + absolute, where_});
    }
  }

  bool shapes() {
    const auto& [x, y] = *point_;
    const std::size_t before = findings.size();
    const auto fits = [this](const char* what, const V& v, int n) {
      if (v.size() != n || !std::isfinite(v.squaredNorm())) {
        findings.push_back({std::string(what) + " has the wrong length, or is not finite",
                            static_cast<double>(v.size()), static_cast<double>(n), where_});
      }
    };
    V out;
    const int dx = model_.dx();
    const int dy = model_.dy();
    fits("x", x, dx);
    fits("y", y, dy);
    if (findings.size() > before) {
      return false;
    }
    model_.grad_x_f(x, y, out), fits("grad_x f", out, dx);
    model_.grad_y_f(x, y, out), fits("grad_y f", out, dy);
    model_.grad_x_g(x, y, out), fits("grad_x g", out, dx);
    model_.grad_y_g(x, y, out), fits("grad_y g", out, dy);
    model_.hvp(x, y, y, out), fits("hvp", out, dy);
    model_.jvp(x, y, y, out), fits("jvp", out, dx);
    model_.solution(x, out), fits("the solution", out, dy);
    model_.hypergradient(x, out), fits("the hyper-gradient", out, dx);
    return findings.size() == before;
  }

  void values() {
    const V& x = point_->x;
    const V& y = point_->y;
    if (!model_.f(x, y) || !model_.g(x, y)) {
      return;
    }
    const V u = direction(model_.dx());
    const V v = direction(model_.dy());
    V out;
    const auto slope = [&](const char* what, const auto& value, const V& at, const V& along) {
      const auto found = differencing::central(differencing::step(at, how_.step), [&](double t) {
        return V::Constant(1, value((at + t * along).eval())).eval();
      });
      std::string title = what; // GCC 12 at -O2 sees an overflow in what + text
      agree(title += " against differences", out.dot(along), found.value(0),
            how_.tolerance * out.norm() + slack * found.error);
    };
    model_.grad_x_f(x, y, out);
    slope(
        "grad_x f", [&](const V& at) { return *model_.f(at, y); }, x, u);
    model_.grad_y_f(x, y, out);
    slope(
        "grad_y f", [&](const V& at) { return *model_.f(x, at); }, y, v);
    model_.grad_x_g(x, y, out);
    slope(
        "grad_x g", [&](const V& at) { return *model_.g(at, y); }, x, u);
    model_.grad_y_g(x, y, out);
    slope(
        "grad_y g", [&](const V& at) { return *model_.g(x, at); }, y, v);
    model_.hypergradient(x, out);
    V best;
    slope(
        "the hyper-gradient",
        [&](const V& at) {
          model_.solution(at, best);
          return *model_.f(at, best);
        },
        x, u);
  }

  /// Fields that are gradients have symmetric Jacobians, across x and y too.
  void symmetries() {
    const auto& [x, y] = *point_;
    const differencing::Fields d(model_, x, y, how_.step);
    const V u = direction(model_.dx());
    const V w = direction(model_.dx());
    const V v = direction(model_.dy());
    const V z = direction(model_.dy());
    using differencing::Estimate;
    const auto pair = [this](const char* what, const V& a, const V& b, const Estimate& across,
                             const Estimate& back) {
      agree(std::string(what) + " is no gradient: its Jacobian is not symmetric",
            a.dot(across.value), b.dot(back.value),
            how_.tolerance * (across.value.norm() + back.value.norm()) +
                slack * (across.error + back.error));
    };
    pair("(grad_x f, grad_y f)", u, v, d.along_y(&Model::grad_x_f, v),
         d.along_x(&Model::grad_y_f, u));
    pair("(grad_x g, grad_y g)", u, v, d.along_y(&Model::grad_x_g, v),
         d.along_x(&Model::grad_y_g, u));
    pair("grad_x f", u, w, d.along_x(&Model::grad_x_f, w), d.along_x(&Model::grad_x_f, u));
    pair("grad_y f", v, z, d.along_y(&Model::grad_y_f, z), d.along_y(&Model::grad_y_f, v));
    pair("grad_x g", u, w, d.along_x(&Model::grad_x_g, w), d.along_x(&Model::grad_x_g, u));
    pair("the hyper-gradient", u, w, d.of_x(&Model::hypergradient, w),
         d.of_x(&Model::hypergradient, u));
  }

  void products() {
    const auto& [x, y] = *point_;
    const differencing::Fields d(model_, x, y, how_.step);
    const V v = direction(model_.dy());
    V out;
    model_.hvp(x, y, v, out);
    agree("hvp against differences of grad_y g", out, d.along_y(&Model::grad_y_g, v));
    model_.jvp(x, y, v, out);
    agree("jvp against differences of grad_x g", out, d.along_y(&Model::grad_x_g, v));
  }

  void solution() {
    const V& x = point_->x;
    V best, slope, scale;
    model_.solution(x, best);
    model_.grad_y_g(x, best, slope);
    if (model_.dy() <= differencing::dense_limit) { // how far the minimiser is
      const V away = differencing::pseudo_solve(differencing::hessian(model_, x, best), slope);
      report("the solution is away from grad_y g = 0", away.norm(),
             how_.tolerance * (1 + best.norm()));
      return;
    }
    model_.grad_y_g(x, (best + direction(model_.dy())).eval(), scale);
    report("grad_y g does not vanish at the solution", slope.norm(), how_.tolerance * scale.norm());
  }

  void implicit() {
    const V& x = point_->x;
    if (model_.dy() > differencing::dense_limit) {
      return;
    }
    V best, pull, direct, cross, own;
    model_.solution(x, best);
    model_.grad_y_f(x, best, pull);
    // Where g is only PL, v is one of the solutions of H (H v + grad_y f) = 0: any will do.
    const V v = differencing::pseudo_solve(differencing::hessian(model_, x, best), pull);
    model_.grad_x_f(x, best, direct);
    model_.jvp(x, best, v, cross);
    model_.hypergradient(x, own);
    agree("the hyper-gradient against the implicit function theorem", own, (direct - cross).eval(),
          1e-9 * (direct.norm() + cross.norm()));
  }

  void spectrum(double shift) {
    const auto& [x, y] = *point_;
    const auto found = model_.spectrum(shift);
    if (!found) {
      return;
    }
    const std::string at = where_;
    where_ += ", shift " + std::to_string(shift);
    V m, gf, gg;
    found->minimiser(x, m);
    model_.grad_y_f(x, m, gf);
    model_.grad_y_g(x, m, gg);
    V away = shift * gf + gg;
    found->to_basis(away);
    away = away.cwiseQuotient(found->curvatures());
    report("the spectrum's minimiser is away from shift grad_y f + grad_y g = 0", away.norm(),
           how_.tolerance * (1 + m.norm()));
    const V v = direction(model_.dy());
    V turned = v;
    found->to_basis(turned);
    agree("the basis keeps lengths", turned.norm(), 1, 0);
    V back = turned;
    found->from_basis(back);
    agree("from_basis undoes to_basis", back, v, 0);
    const differencing::Fields d(model_, x, y, how_.step);
    turned = turned.cwiseProduct(found->curvatures()).eval();
    found->from_basis(turned);
    const auto of_f = d.along_y(&Model::grad_y_f, v);
    const auto of_g = d.along_y(&Model::grad_y_g, v);
    agree("curvatures against differences", turned, (shift * of_f.value + of_g.value).eval(),
          slack * (of_f.error + of_g.error));
    where_ = at;
  }

  const Model& model_;
  const ModelCheck& how_;
  const ModelPoint* point_ = nullptr;
  Stream stream_{1, 0, "directions of a model check"};
  std::string where_;
};

} // namespace

std::string describe(const ModelFinding& finding) {
  return finding.what + ": " + std::to_string(finding.found) + ", allowed " +
         std::to_string(finding.allowed) + " " + finding.where;
}

std::vector<ModelFinding>
check_model(const Model& model, const std::vector<ModelPoint>& points, const ModelCheck& how) {
  need(!points.empty(), "a model is checked at one point at least");
  Checker checker(model, how);
  int number = 0;
  for (const ModelPoint& point : points) {
    checker.check(point, number++);
  }
  return checker.findings;
}

} // namespace assay
