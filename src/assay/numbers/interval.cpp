#include <assay/error.hpp>
#include <assay/numbers/interval.hpp>

#include <mpfi_io.h>

#include <cstdlib>
#include <memory>
#include <ostream>
#include <utility>

namespace assay {

Interval::Interval() : Interval(0L) {}
Interval::Interval(int value) : Interval(static_cast<long>(value)) {}

Interval::Interval(long value) { // NOLINT(cppcoreguidelines-pro-type-member-init): mpfi_init2 does
  mpfi_init2(value_, static_cast<mpfr_prec_t>(Precision::bits()));
  mpfi_set_si(value_, value);
}

Interval::Interval(double value) { // NOLINT
  mpfi_init2(value_, static_cast<mpfr_prec_t>(Precision::bits()));
  mpfi_set_d(value_, value);
}

Interval::Interval(const Real& value) { // NOLINT
  mpfi_init2(value_, static_cast<mpfr_prec_t>(Precision::bits()));
  mpfi_set_fr(value_, value.raw());
}

Interval::Interval(const Rational& value) { // NOLINT
  mpfi_init2(value_, static_cast<mpfr_prec_t>(Precision::bits()));
  mpfi_set_q(value_, value.backend().data());
}

Interval::Interval(const Real& low, const Real& high) { // NOLINT
  need(low <= high, "an interval needs low <= high");
  mpfi_init2(value_, static_cast<mpfr_prec_t>(Precision::bits()));
  mpfi_interv_fr(value_, low.raw(), high.raw());
}

Interval::Interval(const Rational& low, const Rational& high) { // NOLINT
  need(low <= high, "an interval needs low <= high");
  mpfi_init2(value_, static_cast<mpfr_prec_t>(Precision::bits()));
  mpfi_interv_q(value_, low.backend().data(), high.backend().data());
}

Interval::Interval(const Interval& other) { // NOLINT
  mpfi_init2(value_, mpfi_get_prec(other.value_));
  mpfi_set(value_, other.value_);
}

// A moved-from Interval owns no limbs: it may only be assigned to or destroyed.
Interval::Interval(Interval&& other) noexcept { // NOLINT
  value_[0] = other.value_[0];
  other.value_->left._mpfr_d = nullptr;
  other.value_->right._mpfr_d = nullptr;
}

Interval& Interval::operator=(const Interval& other) {
  if (this != &other) {
    Interval copy(other);
    std::swap(value_[0], copy.value_[0]);
  }
  return *this;
}

Interval& Interval::operator=(Interval&& other) noexcept {
  std::swap(value_[0], other.value_[0]);
  return *this;
}

Interval::~Interval() {
  if (value_->left._mpfr_d != nullptr) {
    mpfi_clear(value_);
  }
}

namespace {

using Binary = int (*)(mpfi_ptr, mpfi_srcptr, mpfi_srcptr);
using Unary = int (*)(mpfi_ptr, mpfi_srcptr);

template <Binary operation> Interval combine(const Interval& a, const Interval& b) {
  Interval result;
  operation(result.raw(), a.raw(), b.raw());
  return result;
}

template <Unary function> Interval apply(const Interval& a) {
  Interval result;
  function(result.raw(), a.raw());
  return result;
}

} // namespace

Interval& Interval::operator+=(const Interval& other) { return *this = *this + other; }
Interval& Interval::operator-=(const Interval& other) { return *this = *this - other; }
Interval& Interval::operator*=(const Interval& other) { return *this = *this * other; }
Interval& Interval::operator/=(const Interval& other) { return *this = *this / other; }

Real Interval::lower() const {
  Real result;
  mpfr_set_prec(result.raw(), mpfi_get_prec(value_));
  mpfi_get_left(result.raw(), value_);
  return result;
}

Real Interval::upper() const {
  Real result;
  mpfr_set_prec(result.raw(), mpfi_get_prec(value_));
  mpfi_get_right(result.raw(), value_);
  return result;
}

Real Interval::midpoint() const {
  if (is_valid() && !is_finite()) {
    const Real low = lower();
    const Real high = upper();
    return isfinite(low) ? low : isfinite(high) ? high : Real(0);
  }
  Real result;
  mpfr_set_prec(result.raw(), mpfi_get_prec(value_));
  mpfi_mid(result.raw(), value_);
  return result;
}

Real Interval::width() const {
  Real result;
  mpfi_diam_abs(result.raw(), value_);
  return result;
}

Real Interval::magnitude() const {
  Real result;
  mpfr_set_prec(result.raw(), mpfi_get_prec(value_));
  mpfi_mag(result.raw(), value_);
  return result;
}

Real Interval::mignitude() const {
  Real result;
  mpfr_set_prec(result.raw(), mpfi_get_prec(value_));
  mpfi_mig(result.raw(), value_);
  return result;
}

bool Interval::is_valid() const { return mpfi_nan_p(value_) == 0; }

bool Interval::is_finite() const { return is_valid() && mpfi_bounded_p(value_) != 0; }

bool Interval::contains(const Rational& value) const {
  return is_valid() && mpfr_cmp_q(&value_->left, value.backend().data()) <= 0 &&
         mpfr_cmp_q(&value_->right, value.backend().data()) >= 0;
}

bool Interval::contains(const Real& value) const {
  return is_valid() && mpfr_lessequal_p(&value_->left, value.raw()) != 0 &&
         mpfr_greaterequal_p(&value_->right, value.raw()) != 0;
}

Interval operator+(const Interval& a, const Interval& b) { return combine<mpfi_add>(a, b); }
Interval operator-(const Interval& a, const Interval& b) { return combine<mpfi_sub>(a, b); }
Interval operator*(const Interval& a, const Interval& b) { return combine<mpfi_mul>(a, b); }
Interval operator/(const Interval& a, const Interval& b) { return combine<mpfi_div>(a, b); }
Interval operator-(const Interval& a) { return apply<mpfi_neg>(a); }

Interval abs(const Interval& a) { return apply<mpfi_abs>(a); }
Interval sqrt(const Interval& a) { return apply<mpfi_sqrt>(a); }
Interval square(const Interval& a) { return apply<mpfi_sqr>(a); }
Interval exp(const Interval& a) { return apply<mpfi_exp>(a); }
Interval log(const Interval& a) { return apply<mpfi_log>(a); }
Interval sin(const Interval& a) { return apply<mpfi_sin>(a); }
Interval cos(const Interval& a) { return apply<mpfi_cos>(a); }
Interval tanh(const Interval& a) { return apply<mpfi_tanh>(a); }

namespace {

/// base^exponent for an odd exponent > 0 (increasing), or any for base >= 0: by the ends.
Interval monotone_power(const Interval& base, long exponent) {
  if (!base.is_valid()) {
    return base;
  }
  Real low;
  Real high;
  mpfr_pow_si(low.raw(), &base.raw()->left, exponent, MPFR_RNDD);
  mpfr_pow_si(high.raw(), &base.raw()->right, exponent, MPFR_RNDU);
  return {low, high};
}

} // namespace

Interval pow(const Interval& base, int exponent) {
  if (exponent == 0) {
    return 1;
  }
  const long size = std::abs(static_cast<long>(exponent));
  const Interval power = monotone_power(size % 2 == 0 ? abs(base) : base, size);
  return exponent < 0 ? Interval(1) / power : power;
}

Interval erfc(const Interval& a) {
  Interval result;
  mpfr_erfc(&result.raw()->left, &a.raw()->right, MPFR_RNDD);
  mpfr_erfc(&result.raw()->right, &a.raw()->left, MPFR_RNDU);
  return result;
}

Interval interval_pi() {
  Interval result;
  mpfi_const_pi(result.raw());
  return result;
}

Truth less(const Interval& a, const Interval& b) {
  if (!a.is_valid() || !b.is_valid()) {
    return Truth::unknown;
  }
  if (mpfr_less_p(&a.raw()->right, &b.raw()->left) != 0) {
    return Truth::yes;
  }
  return mpfr_greaterequal_p(&a.raw()->left, &b.raw()->right) != 0 ? Truth::no : Truth::unknown;
}

Truth positive(const Interval& a) { return less(Interval(0), a); }

Truth overlap(const Interval& a, const Interval& b) {
  if (!a.is_valid() || !b.is_valid()) {
    return Truth::unknown;
  }
  const bool apart = mpfr_less_p(&a.raw()->right, &b.raw()->left) != 0 ||
                     mpfr_less_p(&b.raw()->right, &a.raw()->left) != 0;
  return apart ? Truth::no : Truth::yes;
}

Interval hull(const Interval& a, const Interval& b) { return combine<mpfi_union>(a, b); }

Interval intersect(const Interval& a, const Interval& b) {
  if (overlap(a, b) != Truth::yes) {
    throw Undecidable("two enclosures of one number have no common point");
  }
  return combine<mpfi_intersect>(a, b);
}

std::ostream& operator<<(std::ostream& out, const Interval& a) {
  char* text = nullptr;
  mpfr_asprintf(&text, "[%.*RDe, %.*RUe]", Precision::digits() - 1, &a.raw()->left,
                Precision::digits() - 1, &a.raw()->right);
  const std::unique_ptr<char, void (*)(char*)> owner(text, mpfr_free_str);
  return out << text;
}

} // namespace assay
