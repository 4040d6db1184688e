#include <assay/problems/rotation.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("a rotation is orthogonal, undone by its transpose, and leaves no axis alone",
          "[problems]") {
  for (const int n : {1, 2, 3, 8, 37, 64}) {
    const Rotation rotation(n, 5);
    Matrix<double> u(n, n);
    for (int k = 0; k < n; ++k) {
      Vector<double> v = Vector<double>::Unit(n, k);
      rotation.apply(v);
      u.col(k) = v;
      rotation.apply_transposed(v);
      CHECK((v - Vector<double>::Unit(n, k)).norm() < 1e-14);
    }
    CHECK((u.transpose() * u - identity<double>(n)).norm() < 1e-14 * n);
    if (n >= 8) { // for n = 1 it is the identity
      CHECK(u.cwiseAbs().maxCoeff() < 0.999);
      CHECK((u.array() == 0).count() == 0);
    }
  }
}

TEST_CASE("a rotation is a pure function of its dimension and seed", "[problems]") {
  const auto image = [](int n, std::uint64_t seed) {
    Vector<double> v = Vector<double>::LinSpaced(n, 1, 2);
    Rotation(n, seed).apply(v);
    return v;
  };
  CHECK(image(9, 4) == image(9, 4));
  CHECK(image(9, 4) != image(9, 5));
  Vector<double> wrong = Vector<double>::Zero(3);
  CHECK_THROWS_AS(Rotation(4, 1).apply(wrong), InvalidArgument);
  CHECK_THROWS_AS(Rotation(0, 1), InvalidArgument);
}
