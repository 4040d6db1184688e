#pragma once
#include <assay/numbers/stream.hpp>

#include <cstdint>

/// The number of successes among `trials` independent ones of probability p, drawn at once.
///
/// A pure function of the stream and the call number: it reads the bits from index * 2^16 on, as
/// many as the rejection needs, and moves nothing.
/// Error   below 11 expected successes by inversion, each probability off by at most about 2^-52;
///         beyond by Hormann's BTRD (Boost.Random), whose acceptance is evaluated in double, in
///         portions of at most 2^40 trials.
/// Cost    independent of the trials, for each portion.   Throws InvalidArgument unless trials >=
/// 0, 0 <= p <= 1. Source  Hormann 1993, "The generation of binomial random variates".
namespace assay {

std::int64_t
binomial(std::int64_t trials, double probability, const Stream& stream, std::uint64_t index);

} // namespace assay
