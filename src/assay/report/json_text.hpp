#pragma once
#include <assay/numbers/quantity.hpp>

#include <nlohmann/json.hpp>

#include <string>

/// The one writer of JSON: nlohmann::json alone would write NaN and infinity as null.
///
/// Only the sources of report and cli include this header; nothing installed depends on it.
namespace assay {

using Json = nlohmann::ordered_json;

/// Indented text with a final newline. Stops (a bug in assay) on a null or a number that is not
/// finite.
std::string json_text(const Json& value);

/// A JSON number if a double holds the value, else a decimal string rounded the asked way.
Json json_number(const Quantity& value, int digits, Rounding rounding);

} // namespace assay
