#include <assay/error.hpp>
#include <assay/measure/schedule.hpp>

#include <algorithm>
#include <cctype>

namespace assay {
namespace {

/// Recursive descent over one expression:
///   sum = product ('+' product)*      product = power (['*'|'/'] power)*
///   power = atom ['^' exponent]       atom = name | number | '(' sum ')'
/// and the same shape for exponents, with '-' and p.
class Reader {
public:
  Reader(std::string_view text, const std::map<std::string, Sum>& values)
      : text_(text), values_(values) {}

  Sum whole() {
    Sum result = sum();
    expect(peek() == '\0', "an operator or the end");
    return result;
  }

private:
  Sum sum() {
    Sum result = product();
    while (accept('+')) {
      result = result + product();
    }
    return result;
  }

  Sum product() {
    Sum result = power();
    while (true) {
      if (accept('/')) {
        result = result * power().power(-1);
      } else if (accept('*') || starts_atom()) {
        result = result * power();
      } else {
        return result;
      }
    }
  }

  Sum power() {
    const Sum base = atom();
    return accept('^') ? base.power(exponent_atom()) : base;
  }

  Sum atom() {
    if (accept('(')) {
      Sum inner = sum();
      expect(accept(')'), "a closing parenthesis");
      return inner;
    }
    if (std::isdigit(peek())) {
      expect(number() != 0, "a positive constant");
      return Monomial();
    }
    expect(std::isalpha(peek()), "a name, a number or a parenthesis");
    const std::string symbol = name();
    const auto found = values_.find(symbol);
    return found == values_.end() ? Sum(Monomial(symbol)) : found->second;
  }

  Exponent exponent_sum() {
    Exponent result = accept('-') ? Exponent(-1) * exponent_product() : exponent_product();
    while (true) {
      if (accept('+')) {
        result = result + exponent_product();
      } else if (accept('-')) {
        result = result - exponent_product();
      } else {
        return result;
      }
    }
  }

  Exponent exponent_product() {
    Exponent result = exponent_atom();
    while (true) {
      if (accept('/')) {
        result = result / exponent_atom();
      } else if (accept('*') || starts_atom()) {
        result = result * exponent_atom();
      } else {
        return result;
      }
    }
  }

  /// A sign is allowed here so that eps^-2 reads as it is meant.
  Exponent exponent_atom() {
    if (accept('-')) {
      return Exponent(-1) * exponent_atom();
    }
    if (accept('(')) {
      Exponent inner = exponent_sum();
      expect(accept(')'), "a closing parenthesis");
      return inner;
    }
    if (std::isdigit(peek())) {
      return {Rational(number())};
    }
    expect(peek() == 'p' && name() == "p", "a number, p or a parenthesis in an exponent");
    return Exponent::order();
  }

  bool starts_atom() { return std::isalnum(peek()) || peek() == '('; }

  std::string name() {
    std::string result;
    while (place_ < text_.size() && (std::isalnum(text_[place_]) || text_[place_] == '_')) {
      result += text_[place_++];
    }
    return result;
  }

  Integer number() {
    std::string digits;
    while (place_ < text_.size() && std::isdigit(text_[place_])) {
      digits += text_[place_++];
    }
    return Integer(digits);
  }

  char peek() {
    while (place_ < text_.size() && text_[place_] == ' ') {
      ++place_;
    }
    return place_ < text_.size() ? text_[place_] : '\0';
  }

  bool accept(char symbol) {
    const bool here = peek() == symbol;
    place_ += here ? 1 : 0;
    return here;
  }

  void expect(bool holds, const char* what) {
    need(holds, std::string("expected ") + what + " at column " + std::to_string(place_ + 1) +
                    " of \"" + std::string(text_) + "\"");
  }

  std::string_view text_;
  const std::map<std::string, Sum>& values_;
  std::size_t place_ = 0;
};

std::size_t equals_sign(std::string_view line) {
  const std::size_t place = line.find('=');
  need(place != std::string_view::npos,
       "a schedule's line is name = expression, not \"" + std::string(line) + "\"");
  return place;
}

} // namespace

std::string defined_name(std::string_view line) {
  std::string name(line.substr(0, equals_sign(line)));
  name.erase(name.find_last_not_of(' ') + 1);
  name.erase(0, name.find_first_not_of(' '));
  const auto bad = [](char c) { return !std::isalnum(c) && c != '_'; };
  need(!name.empty() && std::isalpha(name.front()) &&
           std::find_if(name.begin(), name.end(), bad) == name.end(),
       "a schedule defines names, not \"" + name + "\"");
  return name;
}

Schedule::Schedule(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    const std::string name = defined_name(line);
    values_[name] = (*this)(std::string_view(line).substr(equals_sign(line) + 1));
  }
}

Sum Schedule::operator()(std::string_view expression) const {
  return Reader(expression, values_).whole();
}

} // namespace assay
