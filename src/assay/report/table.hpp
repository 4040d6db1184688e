#pragma once
#include <cstddef>
#include <string>
#include <vector>

/// A table in plain text, wrapped to a width: fits a terminal, survives being pasted.
///
/// Cells break at blanks first, then after '/', '_', ',' and, if need be, anywhere.
/// Unit    columns of a terminal; a UTF-8 code point counts one.
namespace assay {

struct TextTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

std::string render(const TextTable& table, std::size_t width);

/// Breaks text into lines of at most `width` columns.
std::vector<std::string> wrap(const std::string& text, std::size_t width);

/// Text as a paragraph: wrapped, every line after the first indented.
std::string paragraph(const std::string& text, std::size_t width, std::size_t indent);
/// Adds a titled paragraph to a page, nothing where the body is empty.
void section(std::string& page, const char* title, const std::string& body, std::size_t width);
/// The same for several, under one title.
void sections(std::string& page,
              const char* title,
              const std::vector<std::string>& bodies,
              std::size_t width);

} // namespace assay
