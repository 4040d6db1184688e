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

/// The better of two enclosures, the first of which may be unbounded or NaN.
Interval meet(const Interval& first, const Interval& second) {
  return first.is_finite() ? intersect(first, second) : second;
}

/// psi over one number, or over both sides of 1/2 if the rounding of 2t - 1 leaves that open.
Interval psi_at_end(const Real& t) {
  const Interval u = Interval(2) * Interval(t) - Interval(1);
  if (u.upper() <= Real(0)) {
    return Interval(0);
  }
  const Interval top = exp(Interval(1) - Interval(1) / square(Interval(u.upper())));
  return u.lower() > Real(0) ? exp(Interval(1) - Interval(1) / square(u)) : hull(Interval(0), top);
}

} // namespace

std::vector<Rational> psi_polynomial(int k) {
  std::vector<Rational> c{1};
  for (int step = 0; step < k; ++step) { // v' = -2 v^2
    std::vector<Rational> next(c.size() + 3, 0);
    for (std::size_t m = 0; m < c.size(); ++m) {
      next[m + 1] -= 2 * static_cast<long>(m) * c[m];
      next[m + 3] += 4 * c[m];
    }
    c = std::move(next);
  }
  return c;
}

std::vector<Rational> phi_polynomial(int k) {
  need(k >= 1, "phi itself is not a polynomial times a bell");
  std::vector<Rational> c{1};
  for (int step = 1; step < k; ++step) { // (c e^{-t^2/2})' = (c' - t c) e^{-t^2/2}
    std::vector<Rational> next(c.size() + 1, 0);
    for (std::size_t m = 0; m < c.size(); ++m) {
      next[m + 1] -= c[m];
      if (m > 0) {
        next[m - 1] += static_cast<long>(m) * c[m];
      }
    }
    c = std::move(next);
  }
  return c;
}

std::vector<Interval> psi_jet(const Interval& t, int order) {
  std::vector<Interval> jet(static_cast<std::size_t>(order) + 1, Interval(0));
  const Interval u = Interval(2) * t - Interval(1);
  if (!u.is_valid()) {
    return std::vector<Interval>(jet.size(), u);
  }
  if (u.upper() <= Real(0)) {
    return jet;
  }
  jet[0] = hull(psi_at_end(t.lower()), psi_at_end(t.upper())); // psi increases
  if (order == 0) {
    return jet;
  }
  const Interval v = Interval(1) / u;
  const bool beyond = u.lower() > Real(0);
  const Interval least = Interval(1) / square(Interval(u.upper()));
  const Interval decay = exp(Interval(1) - square(v));
  const Interval e = exp(Interval(1));
  for (int k = 1; k <= order; ++k) {
    const std::vector<Rational> c = psi_polynomial(k);
    Interval enclosure = e * bounded_sum(c, least, 1, false); // holds 0, so also psi up to 1/2
    if (beyond) {
      enclosure = meet(even_steps(c, v) * decay, enclosure);
    }
    jet[static_cast<std::size_t>(k)] = enclosure;
  }
  return jet;
}

std::vector<Interval> phi_jet(const Interval& t, int order) {
  const Interval e = exp(Interval(1));
  std::vector<Interval> jet{sqrt(interval_pi() * e / 2) * erfc(-t / sqrt(Interval(2)))};
  if (order == 0) {
    return jet;
  }
  const Interval half_square = square(t) / 2;
  const Interval bell = exp(-half_square);
  const Interval least(half_square.lower());
  for (int k = 1; k <= order; ++k) {
    const std::vector<Rational> c = phi_polynomial(k);
    jet.push_back(sqrt(e) * meet(even_steps(c, t) * bell, bounded_sum(c, least, 2, true)));
  }
  return jet;
}

} // namespace assay::zero_chain
