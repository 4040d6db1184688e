// error: no match for .operator==
#include <assay/numbers/linalg.hpp>

using assay::Interval;

assay::Vector<Interval> product(const assay::Matrix<Interval>& a,
                                const assay::Vector<Interval>& v) {
#ifdef FAULT
  return a * v;
#else
  return assay::times<Interval>(a, v);
#endif
}
