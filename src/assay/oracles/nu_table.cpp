#include <assay/oracles/nu_table.hpp>

#include <map>

namespace assay {
namespace {

/// A quadratic in the coordinates that diagonalise A + nu F for every nu at once.
class Reduced {
public:
  Reduced(const Quadratic<Real>& problem, const Vector<Real>& x) {
    const Spectrum<Real> pair = reduce_pair(problem.A, problem.F);
    lambda_ = pair.values;
    const Matrix<Real> transposed = pair.vectors.transpose();
    constant_ = times<Real>(transposed, (problem.B * x + problem.b).eval());
    pull_ = times<Real>(transposed, (problem.K.transpose() * x + problem.h).eval());
    through_f_ = times<Real>(problem.K, pair.vectors);
    through_g_ = times<Real>(Matrix<Real>(problem.B.transpose()), pair.vectors);
  }

  /// z(nu), solved once for each nu.
  const Vector<Real>& solution(const Rational& nu) {
    auto found = solutions_.find(nu);
    if (found == solutions_.end()) {
      const Real step = exact<Real>(nu);
      Vector<Real> z(lambda_.size());
      for (Eigen::Index i = 0; i < z.size(); ++i) {
        z(i) = (constant_(i) - step * pull_(i)) / (Real(1) + step * lambda_(i));
      }
      found = solutions_.emplace(nu, std::move(z)).first;
    }
    return found->second;
  }

  /// |K W (sum alpha_j j z_j - z_0) - B'W (sum alpha_j z_j/nu - z_0')|: Px + q drops, because it
  /// is linear in nu.
  Real error(const Stencil& stencil, const Rational& nu) {
    const Vector<Real>& centre = solution(Rational(0));
    Vector<Real> upper = zeros<Real>(lambda_.size());
    Vector<Real> lower = zeros<Real>(lambda_.size());
    for (std::size_t j = 0; j < stencil.size(); ++j) {
      if (stencil.weights[j] == 0) {
        continue;
      }
      const Vector<Real>& z = solution(stencil.nodes[j] * nu);
      const Real in_f = exact<Real>(Rational(stencil.weights[j] * stencil.nodes[j]));
      const Real in_g = exact<Real>(Rational(stencil.weights[j] / nu));
      for (Eigen::Index i = 0; i < z.size(); ++i) {
        upper(i) += in_f * z(i);
        lower(i) += in_g * z(i);
      }
    }
    for (Eigen::Index i = 0; i < upper.size(); ++i) {
      upper(i) -= centre(i);
      lower(i) += pull_(i) + lambda_(i) * centre(i); // - z_0'
    }
    Real sum(0);
    for (Eigen::Index row = 0; row < through_f_.rows(); ++row) {
      Real entry(0);
      for (Eigen::Index i = 0; i < upper.size(); ++i) {
        entry += through_f_(row, i) * upper(i);
        entry -= through_g_(row, i) * lower(i);
      }
      sum += entry * entry;
    }
    return sqrt(sum);
  }

private:
  Vector<Real> lambda_, constant_, pull_;
  Matrix<Real> through_f_, through_g_; ///< K W and B'W
  std::map<Rational, Vector<Real>> solutions_;
};

Vector<Real>
gradient_by_solving(const Quadratic<Real>& problem, const Vector<Real>& x, const Rational& nu) {
  const Real step = exact<Real>(nu);
  return value_gradient(problem, x, problem.solution<Real>(x, step), step);
}

} // namespace

Matrix<Real> error_table(const Quadratic<Real>& problem,
                         const Vector<Real>& x,
                         const std::vector<Stencil>& stencils,
                         const std::vector<Rational>& steps) {
  Reduced reduced(problem, x);
  Matrix<Real> table(static_cast<Eigen::Index>(stencils.size()),
                     static_cast<Eigen::Index>(steps.size()));
  for (Eigen::Index row = 0; row < table.rows(); ++row) {
    for (Eigen::Index column = 0; column < table.cols(); ++column) {
      table(row, column) = reduced.error(stencils[static_cast<std::size_t>(row)],
                                         steps[static_cast<std::size_t>(column)]);
    }
  }
  return table;
}

Matrix<Real> error_table_by_solving(const Quadratic<Real>& problem,
                                    const Vector<Real>& x,
                                    const std::vector<Stencil>& stencils,
                                    const std::vector<Rational>& steps,
                                    Sharing sharing) {
  const Vector<Real> truth = hypergradient(problem, x, problem.solution<Real>(x, Real(0)));
  std::map<Rational, Vector<Real>> kept;
  Matrix<Real> table(static_cast<Eigen::Index>(stencils.size()),
                     static_cast<Eigen::Index>(steps.size()));
  for (Eigen::Index row = 0; row < table.rows(); ++row) {
    const Stencil& stencil = stencils[static_cast<std::size_t>(row)];
    for (Eigen::Index column = 0; column < table.cols(); ++column) {
      const Rational& nu = steps[static_cast<std::size_t>(column)];
      std::vector<Vector<Real>> values(stencil.size(), zeros<Real>(problem.dx()));
      for (std::size_t j = 0; j < stencil.size(); ++j) {
        if (stencil.weights[j] == 0) {
          continue;
        }
        const Rational node = stencil.nodes[j] * nu;
        if (sharing == Sharing::nothing_shared) {
          values[j] = gradient_by_solving(problem, x, node);
        } else if (const auto found = kept.find(node); found != kept.end()) {
          values[j] = found->second;
        } else {
          values[j] = kept.emplace(node, gradient_by_solving(problem, x, node)).first->second;
        }
      }
      const Vector<Real> error = apply(stencil, values, exact<Real>(nu)) - truth;
      table(row, column) = sqrt(dot<Real>(error, error));
    }
  }
  return table;
}

} // namespace assay
