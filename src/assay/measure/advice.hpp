#pragma once
#include <assay/measure/ert.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What a reader must know before believing an exponent: found in the data, said in words.
///
/// Error   on sound data each of bent, dependent, failing_more appears in about 1 % of all sets or
/// fewer
///         (tests/measure/advice_test.cpp); the others state what is there.
namespace assay {

struct CurveFit;

struct Advice {
  enum Kind {
    too_few,      ///< fewer than 6 accuracies: no interval
    no_success,   ///< an accuracy that no run reached: left out
    censored,     ///< some runs failed
    fixed_budget, ///< ... at the same number of calls whatever epsilon: ERT is biased
    failing_more, ///< ... and the more the smaller epsilon: so it is
    one_run,      ///< no repetition at an accuracy
    dependent,    ///< the same trajectory seems to serve several accuracies
    bent,         ///< the local exponent still moves within the window
    flat,         ///< growth is not significant
    falling,      ///< a smaller epsilon that costs less
    too_exact,    ///< no scatter at all: no error to estimate
  };
  Kind kind = too_few;
  std::string text;
};

/// "too_few", ...: for machine-readable output.
std::string_view name(Advice::Kind kind);

/// Advice on a fit, all but its `advice` known, to `trials`.
std::vector<Advice> advise(const CurveFit& fit, const std::vector<Trial>& trials);

/// Evidence that runs of the same number at neighbouring accuracies belong together, in standard
/// deviations: their calls go up and down together, or never fall along a run where independent
/// runs would. 0 if there are too few runs to tell.
double dependence(const std::vector<Trial>& trials);

} // namespace assay
