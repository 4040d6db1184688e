#pragma once
#include <assay/claims/claim.hpp>

#include <span>

/// The list of claims that the build found under theory/; generated, never written by hand.
namespace assay {

struct RegisteredClaim {
  std::string_view id; ///< from the path: <paper>/<claim>
  Claim (*make)();
};

std::span<const RegisteredClaim> registered_claims();

} // namespace assay
