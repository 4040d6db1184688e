#include <assay/problems/check.hpp>
#include <assay/problems/smooth_instances.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("every smooth instance passes the check of problems", "[problems]") {
  int seen = 0;
  for_smooth_instances(smooth_instances, 1,
                       [&](const std::string& name, const auto& problem, const auto& x) {
                         INFO(name);
                         CHECK(x.size() == problem.dx());
                         CHECK_NOTHROW(check_problem(problem, {.points = 2}));
                         ++seen;
                       });
  CHECK(seen == smooth_instances);
}

TEST_CASE("samples are a pure function of the stream, and none is zero", "[problems]") {
  Stream first(1, 2, "test");
  Stream again(1, 2, "test");
  const auto samples = random_samples(2, 20, first);
  CHECK(samples == random_samples(2, 20, again));
  for (const auto& sample : samples) {
    CHECK(sample != zeros<Rational>(2));
  }
  CHECK_THROWS_AS(random_samples(0, 3, first), InvalidArgument);
}
