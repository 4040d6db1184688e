#include <assay/numbers/products.hpp>

#include <cmath>
#include <cstdint>
#include <type_traits>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace assay {
namespace {

/// The columns of a matrix, and the entries of the vector that they meet.
struct Columns {
  const double* first;
  const double* vector;
  std::size_t rows, count;
};

// NOLINTNEXTLINE(bugprone-macro-parentheses): the name of a file
#define LANES_BODY <assay/numbers/products.inc>
#include <assay/numbers/both_widths.inc>
#undef LANES_BODY

} // namespace

void add_products(Vector<double>& out, std::initializer_list<MatrixVector> products, Width width) {
  const auto add = wide(width) ? avx2::add_columns : baseline::add_columns;
  for (const MatrixVector& product : products) {
    add(out.data(), {.first = product.matrix.data(),
                     .vector = product.vector.data(),
                     .rows = static_cast<std::size_t>(out.size()),
                     .count = static_cast<std::size_t>(product.vector.size())});
  }
}

} // namespace assay
