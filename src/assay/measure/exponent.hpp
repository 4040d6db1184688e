#pragma once
#include <assay/numbers/rational.hpp>

#include <map>
#include <optional>
#include <string>

/// Exact exponents that may depend on the order p, as in eps^(-4-2/p).
namespace assay {

/// An exponent as a function of p: sum_k c_k p^k over finitely many integers k. Two exponents are
/// equal exactly if they are equal at every p.
class Exponent {
public:
  Exponent() = default;
  Exponent(int value) : Exponent(Rational(value)) {} // NOLINT(google-explicit-constructor)
  Exponent(const Rational& value);                   // NOLINT(google-explicit-constructor)
  /// p^power
  static Exponent order(int power = 1);

  [[nodiscard]] const std::map<int, Rational>& terms() const { return terms_; }
  [[nodiscard]] Rational coefficient(int power) const;
  [[nodiscard]] bool is_constant() const;
  [[nodiscard]] Rational at(int p) const;
  /// -1, 0 or 1 if that is its sign at every p > 0 (all coefficients agree); else nothing.
  [[nodiscard]] std::optional<int> sign() const;

  friend bool operator==(const Exponent&, const Exponent&) = default;
  friend Exponent operator+(const Exponent& a, const Exponent& b);
  friend Exponent operator-(const Exponent& a, const Exponent& b);
  friend Exponent operator*(const Exponent& a, const Exponent& b);
  /// Throws InvalidArgument unless b is a single term.
  friend Exponent operator/(const Exponent& a, const Exponent& b);

private:
  void add(int power, const Rational& coefficient);
  std::map<int, Rational> terms_; ///< no zero coefficients
};

/// "-4-2/p"
std::string to_string(const Exponent& exponent);

} // namespace assay
