// The eigen-solvers of linalg.hpp, alone in their file: Eigen/Eigenvalues over Real takes most of a
// minute to compile.
#include <assay/numbers/linalg.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace assay {
namespace {

template <class T> Spectrum<T> eigen(const Matrix<T>& a) {
  const Eigen::SelfAdjointEigenSolver<Matrix<T>> solver(a);
  if (solver.info() != Eigen::Success) {
    throw Undecidable("the eigenvalue iteration did not converge");
  }
  return {solver.eigenvalues(), solver.eigenvectors()};
}

template <class T> Spectrum<T> reduce(const Matrix<T>& a, const Matrix<T>& f) {
  const Eigen::LLT<Matrix<T>> cholesky(a);
  if (cholesky.info() != Eigen::Success) {
    throw Undecidable("the first matrix of the pair is not positive definite");
  }
  const Matrix<T> half = cholesky.matrixL().solve(f);
  const Matrix<T> reduced = cholesky.matrixL().solve(half.transpose().eval());
  Spectrum<T> spectrum = eigen<T>((reduced + reduced.transpose()).eval() / T(2));
  spectrum.vectors = cholesky.matrixU().solve(spectrum.vectors).eval();
  return spectrum;
}

} // namespace

Spectrum<double> symmetric_eigen(const Matrix<double>& a) { return eigen<double>(a); }
Spectrum<Real> symmetric_eigen(const Matrix<Real>& a) { return eigen<Real>(a); }
Spectrum<double> reduce_pair(const Matrix<double>& a, const Matrix<double>& f) {
  return reduce<double>(a, f);
}
Spectrum<Real> reduce_pair(const Matrix<Real>& a, const Matrix<Real>& f) {
  return reduce<Real>(a, f);
}

} // namespace assay
