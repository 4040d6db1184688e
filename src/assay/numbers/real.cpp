#include <assay/error.hpp>
#include <assay/numbers/real.hpp>

#include <memory>
#include <ostream>

namespace assay {

Real::Real() { // NOLINT(cppcoreguidelines-pro-type-member-init): mpfr_init2 does
  mpfr_init2(value_, Precision::bits());
  mpfr_set_zero(value_, 1);
}

Real::Real(int value) : Real(static_cast<long>(value)) {}

Real::Real(long value) { // NOLINT
  mpfr_init2(value_, Precision::bits());
  mpfr_set_si(value_, value, MPFR_RNDN);
}

Real::Real(double value) { // NOLINT
  mpfr_init2(value_, Precision::bits());
  mpfr_set_d(value_, value, MPFR_RNDN);
}

Real::Real(const Rational& value) { // NOLINT
  mpfr_init2(value_, Precision::bits());
  mpfr_set_q(value_, value.backend().data(), MPFR_RNDN);
}

Real::Real(const Real& other) { // NOLINT
  mpfr_init2(value_, mpfr_get_prec(other.value_));
  mpfr_set(value_, other.value_, MPFR_RNDN);
}

// A moved-from Real owns no limbs (null): it may only be assigned to or destroyed.
Real::Real(Real&& other) noexcept { // NOLINT
  value_[0] = other.value_[0];
  other.value_->_mpfr_d = nullptr;
}

Real& Real::operator=(const Real& other) {
  if (this != &other) {
    if (value_->_mpfr_d == nullptr) {
      mpfr_init2(value_, mpfr_get_prec(other.value_));
    } else if (mpfr_get_prec(value_) != mpfr_get_prec(other.value_)) {
      mpfr_set_prec(value_, mpfr_get_prec(other.value_));
    }
    mpfr_set(value_, other.value_, MPFR_RNDN);
  }
  return *this;
}

Real& Real::operator=(Real&& other) noexcept {
  std::swap(value_[0], other.value_[0]);
  return *this;
}

Real::~Real() {
  if (value_->_mpfr_d != nullptr) {
    mpfr_clear(value_);
  }
}

namespace {

using Binary = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);
using Unary = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

template <Binary operation> Real combine(const Real& a, const Real& b) {
  Real result;
  operation(result.raw(), a.raw(), b.raw(), MPFR_RNDN);
  return result;
}

template <Unary function> Real apply(const Real& a) {
  Real result;
  function(result.raw(), a.raw(), MPFR_RNDN);
  return result;
}

template <Binary operation> void update(Real& a, const Real& b) {
  if (mpfr_get_prec(a.raw()) == Precision::bits()) {
    operation(a.raw(), a.raw(), b.raw(), MPFR_RNDN);
  } else {
    a = combine<operation>(a, b);
  }
}

} // namespace

Real& Real::operator+=(const Real& other) {
  update<mpfr_add>(*this, other);
  return *this;
}
Real& Real::operator-=(const Real& other) {
  update<mpfr_sub>(*this, other);
  return *this;
}
Real& Real::operator*=(const Real& other) {
  update<mpfr_mul>(*this, other);
  return *this;
}
Real& Real::operator/=(const Real& other) {
  update<mpfr_div>(*this, other);
  return *this;
}

double Real::to_double() const { return mpfr_get_d(value_, MPFR_RNDN); }
bool Real::is_finite() const { return mpfr_number_p(value_) != 0; }
int Real::sign() const { return mpfr_nan_p(value_) != 0 ? 0 : mpfr_sgn(value_); }

Rational Real::to_rational() const {
  need(is_finite(), "a number that is not finite is no rational");
  Rational result;
  mpfr_get_q(result.backend().data(), value_);
  return result;
}

std::string Real::to_string(int significant_digits) const {
  need(significant_digits >= 1, "a number needs at least one digit");
  char* text = nullptr;
  mpfr_asprintf(&text, "%.*RNe", significant_digits - 1, value_);
  const std::unique_ptr<char, void (*)(char*)> owner(text, mpfr_free_str);
  return text;
}

Real operator+(const Real& a, const Real& b) { return combine<mpfr_add>(a, b); }
Real operator-(const Real& a, const Real& b) { return combine<mpfr_sub>(a, b); }
Real operator*(const Real& a, const Real& b) { return combine<mpfr_mul>(a, b); }
Real operator/(const Real& a, const Real& b) { return combine<mpfr_div>(a, b); }
Real operator-(const Real& a) { return apply<mpfr_neg>(a); }

bool operator==(const Real& a, const Real& b) { return mpfr_equal_p(a.raw(), b.raw()) != 0; }

std::partial_ordering operator<=>(const Real& a, const Real& b) {
  if (mpfr_unordered_p(a.raw(), b.raw()) != 0) {
    return std::partial_ordering::unordered;
  }
  return mpfr_cmp(a.raw(), b.raw()) <=> 0;
}

Real abs(const Real& a) { return apply<mpfr_abs>(a); }
Real sqrt(const Real& a) { return apply<mpfr_sqrt>(a); }
Real exp(const Real& a) { return apply<mpfr_exp>(a); }
Real expm1(const Real& a) { return apply<mpfr_expm1>(a); }
Real log(const Real& a) { return apply<mpfr_log>(a); }
Real log1p(const Real& a) { return apply<mpfr_log1p>(a); }
Real log10(const Real& a) { return apply<mpfr_log10>(a); }
Real sin(const Real& a) { return apply<mpfr_sin>(a); }
Real cos(const Real& a) { return apply<mpfr_cos>(a); }
Real tanh(const Real& a) { return apply<mpfr_tanh>(a); }
Real erfc(const Real& a) { return apply<mpfr_erfc>(a); }
Real pow(const Real& base, const Real& exponent) { return combine<mpfr_pow>(base, exponent); }

Real pow(const Real& base, int exponent) {
  Real result;
  mpfr_pow_si(result.raw(), base.raw(), exponent, MPFR_RNDN);
  return result;
}

Real ceil(const Real& a) {
  Real result;
  mpfr_ceil(result.raw(), a.raw());
  return result;
}

Real floor(const Real& a) {
  Real result;
  mpfr_floor(result.raw(), a.raw());
  return result;
}

Real pi() {
  Real result;
  mpfr_const_pi(result.raw(), MPFR_RNDN);
  return result;
}

Real machine_epsilon() {
  Real result = 1;
  mpfr_div_2si(result.raw(), result.raw(), Precision::bits() - 1, MPFR_RNDN);
  return result;
}

std::ostream& operator<<(std::ostream& out, const Real& a) {
  return out << a.to_string(Precision::digits());
}

} // namespace assay
