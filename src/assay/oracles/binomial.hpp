#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/oracles/counters.hpp>

#include <cstdint>

/// The number of successes among `trials` independent ones of probability p, drawn at once.
///
/// A pure function of the stream and the call number: it reads the bits from index * 2^16 on, as
/// many as the rejection needs, and moves nothing.
/// Error   up to 2^20 trials Hormann's BTRD (Boost.Random), whose acceptance is evaluated in double
///         (to about 2^-32); beyond, by splitting: each split's deviation from its mean is right to
///         a few 2^-53 of itself, so the law's standard deviation is too, whatever the trials.
///         Below 11 expected successes by inversion, each probability to about 2^-52.
/// Cost    independent of the trials but for log log: reports/speed.md.
/// Throws  InvalidArgument unless trials <= most_binomial_trials, 0 <= p <= 1.
/// Source  Hormann 1993, "The generation of binomial random variates"; Devroye 1986, "Non-uniform
///         random variate generation", X.4.3 (splitting at an order statistic).
namespace assay {

inline constexpr Count most_binomial_trials = Count{1} << 100U;

Count binomial(Count trials, double probability, const Stream& stream, std::uint64_t index);

/// The same law by splitting alone, for any number of trials: what binomial() uses beyond 2^20.
///
/// The i-th smallest of n uniform numbers is Beta(i, n+1-i); where it lies tells how many of the
/// others are still open, and with which probability. With i at the mean the expected number that
/// is open falls to its square root each time.
Count binomial_by_splitting(Count trials,
                            double probability,
                            const Stream& stream,
                            std::uint64_t index);

} // namespace assay
