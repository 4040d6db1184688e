#include <assay/problems/zero_chain.hpp>

namespace assay::zero_chain {
namespace {

/// Encloses s^{m/2} e^{-s} over every s >= `least` >= 0, finite also when s is unbounded:
/// s/m <= e^{s/m - 1} gives 0 <= s^{m/2} e^{-s} <= m^{m/2} e^{-m/2} e^{-s/2}.
Interval decaying_power(const Interval& least, int m) {
  const Interval bound =
      m == 0 ? exp(-least) : sqrt(pow(Interval(m), m)) * exp(-(Interval(m) + least) / 2);
  return hull(Interval(0), bound);
}

/// sum_m c_m v^m e^{-s} term by term, |v|^m = (scale s)^{m/2}; v >= 0 unless `two_sided`.
Interval bounded_sum(const std::vector<Rational>& polynomial,
                     const Interval& least,
                     int scale,
                     bool two_sided) {
  Interval sum = 0;
  for (std::size_t m = 0; m < polynomial.size(); ++m) {
    if (polynomial[m] == 0) {
      continue;
    }
    const int power = static_cast<int>(m);
    Interval term = sqrt(pow(Interval(scale), power)) * decaying_power(least, power);
    if (two_sided && power % 2 == 1) {
      term = hull(-term, term);
    }
    sum += Interval(polynomial[m]) * term;
  }
  return sum;
}

/// sum_m c_m v^m for a polynomial v^low (c_low + c_{low+2} v^2 + ...): squares keep their sign.
Interval even_steps(const std::vector<Rational>& polynomial, const Interval& v) {
  std::size_t low = 0;
  while (low + 1 < polynomial.size() && polynomial[low] == 0) {
    ++low;
  }
  std::vector<Rational> inner;
  for (std::size_t m = low; m < polynomial.size(); m += 2) {
    inner.push_back(polynomial[m]);
  }
  return pow(v, static_cast<int>(low)) * evaluate<Interval>(inner, square(v));
}

/// The common part of two enclosures, the first of which may be NaN.
Interval meet(const Interval& first, const Interval& second) {
  return first.is_valid() ? intersect(first, second) : second;
}

/// psi over one number, or over both sides of 1/2 if the rounding of 2t - 1 leaves that open.
Interval psi_at_end(const Real& t) {
  const Interval u = Interval(2) * Interval(t) - Interval(1);
  if (u.upper() <= Real(0)) {
    return Interval(0);
  }
  if (u.lower() > Real(0)) {
    return exp(Interval(1) - Interval(1) / square(u));
  }
  return hull(Interval(0), exp(Interval(1) - Interval(1) / square(Interval(u.upper()))));
}

constexpr int highest_order = 100;

/// The derivative of sum_m c_m v^m e^{1-v^2} by t, where v' = -2 v^2.
std::vector<Rational> derived_psi(const std::vector<Rational>& c) {
  std::vector<Rational> next(c.size() + 3, 0);
  for (std::size_t m = 0; m < c.size(); ++m) {
    next[m + 1] -= 2 * static_cast<long>(m) * c[m];
    next[m + 3] += 4 * c[m];
  }
  return next;
}

/// The derivative of sum_m c_m t^m e^{-t^2/2}.
std::vector<Rational> derived_phi(const std::vector<Rational>& c) {
  std::vector<Rational> next(c.size() + 1, 0);
  for (std::size_t m = 0; m < c.size(); ++m) {
    next[m + 1] -= c[m];
    if (m > 0) {
      next[m - 1] += static_cast<long>(m) * c[m];
    }
  }
  return next;
}

template <class Derive>
std::vector<std::vector<Rational>> tabulate(std::vector<Rational> first, const Derive& derive) {
  std::vector<std::vector<Rational>> table{std::move(first)};
  for (int k = 1; k <= highest_order; ++k) {
    table.push_back(derive(table.back()));
  }
  return table;
}

Real infinity() { return Real(1) / Real(0); }

} // namespace

const std::vector<Rational>& psi_polynomial(int k) {
  static const std::vector<std::vector<Rational>> table = tabulate({1}, derived_psi);
  need(0 <= k && k <= highest_order, "psi has derivatives 0..100 here");
  return table[static_cast<std::size_t>(k)];
}

const std::vector<Rational>& phi_polynomial(int k) {
  static const std::vector<std::vector<Rational>> table = tabulate({1}, derived_phi);
  need(1 <= k && k <= highest_order, "phi has derivatives 1..100 of this form here");
  return table[static_cast<std::size_t>(k) - 1];
}

Interval psi(const Interval& t, int k) {
  Interval u = Interval(2) * t - Interval(1);
  if (!u.is_valid()) {
    return u;
  }
  if (u.upper() <= Real(0)) {
    return Interval(0);
  }
  if (k == 0) { // psi increases
    return hull(psi_at_end(t.lower()), psi_at_end(t.upper()));
  }
  const std::vector<Rational>& c = psi_polynomial(k);
  Interval direct(-infinity(), infinity());
  if (u.lower() > Real(0)) {
    const Interval v = Interval(1) / u;
    direct = even_steps(c, v) * exp(Interval(1) - square(v));
    if (direct.is_finite() && v.upper() < Real(2)) { // e^{-s} has not yet taken over
      return direct;
    }
  }
  const Interval least = Interval(1) / square(Interval(u.upper()));
  return meet(direct, exp(Interval(1)) * bounded_sum(c, least, 1, false)); // holds psi = 0 too
}

Interval phi(const Interval& t, int k) {
  if (k == 0) {
    return sqrt(interval_pi() * exp(Interval(1)) / 2) * erfc(-t / sqrt(Interval(2)));
  }
  const std::vector<Rational>& c = phi_polynomial(k);
  const Interval s = square(t);
  Interval direct = even_steps(c, t) * exp((Interval(1) - s) / 2);
  if (direct.is_finite() && s.upper() < Real(4)) {
    return direct;
  }
  const Interval least = Interval(s.lower()) / 2;
  return meet(direct, sqrt(exp(Interval(1))) * bounded_sum(c, least, 2, true));
}

std::vector<Interval> psi_jet(const Interval& t, int order) {
  std::vector<Interval> jet;
  for (int k = 0; k <= order; ++k) {
    jet.push_back(psi(t, k));
  }
  return jet;
}

std::vector<Interval> phi_jet(const Interval& t, int order) {
  std::vector<Interval> jet;
  for (int k = 0; k <= order; ++k) {
    jet.push_back(phi(t, k));
  }
  return jet;
}

} // namespace assay::zero_chain
