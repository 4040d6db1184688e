#pragma once
#include <cstdint>
#include <string>
#include <string_view>

/// The texts that results are stored and exported in.
namespace assay {

bool is_utf8(std::string_view text);
/// The text with every byte that is not UTF-8, and every NUL, replaced by U+FFFD.
std::string as_utf8(std::string_view bytes);
/// The text in quotes, on one line, for a message: control characters and foreign bytes escaped.
std::string printable(std::string_view text);
/// The shortest decimal that reads back as the same double; "inf", "-inf", "nan".
std::string shortest(double value);
/// Throws InvalidArgument unless the text is a whole number from 0 to 2^64 - 1.
std::uint64_t parse_whole(std::string_view text);

} // namespace assay
