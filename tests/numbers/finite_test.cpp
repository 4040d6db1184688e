#include <assay/numbers/finite.hpp>

#include <catch2/catch.hpp>

#include <limits>
#include <vector>

using namespace assay;

namespace {

bool every_way(const std::vector<double>& v, bool expected) {
  return all_finite(v) == expected && all_finite_long(v, Width::best) == expected &&
         all_finite_long(v, Width::baseline) == expected;
}

} // namespace

TEST_CASE("one number that is not finite is found wherever it stands, and no finite one") {
  const double largest = std::numeric_limits<double>::max();
  const double infinite = std::numeric_limits<double>::infinity();
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  int seen = 0;
  for (std::size_t size = 0; size <= 70; ++size) {
    std::vector<double> v(size, largest); // whose sum is not finite
    seen += every_way(v, true) ? 1 : 0;
    for (std::size_t i = 0; i < size; ++i) {
      for (const double bad : {infinite, -infinite, nothing}) {
        v[i] = bad;
        seen += every_way(v, false) ? 1 : 0;
      }
      v[i] = -largest;
    }
  }
  CHECK(seen == 71 + 3 * 70 * 71 / 2);
}
