#include <assay/oracles/nu_table.hpp>

#include <functional>
#include <map>

namespace assay {
namespace {

using Index = Eigen::Index;

/// sum += a b through one scratch number: a third of the time of the operators, which allocate.
void add_product(Real& sum, const Real& a, const Real& b) {
  thread_local Real product;
  if (mpfr_get_prec(product.raw()) != mpfr_get_prec(sum.raw())) {
    mpfr_set_prec(product.raw(), mpfr_get_prec(sum.raw()));
  }
  mpfr_mul(product.raw(), a.raw(), b.raw(), MPFR_RNDN);
  mpfr_add(sum.raw(), sum.raw(), product.raw(), MPFR_RNDN);
}

/// A = L L'. Throws InvalidArgument if A is not positive definite.
Matrix<Real> cholesky(const Matrix<Real>& a) {
  const Index n = a.rows();
  Matrix<Real> l = zeros<Real>(n, n);
  for (Index j = 0; j < n; ++j) {
    for (Index i = j; i < n; ++i) {
      Real rest = -a(i, j);
      for (Index k = 0; k < j; ++k) {
        add_product(rest, l(i, k), l(j, k));
      }
      if (i == j) {
        need(rest < Real(0), "the lower level's Hessian must be positive definite");
        l(i, j) = sqrt(-rest);
      } else {
        l(i, j) = -rest / l(j, j);
      }
    }
  }
  return l;
}

/// L^{-1} m.
Matrix<Real> forward(const Matrix<Real>& l, Matrix<Real> m) {
  for (Index column = 0; column < m.cols(); ++column) {
    for (Index i = 0; i < l.rows(); ++i) {
      Real rest = -m(i, column);
      for (Index k = 0; k < i; ++k) {
        add_product(rest, l(i, k), m(k, column));
      }
      m(i, column) = -rest / l(i, i);
    }
  }
  return m;
}

/// m <- (I - beta v v') m, where v is 0 above row `first`.
void reflect(Matrix<Real>& m, const Vector<Real>& v, const Real& beta, Index first) {
  for (Index column = 0; column < m.cols(); ++column) {
    Real along(0);
    for (Index i = first; i < v.size(); ++i) {
      add_product(along, v(i), m(i, column));
    }
    along = -(along * beta);
    for (Index i = first; i < v.size(); ++i) {
      add_product(m(i, column), v(i), along);
    }
  }
}

/// A quadratic in coordinates z in which A is the identity and F is tridiagonal: y = L^{-T} Q z.
/// A solve with A + nu F then costs O(dy), and no eigenvalue iteration is needed.
class Reduced {
public:
  Reduced(const Quadratic<Real>& problem, const Vector<Real>& x)
      : linear_(problem.P * x + problem.q) {
    const Matrix<Real> l = cholesky(problem.A);
    const Matrix<Real> half = forward(l, problem.F).transpose();
    Matrix<Real> f = forward(l, half);
    // c, w, B and K' side by side: all become Q'L^{-1} times themselves
    const Index dx = problem.dx();
    Matrix<Real> data(problem.dy(), 2 + 2 * dx);
    data.col(0) = problem.B * x + problem.b;
    data.col(1) = problem.K.transpose() * x + problem.h;
    data.middleCols(2, dx) = problem.B;
    data.rightCols(dx) = problem.K.transpose();
    data = forward(l, std::move(data));
    for (Index k = 0; k + 2 < f.rows(); ++k) {
      eliminate(f, data, k);
    }
    diagonal_ = f.diagonal();
    beside_ = f.diagonal(-1);
    constant_ = data.col(0);
    pull_ = data.col(1);
    through_g_ = data.middleCols(2, dx);
    through_f_ = data.rightCols(dx);
  }

  /// grad l_nu = nu (K y + Px + q) - B'y.
  [[nodiscard]] Vector<Real> value_gradient_at(const Real& nu) const {
    const Vector<Real> z = solution(nu);
    Vector<Real> result(linear_.size());
    for (Index row = 0; row < result.size(); ++row) {
      Real upper = linear_(row);
      Real lower(0);
      for (Index i = 0; i < z.size(); ++i) {
        add_product(upper, through_f_(i, row), z(i));
        add_product(lower, through_g_(i, row), z(i));
      }
      result(row) = nu * upper - lower;
    }
    return result;
  }

