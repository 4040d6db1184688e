#include <assay/numbers/products.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace assay {
namespace {

/// Neighbouring columns of a matrix, and the entries of the vector that they meet.
struct Columns {
  const double* first;
  const double* vector;
  std::size_t rows, count;
};

// NOLINTNEXTLINE(bugprone-macro-parentheses): the name of a file
#define LANES_BODY <assay/numbers/products.inc>
#include <assay/numbers/both_widths.inc>
#undef LANES_BODY

/// A matrix that does not fit into a cache is read a few columns at a time, from top to bottom.
constexpr std::size_t fits = std::size_t{1} << 15U; ///< doubles
constexpr std::size_t few = 8;

} // namespace

void add_products(Vector<double>& out, std::initializer_list<MatrixVector> products, Width width) {
  const auto add = wide(width) ? avx2::add_columns : baseline::add_columns;
  const auto rows = static_cast<std::size_t>(out.size());
  for (const MatrixVector& product : products) {
    const auto columns = static_cast<std::size_t>(product.vector.size());
    const std::size_t tile = rows * columns <= fits ? columns : few;
    for (std::size_t j = 0; j < columns; j += tile) {
      add(out.data(), {.first = product.matrix.data() + j * rows,
                       .vector = product.vector.data() + j,
                       .rows = rows,
                       .count = std::min(tile, columns - j)});
    }
  }
}

} // namespace assay
