#pragma once
#include <assay/differences/stencil.hpp>

#include <optional>
#include <string>

/// What assay says of a user's own stencil; every number is exact.
namespace assay {

struct StencilReport {
  Stencil stencil;
  StencilFacts facts;
  int attainable = 0;            ///< the highest order any weights on these nodes reach
  Rational largest_pull;         ///< max |node * weight|, at most 1 for F2SA-p
  std::optional<int> f2sa_order; ///< p if this is the F2SA-p stencil, nodes of weight 0 aside
};

/// Throws InvalidArgument unless the stencil approximates a first derivative.
StencilReport examine(const Stencil& stencil);

std::string to_text(const StencilReport& report);
std::string to_json(const StencilReport& report);

} // namespace assay
