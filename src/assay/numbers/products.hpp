#pragma once
#include <assay/numbers/linalg.hpp>
#include <assay/numbers/width.hpp>

#include <initializer_list>

/// Sums of matrix-vector products in double: what every call of a dense problem is made of.
///
/// Each entry is a sum from the left, column after column, so that the bits depend neither on the
/// instructions (numbers/width.hpp) nor on how the rows are cut into blocks.
/// Cost    a multiplication and an addition an entry; every matrix is read once.
namespace assay {

/// M v.
struct MatrixVector {
  const Matrix<double>& matrix;
  const Vector<double>& vector;
};

/// out <- out + the products. `out` must be none of the vectors. The columns of each matrix must be
/// as many as its vector is long, and its rows as `out`: unchecked, this is the innermost loop.
void add_products(Vector<double>& out,
                  std::initializer_list<MatrixVector> products,
                  Width width = Width::best);

} // namespace assay
