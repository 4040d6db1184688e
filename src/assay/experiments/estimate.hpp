#pragma once
#include <assay/experiments/work.hpp>

#include <vector>

/// How many calls and how long the trials of a work will probably take: on each curve a part of a
/// trial is run and timed.
///
/// Unit    seconds of one thread on an idle processor. No result depends on it.
/// Error   a guess, within a factor of a few. Theory bounds the number of steps; the coarsest
///         accuracy tells which part of it is needed, if its trial ends in time, else an accuracy
///         two, four or eight times coarser, which is not of the experiment. A step too long to be
///         timed takes its calls by the schedule at the rate of its first ones. Where theory names
///         no number of steps, a trial that does not end in time may cost its whole budget.
/// Cost    up to two seconds for each curve, and making its instances.
namespace assay {

struct Estimate {
  double calls = 0;
  double seconds = 0;
  bool bound = false; ///< what theory allows at most: no trial ended in time
};

/// One for each cell, of one of its trials.
std::vector<Estimate> estimates(const Experiment& experiment, const Work& work);

} // namespace assay
