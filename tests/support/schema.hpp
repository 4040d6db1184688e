#pragma once
#include <string>

/// Validates a JSON text against reports/schema/<name>.json.
/// Returns every complaint, one a line; "" if the text is valid.
std::string schema_complaints(const std::string& name, const std::string& text);
