#pragma once
#include <assay/problems/glob.hpp>
#include <assay/problems/parameters.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Choosing from a list by name: globs, suggestions, lists of numbers.
namespace assay::cli {

/// Does a pattern pick this claim? A pattern without '/' may also match the file's stem alone.
bool picks(std::string_view pattern, std::string_view id);

using assay::matches;
using assay::nearest;
using assay::suggestion;

/// Throws InvalidArgument unless `any`: no claim matches, with the nearest names or folders.
void need_match(bool any, const std::string& glob, const std::vector<std::string>& ids);

/// Reads "1,2,4..8" into increasing numbers without repetition.
/// Throws InvalidArgument on anything else, on an empty range and beyond first..last.
std::vector<int> parse_list(std::string_view text, int first, int last);

} // namespace assay::cli
