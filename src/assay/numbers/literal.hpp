#pragma once
#include <assay/numbers/rational.hpp>

#include <string_view>

/// Reads a decimal or a fraction exactly: "0.1" is 1/10, "-1/3", "2.5e-3", "7".
///
/// Throws InvalidArgument, naming the text, on anything else ("inf", "nan" and "" included),
/// and on an exponent beyond +-100000.
namespace assay {

Rational parse_rational(std::string_view text);

} // namespace assay
