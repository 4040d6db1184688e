#pragma once
#include <assay/problems/lifted_chain.hpp>
#include <assay/problems/logistic.hpp>
#include <assay/problems/softmax.hpp>

#include <cstdint>
#include <string>

/// The instances that are not quadratic and on which certified claims are checked, each with a
/// point: data cleaning, logistic, softmax, lifted chain; dx and dy from 2 to 5.
///
/// Pure functions of the seed. The chain's point keeps away from +-1/2, where it is not analytic.
namespace assay {

inline constexpr int smooth_instances = 4;

/// Calls visit(name, problem, x) for the first `count` instances.
template <class Visit>
void for_smooth_instances(int count, std::uint64_t seed, const Visit& visit) {
  const auto point = [](int n) {
    Vector<Rational> x(n);
    for (int i = 0; i < n; ++i) {
      x(i) = ratio(2 * i - n, 3 + i); // nothing special: some of each sign
    }
    return x;
  };
  const auto named = [](const char* name, const auto& problem) {
    return std::string(name) + ", dx = " + std::to_string(problem.dx()) +
           ", dy = " + std::to_string(problem.dy());
  };
  Stream stream(seed, 0, "smooth instances");
  if (count > 0) { // the cheapest first: faults and quick runs look at it alone
    const DataCleaning problem{random_samples(2, 5, stream), random_samples(2, 4, stream)};
    visit(named("data cleaning", problem), problem, point(5));
  }
  if (count > 1) {
    const Logistic problem{random_samples(3, 6, stream), random_samples(3, 5, stream)};
    visit(named("logistic", problem), problem, point(3));
  }
  if (count > 2) {
    const Softmax problem = random_softmax(2, 3, 6, stream);
    visit(named("softmax", problem), problem, point(4));
  }
  if (count > 3) {
    Vector<Rational> x(3);
    x << ratio(9, 10), ratio(4, 5), ratio(7, 10);
    const LiftedChain problem{.length = 3, .convexity = 4};
    visit(named("lifted chain", problem), problem, x);
  }
}

} // namespace assay
