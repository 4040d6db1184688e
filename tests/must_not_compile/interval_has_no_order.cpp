// error: no match for .operator<
#include <assay/numbers/interval.hpp>

bool smaller(const assay::Interval& a, const assay::Interval& b) {
#ifdef FAULT
  return a < b;
#else
  return less(a, b) == assay::Truth::yes;
#endif
}
