#pragma once
#include <assay/measure/exponent.hpp>

#include <map>
#include <string>
#include <vector>

/// Products of powers of named symbols (eps, kappa, sigma, ...) with exact exponents that may
/// depend on the order p: the arithmetic of complexity bounds, constants dropped.
///
/// Unit    every symbol stands for a positive quantity; "log" stands for one logarithmic factor.
/// Error   none: exponents are rationals, or Laurent polynomials in p with rational coefficients.
/// Cost    proportional to the number of symbols.
namespace assay {

class Monomial {
public:
  Monomial() = default;
  explicit Monomial(const std::string& symbol, Exponent exponent = 1);

  [[nodiscard]] Exponent exponent_of(const std::string& symbol) const;
  [[nodiscard]] const std::map<std::string, Exponent>& powers() const { return powers_; }
  [[nodiscard]] Monomial power(const Exponent& exponent) const;
  /// The same at one p: every exponent becomes a constant.
  [[nodiscard]] Monomial at(int p) const;
  /// With `symbol` replaced by a monomial: eps by eps^2 turns accuracy in squared norms into norms.
  [[nodiscard]] Monomial substituted(const std::string& symbol, const Monomial& by) const;
  [[nodiscard]] Monomial without(const std::string& symbol) const;

  friend bool operator==(const Monomial&, const Monomial&) = default;
  friend Monomial operator*(const Monomial& a, const Monomial& b);
  friend Monomial operator/(const Monomial& a, const Monomial& b) { return a * b.power(-1); }

private:
  std::map<std::string, Exponent> powers_; ///< no zero exponents
};

/// "kappa^(9+2/p) eps^(-4-2/p)", "1" for the empty product.
std::string to_string(const Monomial& monomial);
/// The same in LaTeX.
std::string to_latex(const Monomial& monomial);

/// A cost: a sum of monomials, constants dropped.
class Sum {
public:
  Sum() = default;
  Sum(Monomial term) : terms_{std::move(term)} {} // NOLINT(google-explicit-constructor)

  [[nodiscard]] const std::vector<Monomial>& terms() const { return terms_; }
  /// The terms that no other dominates as eps -> 0, ties as kappa -> inf, then N -> inf (the terms
  /// of a finite sum), ties by "log".
  [[nodiscard]] Sum dominant() const;
  /// The term that dominates all others. Throws Undecidable if there is none (for every p).
  [[nodiscard]] Monomial leading() const;
  [[nodiscard]] Sum at(int p) const;
  /// Throws InvalidArgument for a sum of several terms, unless the exponent is 1.
  [[nodiscard]] Sum power(const Exponent& exponent) const;

  friend Sum operator+(const Sum& a, const Sum& b);
  friend Sum operator*(const Sum& a, const Sum& b);

private:
  std::vector<Monomial> terms_; ///< distinct
};

/// How an order p grows as eps goes to 0: p = factor log/loglog, loglog the logarithm of log.
struct GrowingOrder {
  Rational factor = 1;
  bool kappa_fixed = false; ///< log = log(1/eps); else log(kappa/eps), kappa free
};

/// A cost at a growing order c log/loglog: (kappa/eps)^(a/p) = exp((a/c) loglog) = log^(a/c), with
/// kappa fixed eps^(-a/p) likewise; a fixed symbol's power a/p goes to 1; a factor p is
/// log/loglog. A power of kappa that pairs with none of eps stays as it is.
Monomial at_growing_order(const Monomial& cost, const GrowingOrder& order);

/// Accuracy E||.||^2 <= eps restated as E||.|| <= eps: N-exponent = 2 x Q-exponent.
Monomial squared_norm_to_norm(const Monomial& cost);

} // namespace assay
