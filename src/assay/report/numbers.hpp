#pragma once
#include <assay/claims/evidence.hpp>

#include <string>

/// Numbers as the tables of a report show them: as many digits as the interval supports.
///
/// A reader sees no digit that the evidence does not carry, and no digit that depends on a CPU's
/// libm: a double inside an interval is rounded to that interval. Ends are rounded outward.
/// ASCII only; `typeset` turns "<=", ">=" and "+-" into their signs for a page.
namespace assay {

/// "= 2 +- 0.001", "<= 134", "<= 1 + 0.0001", "> 0".
std::string claimed_text(const Row& row);
/// "0", "1/3", "2.0004 [1.9997, 2.0011]", "1.33333333333 (width 2e-31)", "unknown [-inf, inf]".
std::string measured_text(const Row& row);
/// An exactly known value: an integer, a terminating decimal or a small fraction, else ten digits.
std::string exact_text(const Quantity& value);
/// "=", "<=", "<", ">=" or ">".
std::string_view sign(Relation relation);
/// The name of a relation in machine-readable reports: "equal", "at_most", ...
std::string_view name(Relation relation);

std::string typeset(std::string text);

} // namespace assay
