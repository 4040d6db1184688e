#pragma once
#include <assay/store/store.hpp>

#include <iosfwd>

/// All trials as text, for other programs: sorted by key, without wall times, so the same bytes for
/// the same trials whatever order they ran in (reports/schema/results.md).
///
/// Numbers are the shortest decimals that read back the same; what a double cannot hold (counters,
/// budget, seed, iterations) is a whole number in CSV and a string of digits in JSON; infinite and
/// undefined numbers are inf, -inf, nan (strings in JSON).
/// Throws FileError if the file is damaged; the caller checks the stream.
namespace assay {

void export_csv(const Store& store, std::ostream& out);
/// reports/schema/trials.json describes it.
void export_json(const Store& store, std::ostream& out);

} // namespace assay
