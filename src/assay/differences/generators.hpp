#pragma once
#include <assay/differences/stencil.hpp>
#include <assay/numbers/stream.hpp>

#include <vector>

/// Generated stencils for property-based checks; `claims/rapidcheck.hpp` offers them to RapidCheck.
///
/// Every stencil has distinct nodes and the weights of highest order on them, and is a pure
/// function of its stream.
namespace assay {

/// `nodes` of them, quarters between -4 and 4.  2 <= nodes <= 17.
Stencil good_stencil(int nodes, Stream& stream);

/// What makes a stencil nasty.
///
/// crowded    two nodes 1e-9 apart.        one_sided  every node positive, none at 0.
/// spread     nodes from 1e-6 to 1e6.
enum class NastyStencil { crowded, one_sided, spread };
inline constexpr int nasty_stencil_kinds = 3;
Stencil nasty_stencil(NastyStencil kind, int nodes, Stream& stream);

/// Stencils a step simpler: a node dropped (two stay), a node moved to an integer nearer 0. The
/// weights follow the nodes.
std::vector<Stencil> simpler(const Stencil& stencil);

} // namespace assay
