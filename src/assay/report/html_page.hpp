#pragma once
#include <string>

namespace assay {

/// A self-contained page that opens offline and prints well: the style sheet is in it. `title` and
/// `body` are HTML already.
std::string html_page(const std::string& title, const std::string& body);

} // namespace assay
