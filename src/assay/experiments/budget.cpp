#include <assay/experiments/budget.hpp>
#include <assay/experiments/epsilons.hpp>
#include <assay/numbers/literal.hpp>
#include <assay/numbers/precision.hpp>
#include <assay/numbers/real.hpp>
#include <assay/store/text.hpp>

#include <algorithm>
#include <cmath>

namespace assay {
namespace {

// 10^38, just below 2^127: beyond it nothing is limited.
constexpr Count most_count = Count{10'000'000'000'000'000'000ULL} * 10'000'000'000'000'000'000ULL;
constexpr double most_calls = 1e38;

/// Up to three significant decimals, as an exact count: 1234 becomes 1230.
Count three_digits(double calls) {
  const double short_calls = rounded(std::min(calls, most_calls), 3);
  const int exponent = static_cast<int>(std::floor(std::log10(std::max(short_calls, 1.0))));
  Count unit = 1;
  for (int i = 2; i < exponent; ++i) {
    unit *= 10;
  }
  return std::clamp(static_cast<Count>(std::llround(short_calls / static_cast<double>(unit))) *
                        unit,
                    Count{1}, most_count);
}

/// "1e12" or its digits, exactly.
Count parse_calls(std::string_view text) {
  const double near = parse_finite(text);
  need(near >= 1 && near <= most_calls,
       "calls are a whole number from 1 to 1e38, not " + std::string(text));
  const Rational calls = parse_rational(text);
  need(denominator(calls) == 1, "calls are a whole number, not " + std::string(text));
  return parse_count(numerator(calls).str());
}

} // namespace

void need_budget(const Budget& budget) {
  if (budget.calls == 0) {
    need(budget.factor > 0 && budget.factor <= 1e12 && budget.exponent == 0,
         "a budget is a factor above 0 and at most 1e12, or calls");
  } else {
    need(budget.calls <= most_count, "a budget has at most 1e38 calls");
    need(budget.exponent >= 0 && budget.exponent <= 20,
         "the exponent of a budget lies between 0 and 20");
  }
}

Budget parse_budget(std::string_view text) {
  Budget budget;
  if (text == "auto") {
    return budget;
  }
  constexpr std::string_view law = "/eps^";
  const auto slash = text.find(law);
  need(!text.empty() && (text[0] == '.' || (text[0] >= '0' && text[0] <= '9')),
       "a budget is auto, a multiple of what theory expects (4x), calls (1e6) or a law "
       "(1e3/eps^2), not " +
           printable(text));
  if (text.ends_with('x')) {
    budget.factor = parse_finite(text.substr(0, text.size() - 1));
  } else {
    budget.calls = parse_calls(text.substr(0, slash));
    budget.exponent =
        slash == std::string_view::npos ? 0 : parse_finite(text.substr(slash + law.size()));
  }
  need_budget(budget);
  return budget;
}

std::string to_string(const Budget& budget) {
  if (budget.calls == 0) {
    return budget == Budget{} ? "auto" : shortest(budget.factor) + "x";
  }
  return to_string(budget.calls) +
         (budget.exponent == 0 ? "" : "/eps^" + shortest(budget.exponent));
}

Count allowed_calls(const Budget& budget, double epsilon, double predicted) {
  need_budget(budget);
  if (budget.calls == 0) {
    need(std::isfinite(predicted) && predicted >= 0,
         "no cost is predicted here, so a budget by factor is none: give calls, as in 1e6 or "
         "1e3/eps^2");
    return three_digits(std::min(budget.factor * predicted, most_calls));
  }
  if (budget.exponent == 0) {
    return budget.calls;
  }
  need(epsilon >= least_epsilon && epsilon <= largest_epsilon, "an accuracy is out of its range");
  const Precision digits(50); // the C library's pow may differ between machines
  const Real scale = pow(Real(epsilon), Real(-budget.exponent));
  return three_digits((scale * Real(static_cast<double>(budget.calls))).to_double());
}

} // namespace assay
