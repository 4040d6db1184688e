#include <assay/error.hpp>
#include <assay/report/json_text.hpp>

#include <cmath>

namespace assay {
namespace {

void refuse_what_json_cannot_say(const Json& value) {
  ensure(!value.is_null() && !value.is_discarded(), "no null in a report");
  if (value.is_number_float()) {
    ensure(std::isfinite(value.get<double>()), "no NaN or infinity in a report");
  }
  if (value.is_structured()) {
    for (const Json& part : value) {
      refuse_what_json_cannot_say(part);
    }
  }
}

} // namespace

std::string json_text(const Json& value) {
  refuse_what_json_cannot_say(value);
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json json_number(const Quantity& value, int digits, Rounding rounding) {
  if (!fits_double(value)) {
    return to_decimal(value, digits, rounding);
  }
  const double number = value.to_double();
  constexpr double largest_integer = 9007199254740992.0; // 2^53: every integer up to it is a double
  if (std::trunc(number) == number && std::abs(number) <= largest_integer) {
    return static_cast<std::int64_t>(number);
  }
  return number;
}

} // namespace assay
