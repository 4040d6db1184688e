#pragma once

/// The style sheet of the page: part of html.cpp, apart for its length.
namespace assay {

extern const char* const html_style;

} // namespace assay
