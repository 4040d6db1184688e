#include <assay/error.hpp>
#include <assay/measure/exponent.hpp>

#include <algorithm>

namespace assay {

Exponent::Exponent(const Rational& value) { add(0, value); }

Exponent Exponent::order(int power) {
  Exponent result;
  result.add(power, 1);
  return result;
}

void Exponent::add(int power, const Rational& coefficient) {
  Rational& sum = terms_[power];
  sum += coefficient;
  if (sum == 0) {
    terms_.erase(power);
  }
}

Rational Exponent::coefficient(int power) const {
  const auto found = terms_.find(power);
  return found == terms_.end() ? Rational(0) : found->second;
}

bool Exponent::is_constant() const {
  return terms_.empty() || (terms_.size() == 1 && terms_.begin()->first == 0);
}

Rational Exponent::at(int p) const {
  need(p >= 1, "an exponent is evaluated at p >= 1, not " + std::to_string(p));
  Rational sum = 0;
  for (const auto& [power, coefficient] : terms_) {
    sum += coefficient * assay::power(Rational(p), power);
  }
  return sum;
}

std::optional<int> Exponent::sign() const {
  const auto positive = [](const auto& term) { return term.second > 0; };
  if (terms_.empty()) {
    return 0;
  }
  if (std::all_of(terms_.begin(), terms_.end(), positive)) {
    return 1;
  }
  return std::none_of(terms_.begin(), terms_.end(), positive) ? std::optional(-1) : std::nullopt;
}

Exponent operator+(const Exponent& a, const Exponent& b) {
  Exponent result = a;
  for (const auto& [power, coefficient] : b.terms_) {
    result.add(power, coefficient);
  }
  return result;
}

Exponent operator-(const Exponent& a, const Exponent& b) { return a + Exponent(-1) * b; }

Exponent operator*(const Exponent& a, const Exponent& b) {
  Exponent result;
  for (const auto& [i, left] : a.terms_) {
    for (const auto& [j, right] : b.terms_) {
      result.add(i + j, left * right);
    }
  }
  return result;
}

Exponent operator/(const Exponent& a, const Exponent& b) {
  need(b.terms_.size() == 1, "an exponent is divided by one term, not by " + to_string(b));
  const auto& [power, coefficient] = *b.terms_.begin();
  return a * Exponent(Rational(1) / coefficient) * Exponent::order(-power);
}

namespace {

/// |coefficient| times p^power: "9", "2/p", "p/2", "2p".
std::string term_text(const Rational& coefficient, int power) {
  const Integer top = abs(numerator(coefficient));
  const Integer bottom = denominator(coefficient);
  const std::string p = power == 1 || power == -1 ? "p" : "p^" + std::to_string(std::abs(power));
  std::string above = power > 0 ? (top == 1 ? p : top.str() + p) : top.str();
  std::string below = bottom == 1 ? "" : bottom.str();
  if (power < 0) {
    below += p;
  }
  return below.empty() ? above : above + "/" + below;
}

} // namespace

std::string to_string(const Exponent& exponent) {
  if (exponent.terms().empty()) {
    return "0";
  }
  std::string text;
  const auto append = [&text](int power, const Rational& coefficient) {
    text += coefficient < 0 ? "-" : text.empty() ? "" : "+";
    text += term_text(coefficient, power);
  };
  if (exponent.coefficient(0) != 0) { // the constant first, as papers write it
    append(0, exponent.coefficient(0));
  }
  for (const auto& [power, coefficient] : exponent.terms()) {
    if (power != 0) {
      append(power, coefficient);
    }
  }
  return text;
}

} // namespace assay
