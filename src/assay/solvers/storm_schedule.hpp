#pragma once
#include <assay/problems/facts.hpp>
#include <assay/problems/parameters.hpp>

#include <string>

/// The schedule that MRBO and SUSTAIN share: STORM on both levels, steps that fall like k^(-1/3).
///
/// With a_k what STORM forgets in step k, of the order of the step's square,
///     E||v - h||^2 <= a V + (slope of h * step * ||v||)^2/a,
/// the latter below ||v||^2/64; y follows y*, which a step of x moves by slope step ||v||, at the
/// rate (step of y) mu.   Legend  V: variance of one estimate h, u's noise times response/mu
/// included.
namespace assay {

struct StormSchedule {
  double x = 0, y = 0;  ///< first steps of x and y
  double forgotten = 1; ///< sqrt(a_T) at the horizon T, a_0 being 1: a V = eps^2/16
  double steps = 0;     ///< T: mean ||grad phi||^2 <= 2 Delta/(step T) + ..., eps^2/4
  double delay = 1;     ///< steps fall like (delay/(delay + k))^(1/3), to `forgotten` at T
};

/// What an algorithm calls them; a value that is given goes first.
struct StormNames {
  const char* x;
  const char* y;
  const char* delay;
};

/// `variance`: of h. `rough`: how much steeper than grad phi, in mean square, h is for one sample.
StormSchedule storm_schedule(const Facts& facts,
                             const Parameters& parameters,
                             const StormNames& names,
                             double variance,
                             double rough = 1);

} // namespace assay
