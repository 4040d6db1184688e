#pragma once
#include <string>
#include <string_view>

/// Text made safe for a markup language.
namespace assay {

/// For HTML and XML, content and double-quoted attributes; control characters become blanks.
std::string escape_xml(std::string_view text);

/// For a cell of a Markdown table: one line, nothing in it starts a tag, an emphasis or a column.
std::string escape_markdown(std::string_view text);

std::string base64(std::string_view bytes);

} // namespace assay
