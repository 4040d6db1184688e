#pragma once
#include <assay/claims/ledger.hpp>

#include <string>

/// Machine-readable reports. Schema of the ledger: reports/schema/ledger.json.
///
/// A number that a double holds exactly is a JSON number; any other is a decimal string, with the
/// lower end of an interval rounded down and the upper end up; infinite ends are "inf" and "-inf".
/// NaN, Infinity and null are never written. Same results, same bytes; times are in run.json.
namespace assay {

std::string to_json(const Ledger& ledger);

} // namespace assay