  /// grad phi = K y_0 + Px + q - B'y_0', where z_0 = Q'L^{-1}c and -z_0' = F z_0 + w.
  [[nodiscard]] Vector<Real> truth() const {
    Vector<Real> result = linear_;
    for (Index i = 0; i < constant_.size(); ++i) {
      Real fall = pull_(i) + diagonal_(i) * constant_(i);
      if (i > 0) {
        add_product(fall, beside_(i - 1), constant_(i - 1));
      }
      if (i + 1 < constant_.size()) {
        add_product(fall, beside_(i), constant_(i + 1));
      }
      for (Index row = 0; row < result.size(); ++row) {
        add_product(result(row), through_f_(i, row), constant_(i));
        add_product(result(row), through_g_(i, row), fall);
      }
    }
    return result;
  }

private:
  /// A Householder reflection that clears column k of f below its first sub-diagonal.
  static void eliminate(Matrix<Real>& f, Matrix<Real>& data, Index k) {
    Vector<Real> v = f.col(k);
    Real size(0);
    for (Index i = k + 1; i < v.size(); ++i) {
      add_product(size, v(i), v(i));
    }
    if (size == Real(0)) {
      return;
    }
    size = sqrt(size);
    v(k + 1) += v(k + 1) < Real(0) ? -size : size; // the sign that does not cancel
    Real square(0);
    for (Index i = k + 1; i < v.size(); ++i) {
      add_product(square, v(i), v(i));
    }
    const Real beta = Real(2) / square;
    reflect(f, v, beta, k + 1);
    f.transposeInPlace();
    reflect(f, v, beta, k + 1);
    reflect(data, v, beta, k + 1);
  }

  /// (I + nu F) z = c - nu w, by elimination without pivoting: the matrix is positive definite.
  [[nodiscard]] Vector<Real> solution(const Real& nu) const {
    Vector<Real> right = constant_ - nu * pull_;
    Vector<Real> pivot(right.size());
    for (Index i = 0; i < right.size(); ++i) {
      pivot(i) = Real(1) + nu * diagonal_(i);
      if (i > 0) {
        const Real off = nu * beside_(i - 1);
        const Real factor = -(off / pivot(i - 1));
        add_product(pivot(i), factor, off);
        add_product(right(i), factor, right(i - 1));
      }
      if (!(Real(0) < pivot(i))) {
        throw Undecidable("a node of the table is not strongly convex");
      }
    }
    for (Index i = right.size(); i-- > 0;) {
      if (i + 1 < right.size()) {
        add_product(right(i), -(nu * beside_(i)), right(i + 1));
      }
      right(i) = right(i) / pivot(i);
    }
    return right;
  }

  Vector<Real> linear_; ///< Px + q
  Vector<Real> diagonal_, beside_, constant_, pull_;
  Matrix<Real> through_f_, through_g_; ///< K' and B in the new coordinates: dy x dx
};

using Gradients = std::function<const Vector<Real>&(const Rational&)>;

/// |(1/nu) sum_j weight_j grad l_{node_j nu} - truth|
Real difference_error(const Stencil& stencil,
                      const Rational& nu,
                      const Gradients& gradient_at,
                      const Vector<Real>& truth) {
  Vector<Real> error = -truth;
  for (std::size_t j = 0; j < stencil.size(); ++j) {
    if (stencil.weights[j] == 0) {
      continue;
    }
    const Real weight = exact<Real>(Rational(stencil.weights[j] / nu));
    const Vector<Real>& gradient = gradient_at(stencil.nodes[j] * nu);
    for (Index i = 0; i < error.size(); ++i) {
      add_product(error(i), weight, gradient(i));
    }
  }
  return sqrt(dot<Real>(error, error));
}

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
  const Reduced reduced(problem, x);
  const Vector<Real> truth = reduced.truth();
  std::map<Rational, Vector<Real>> kept;
  const Gradients gradient_at = [&](const Rational& nu) -> const Vector<Real>& {
    auto found = kept.find(nu);
    if (found == kept.end()) {
      found = kept.emplace(nu, reduced.value_gradient_at(exact<Real>(nu))).first;
    }
    return found->second;
  };
  Matrix<Real> table(static_cast<Index>(stencils.size()), static_cast<Index>(steps.size()));
  for (Index row = 0; row < table.rows(); ++row) {
    for (Index column = 0; column < table.cols(); ++column) {
      table(row, column) =
          difference_error(stencils[static_cast<std::size_t>(row)],
                           steps[static_cast<std::size_t>(column)], gradient_at, truth);
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
  Matrix<Real> table(static_cast<Index>(stencils.size()), static_cast<Index>(steps.size()));
  for (Index row = 0; row < table.rows(); ++row) {
    const Stencil& stencil = stencils[static_cast<std::size_t>(row)];
    for (Index column = 0; column < table.cols(); ++column) {
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
