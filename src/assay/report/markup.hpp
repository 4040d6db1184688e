#pragma once
#include <string>
#include <string_view>

/// Text made safe for a markup language or a shell.
namespace assay {

/// For HTML and XML, content and double-quoted attributes; control characters become blanks.
std::string escape_xml(std::string_view text);

/// For a cell of a Markdown table: one line, nothing in it starts a tag, an emphasis or a column.
std::string escape_markdown(std::string_view text);

/// A word of a command line, in single quotes where a shell would not take it as it is.
std::string shell_word(std::string_view text);

std::string base64(std::string_view bytes);

} // namespace assay
