#include <assay/audit/dimension.hpp>
#include <assay/error.hpp>

#include <fmt/format.h>

#include <cmath>

namespace assay::audit {

std::string to_string(const Units& units) {
  std::string text;
  const auto add = [&text](const char* name, double value) {
    text += value == 1 ? "" : fmt::format("{}{} = {}", text.empty() ? "units " : ", ", name, value);
  };
  add("a", units.x);
  add("b", units.y);
  add("s", units.f);
  add("r", units.g);
  return text;
}

double Dimension::factor(const Units& units) const {
  return std::pow(units.x, -x) * std::pow(units.y, -y) * std::pow(units.f, f) *
         std::pow(units.g, g);
}

Dimension parse_dimension(const std::string& text) {
  const auto wrong = [&text] {
    return InvalidArgument("\"" + text +
                           "\" is no unit: powers of x, y, f and g such as y^2/g are");
  };
  Dimension dimension;
  char joined = '*';
  for (std::size_t at = 0; at <= text.size(); ++at) { // a factor, and what joins it to the next
    if (at == text.size()) {
      throw wrong();
    }
    int one = 0; // of "1"
    int& power = text[at] == 'x'   ? dimension.x
                 : text[at] == 'y' ? dimension.y
                 : text[at] == 'f' ? dimension.f
                 : text[at] == 'g' ? dimension.g
                                   : one;
    if (&power == &one && text[at] != '1') {
      throw wrong();
    }
    int exponent = 1;
    if (at + 2 < text.size() && text[at + 1] == '^') {
      exponent = text[at + 2] - '0';
      at += 2;
    }
    if (exponent < 1 || exponent > 9) {
      throw wrong();
    }
    power += joined == '*' ? exponent : -exponent;
    if (++at == text.size()) {
      break;
    }
    joined = text[at];
    if (joined != '*' && joined != '/') {
      throw wrong();
    }
  }
  return dimension;
}

} // namespace assay::audit
