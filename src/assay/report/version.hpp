#pragma once
#include <string_view>

/// The version of assay, as in CMakeLists.txt: "0.1.0".
namespace assay {

std::string_view version();

} // namespace assay
