#pragma once
#include <assay/measure/monomial.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// A method's parameters as papers prescribe them, in text, multiplied out exactly:
///
///     Schedule schedule({"nu = (eps / (Lbar kappa^(2p+1)))^(1/p)", "K = kappa^2/(nu^2 eps^2)
///     log"}); schedule("p (K + 1)").leading()
///
/// Names defined by earlier lines are replaced, all others are symbols. Factors side by side
/// multiply; numbers are constants, hence 1; exponents may contain p; a sum stays a sum.
/// Throws  InvalidArgument where the text cannot be read, with the place.
namespace assay {

class Schedule {
public:
  Schedule() = default;
  explicit Schedule(const std::vector<std::string>& lines);

  /// The value of an expression under the schedule.
  [[nodiscard]] Sum operator()(std::string_view expression) const;

private:
  std::map<std::string, Sum> values_;
};

/// The name a line "name = expression" defines.
std::string defined_name(std::string_view line);

} // namespace assay
