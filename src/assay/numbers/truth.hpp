#pragma once

/// The answer to a question that may be undecidable at the present precision.
/// `unknown` never counts as yes.
namespace assay {

enum class Truth { no, yes, unknown };

} // namespace assay
