// error: no match for .operator==
#include <assay/numbers/interval.hpp>

bool same(const assay::Real& a, const assay::Interval& b) {
#ifdef FAULT
  return a == b;
#else
  return b.contains(a);
#endif
}
