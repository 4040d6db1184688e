#include <assay/error.hpp>
#include <assay/measure/monomial.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace assay {

Monomial::Monomial(const std::string& symbol, Exponent exponent) {
  if (exponent != Exponent(0)) {
    powers_.emplace(symbol, std::move(exponent));
  }
}

Exponent Monomial::exponent_of(const std::string& symbol) const {
  const auto found = powers_.find(symbol);
  return found == powers_.end() ? Exponent(0) : found->second;
}

Monomial Monomial::power(const Exponent& exponent) const {
  Monomial result;
  for (const auto& [symbol, own] : powers_) {
    result = result * Monomial(symbol, own * exponent);
  }
  return result;
}

Monomial Monomial::at(int p) const {
  Monomial result;
  for (const auto& [symbol, own] : powers_) {
    result = result * Monomial(symbol, own.at(p));
  }
  return result;
}

Monomial Monomial::without(const std::string& symbol) const {
  Monomial result = *this;
  result.powers_.erase(symbol);
  return result;
}

Monomial Monomial::substituted(const std::string& symbol, const Monomial& by) const {
  return without(symbol) * by.power(exponent_of(symbol));
}

Monomial operator*(const Monomial& a, const Monomial& b) {
  Monomial result = a;
  for (const auto& [symbol, exponent] : b.powers_) {
    const Exponent sum = result.exponent_of(symbol) + exponent;
    result.powers_.erase(symbol);
    if (sum != Exponent(0)) {
      result.powers_.emplace(symbol, sum);
    }
  }
  return result;
}

namespace {

/// Papers write kappa before eps; the rest in front, in alphabetical order.
std::vector<std::pair<std::string, Exponent>> in_print_order(const Monomial& monomial) {
  std::vector<std::pair<std::string, Exponent>> factors;
  for (const auto& [symbol, exponent] : monomial.powers()) {
    if (symbol != "kappa" && symbol != "eps") {
      factors.emplace_back(symbol, exponent);
    }
  }
  for (const char* last : {"kappa", "eps"}) {
    if (monomial.exponent_of(last) != Exponent(0)) {
      factors.emplace_back(last, monomial.exponent_of(last));
    }
  }
  return factors;
}

std::string latex_symbol(const std::string& symbol) {
  static const std::map<std::string, std::string> greek = {
      {"eps", R"(\varepsilon)"}, {"kappa", R"(\kappa)"}, {"sigma", R"(\sigma)"},
      {"Delta", R"(\Delta)"},    {"Lbar", R"(\bar{L})"}, {"log", R"(\log)"},
      {"loglog", R"(\log\log)"}};
  if (const auto found = greek.find(symbol); found != greek.end()) {
    return found->second;
  }
  const std::size_t letters = static_cast<std::size_t>(
      std::find_if(symbol.begin(), symbol.end(), [](char c) { return !std::isalpha(c); }) -
      symbol.begin());
  const std::string stem = symbol.substr(0, letters);
  const std::string index =
      symbol.substr(std::min(symbol.size(), symbol.find_first_not_of('_', letters)));
  return (stem.size() == 1 ? stem : R"(\mathrm{)" + stem + "}") +
         (index.empty() ? "" : "_{" + index + "}");
}

} // namespace

std::string to_string(const Monomial& monomial) {
  std::string text;
  for (const auto& [symbol, exponent] : in_print_order(monomial)) {
    text += (text.empty() ? "" : " ") + symbol;
    if (exponent != Exponent(1)) {
      const std::string power = to_string(exponent);
      const bool plain =
          std::all_of(power.begin(), power.end(), [](char c) { return std::isdigit(c); });
      text += plain ? "^" + power : "^(" + power + ")";
    }
  }
  return text.empty() ? "1" : text;
}

std::string to_latex(const Monomial& monomial) {
  std::string text;
  for (const auto& [symbol, exponent] : in_print_order(monomial)) {
    text += (text.empty() ? "" : " ") + latex_symbol(symbol);
    if (exponent != Exponent(1)) {
      text += "^{" + to_string(exponent) + "}";
    }
  }
  return text.empty() ? "1" : text;
}

namespace {

enum class Order { less, same, more, open };

/// How fast a grows against b as eps -> 0, then kappa -> inf, then N -> inf, then by logarithms,
/// at every p.
Order compare_growth(const Monomial& a, const Monomial& b) {
  constexpr std::array<std::pair<const char*, int>, 4> limits = {
      {{"eps", -1}, {"kappa", 1}, {"N", 1}, {"log", 1}}};
  const Monomial ratio = a / b;
  for (const auto& [symbol, direction] : limits) {
    const std::optional<int> sign = ratio.exponent_of(symbol).sign();
    if (!sign) {
      return Order::open;
    }
    if (*sign != 0) {
      return *sign * direction > 0 ? Order::more : Order::less;
    }
  }
  return ratio == Monomial() ? Order::same : Order::open;
}

} // namespace

Sum Sum::dominant() const {
  Sum result;
  for (const Monomial& term : terms_) {
    const bool beaten = std::any_of(terms_.begin(), terms_.end(), [&term](const Monomial& other) {
      return compare_growth(term, other) == Order::less;
    });
    if (!beaten) {
      result.terms_.push_back(term);
    }
  }
  return result;
}

Monomial Sum::leading() const {
  const Sum top = dominant();
  if (top.terms_.size() != 1) {
    throw Undecidable("no single term of the sum dominates at every p");
  }
  return top.terms_.front();
}

Sum Sum::at(int p) const {
  Sum result;
  for (const Monomial& term : terms_) {
    result = result + Sum(term.at(p));
  }
  return result;
}

Sum Sum::power(const Exponent& exponent) const {
  if (exponent == Exponent(1)) {
    return *this;
  }
  need(terms_.size() == 1, "only a single term can be raised to a power other than 1");
  return terms_.front().power(exponent);
}

Sum operator+(const Sum& a, const Sum& b) {
  Sum result = a;
  for (const Monomial& term : b.terms_) {
    if (std::find(result.terms_.begin(), result.terms_.end(), term) == result.terms_.end()) {
      result.terms_.push_back(term);
    }
  }
  return result;
}

Sum operator*(const Sum& a, const Sum& b) {
  Sum result;
  for (const Monomial& left : a.terms_) {
    for (const Monomial& right : b.terms_) {
      result = result + Sum(left * right);
    }
  }
  return result;
}

Monomial at_growing_order(const Monomial& cost, const GrowingOrder& order) {
  const auto over_p = [](const Exponent& e) { return e.coefficient(-1) * Exponent::order(-1); };
  const Exponent gain = Exponent(-1) * over_p(cost.exponent_of("eps")); // the power a/p of 1/eps
  Monomial result("log", gain * Exponent::order() / Exponent(order.factor));
  for (const auto& [symbol, exponent] : cost.powers()) {
    if (symbol == "p") {
      result = result * (Monomial("log") / Monomial("loglog")).power(exponent);
    } else {
      const bool grows = symbol == "kappa" && !order.kappa_fixed;
      result = result * Monomial(symbol, grows ? exponent : exponent - over_p(exponent));
    }
  }
  return order.kappa_fixed ? result : result / Monomial("kappa", gain);
}

Monomial squared_norm_to_norm(const Monomial& cost) {
  return cost.substituted("eps", Monomial("eps", 2));
}

} // namespace assay
