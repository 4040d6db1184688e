#pragma once
#include <string_view>

/// Choosing names by a pattern.
namespace assay {

/// Does the whole name match? `*` stands for any characters, '/' included; `?` for one.
bool matches(std::string_view glob, std::string_view name);

} // namespace assay
