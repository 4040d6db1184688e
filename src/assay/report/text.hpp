#pragma once
#include <assay/claims/ledger.hpp>

#include <cstddef>
#include <string>

/// The ledger as plain text: counts first, then the table, then what needs attention.
namespace assay {

struct TextStyle {
  std::size_t width = 100; ///< columns to fit
  bool colour = false;     ///< verdicts coloured by ANSI escapes; they read without
};

std::string to_text(const Ledger& ledger, const TextStyle& style);

/// Everything a claim says of itself: what `assay show` prints.
std::string describe(const Claim& claim, const std::string& command, const TextStyle& style);

} // namespace assay
