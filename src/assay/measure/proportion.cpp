#include <assay/error.hpp>
#include <assay/measure/proportion.hpp>

#include <boost/math/distributions/binomial.hpp>

namespace assay {

Proportion proportion(std::size_t successes, std::size_t trials, double miss) {
  need(successes <= trials, "there are more successes than trials");
  need(miss > 0 && miss < 1, "the probability to miss lies between 0 and 1");
  if (trials == 0) {
    return {};
  }
  using Law = boost::math::binomial_distribution<double>;
  const auto n = static_cast<double>(trials);
  const auto k = static_cast<double>(successes);
  return {.value = k / n,
          .lo = Law::find_lower_bound_on_p(n, k, miss / 2),
          .hi = Law::find_upper_bound_on_p(n, k, miss / 2)};
}

} // namespace assay
