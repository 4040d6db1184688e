// error: no matching function for call to .logistic
#include <assay/numbers/scalar.hpp>

template <assay::Analytic T> T logistic(const T& y) { return T(1) / (T(1) + exp(-y)); }

#ifdef FAULT
assay::Rational value() { return logistic(assay::Rational(1)); }
#else
assay::Real value() { return logistic(assay::Real(1)); }
#endif
