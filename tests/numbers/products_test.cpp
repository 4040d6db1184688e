// Sums of matrix-vector products: right, and the same bits for every width and every cut.
#include <assay/numbers/products.hpp>
#include <assay/numbers/stream.hpp>

#include <catch2/catch.hpp>

#include <bit>

using namespace assay;

namespace {

Matrix<double> drawn(const Stream& random, std::uint64_t& next, int rows, int columns) {
  Matrix<double> m(rows, columns);
  for (double& entry : m.reshaped()) {
    entry = static_cast<double>(random.bits(next++) >> 11U) * 0x1p-53 - 0.5;
  }
  return m;
}

/// Column after column, entry by entry.
Vector<double> by_entries(Vector<double> out, const Matrix<double>& m, const Vector<double>& v) {
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      out(i) += m(i, j) * v(j);
    }
  }
  return out;
}

bool same_bits(const Vector<double>& a, const Vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double u, double v) {
    return std::bit_cast<std::uint64_t>(u) == std::bit_cast<std::uint64_t>(v);
  });
}

} // namespace

TEST_CASE("sums of products have the bits of the sum from the left, whatever the width") {
  const Stream random(1, 0, "products");
  std::uint64_t next = 0;
  // Every cut of the rows into blocks, and no column at all.
  std::vector<std::pair<int, int>> sizes = {{3, 0}, {200, 201}, {37, 2001}, {2001, 37}};
  for (int rows = 0; rows <= 150; ++rows) {
    sizes.emplace_back(rows, 1 + rows % 9);
  }
  for (const auto& [rows, columns] : sizes) {
    INFO(rows << " by " << columns);
    const Matrix<double> m = drawn(random, next, rows, columns);
    const Matrix<double> n = drawn(random, next, rows, 2);
    const Vector<double> v = drawn(random, next, columns, 1);
    const Vector<double> w = drawn(random, next, 2, 1);
    const Vector<double> start = drawn(random, next, rows, 1);
    const Vector<double> expected = by_entries(by_entries(start, m, v), n, w);
    for (const Width width : {Width::baseline, Width::best}) {
      Vector<double> out = start;
      add_products(out, {{m, v}, {n, w}}, width);
      CHECK(same_bits(out, expected));
    }
  }
}
