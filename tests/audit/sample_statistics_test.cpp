// Mean, variance and the test of a mean.
#include <assay/audit/sample_statistics.hpp>
#include <assay/numbers/stream.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

std::vector<Vector<double>> normals(int n, double mean, std::uint32_t trial) {
  Stream stream(2026, trial, "normals of the mean test");
  std::vector<Vector<double>> samples;
  for (int i = 0; i < n; ++i) {
    samples.emplace_back(Vector<double>::NullaryExpr(3, [&] { return mean + stream.normal(); }));
  }
  return samples;
}

} // namespace

TEST_CASE("mean and variance of samples are those of the textbook") {
  const std::vector<Vector<double>> samples = {Vector<double>::Constant(2, 1),
                                               Vector<double>::Constant(2, 2),
                                               Vector<double>::Constant(2, 6)};
  CHECK((mean_of(samples) - Vector<double>::Constant(2, 3)).norm() < 1e-15);
  CHECK(variance_of(samples) == Approx(2 * (4 + 1 + 9) / 2.0));
  CHECK_THROWS_AS(mean_of({}), std::out_of_range);
}

// A correct p-value is at most q with probability at most q: of 2000, at most 20 + 6 sigma = 47 are
// below 0.01 (error probability < 1e-8).
TEST_CASE("the p-value of the right mean is uniform, of a wrong one small") {
  int small = 0;
  int half = 0;
  for (std::uint32_t trial = 0; trial < 2000; ++trial) {
    const double p = mean_p_value(normals(16, 0, trial), Vector<double>::Zero(3));
    small += p <= 0.01 ? 1 : 0;
    half += p <= 0.5 ? 1 : 0;
  }
  CHECK(small <= 47);
  CHECK(half <= 1000 + 6 * 23);
  CHECK(half >= 1000 - 6 * 23);
  CHECK(mean_p_value(normals(64, 2, 1), Vector<double>::Zero(3)) < 1e-12);
}

TEST_CASE("samples without spread are compared as numbers, and too few say nothing") {
  const std::vector<Vector<double>> same(20, Vector<double>::Ones(3));
  CHECK(mean_p_value(same, Vector<double>::Ones(3)) == 1);
  CHECK(mean_p_value(same, Vector<double>::Zero(3)) == 0);
  CHECK(mean_p_value({same[0]}, Vector<double>::Zero(3)) == 1);
}

TEST_CASE("a ratio of variances is judged by the F distribution") {
  CHECK(larger_variance(3, 3, 10) == Approx(0.5));
  CHECK(larger_variance(2 * 2.9782, 2, 10) == Approx(0.05).epsilon(1e-3)); // F(10, 10; 0.95)
}
