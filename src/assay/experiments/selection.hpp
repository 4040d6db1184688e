#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Solvers and instances as texts: one text for each, and grids of them.
namespace assay {

inline constexpr std::size_t most_pairs = 10'000; ///< (solver, instance) of one experiment

/// The selection with its parameters sorted and its numbers and paths written in one way, so that
/// equal selections are equal texts: "f2sa_p:p=2" for "f2sa_p:p=2.0". Throws InvalidArgument.
std::string canonical_selection(std::string_view text);

/// "f2sa_p:p={1,2,4..8},eta={0.1,0.2}" as the texts of all combinations; at most `most_pairs`.
/// Throws InvalidArgument.
std::vector<std::string> expanded(std::string_view text);

/// Orders texts as a reader would, numbers in them by value: "p=2" before "p=10".
bool naturally_less(std::string_view a, std::string_view b);

} // namespace assay
