#pragma once
#include <assay/experiments/solvers_by_name.hpp>
#include <assay/store/trial.hpp>

#include <functional>

/// Runs one trial: a pure function of its specification.
///
/// The criterion (judge.hpp) is checked before the first and after every outer iteration; the calls
/// of a trial that reaches are those made until then.
/// Errors  a solver that diverges, throws or makes no calls is recorded as such; nothing escapes
/// but
///         InvalidArgument for a specification that makes no solver, instance or criterion.
namespace assay {

/// Asked after every outer iteration; empty: never stop.
using Stop = std::function<bool()>;
/// Thrown out of a trial that was told to stop: it has no result.
struct Interrupted {};

TrialResult
run_trial(const TrialSpec& spec, const Stop& stop = {}, const FindSolver& find = find_solver);
/// The same with an instance and a solver of one's own (not by name).
TrialResult
run_trial(const TrialSpec& spec, const Instance& instance, AnySolver solver, const Stop& stop = {});

/// The seed of all streams of a cell: independent for every (solver, instance, eps).
std::uint64_t stream_seed(const TrialSpec& spec);

} // namespace assay
