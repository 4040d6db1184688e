#pragma once
#include <assay/claims/ledger.hpp>

#include <string>

/// The ledger as Markdown: counts, the table, then a section for each claim.
///
/// Holds only what does not depend on the machine; reports/ledger.md is this, committed.
namespace assay {

std::string to_markdown(const Ledger& ledger);

} // namespace assay
