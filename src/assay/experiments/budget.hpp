#pragma once
#include <assay/oracles/counters.hpp>

#include <string>
#include <string_view>

/// What a trial may cost.
namespace assay {

/// How many calls a trial may make: in proportion to what it should need, never one number for all
/// accuracies unless the user says so (which biases the expected running time: issue a warning).
struct Budget {
  double factor = 10; ///< times the predicted calls; not used where `calls` is given
  Count calls = 0;    ///< if not 0: calls * epsilon^-exponent, whatever is predicted
  double exponent = 0;

  friend bool operator==(const Budget&, const Budget&) = default;
};
/// Reads "auto", "30x" (times the predicted calls), "1e12" (calls) or "1e6/eps^4".
/// Throws InvalidArgument on anything else.
Budget parse_budget(std::string_view text);
std::string to_string(const Budget& budget);
/// Throws InvalidArgument unless the numbers make sense together.
void need_budget(const Budget& budget);
/// The calls of one trial, rounded to three digits: a prediction's last bits, which may differ
/// between machines, do not reach the key. `predicted` is used only with a factor.
/// Throws InvalidArgument unless the prediction used is finite and >= 0.
Count allowed_calls(const Budget& budget, double epsilon, double predicted);

} // namespace assay
