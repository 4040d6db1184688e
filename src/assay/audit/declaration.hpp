#pragma once
#include <assay/audit/dimension.hpp>
#include <assay/solvers/solver.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a solver claims of itself. Everything is optional: the audit tests what is declared, and
/// measures and reports what is not.
///
///     name = "my_solver"
///     source = "arXiv ..., Theorem 1"
///     order = 2               # the bias of the hyper-gradient estimate is O(nu^order)
///     leading = 0.166667      # that bias: leading nu^p d^(p+1)/dnu^(p+1) grad_x min_y(nu f + g)
///     exponent = 5            # calls ~ epsilon^-exponent, up to logarithms
///     convention = "N"        # of that exponent: E||grad phi|| <= epsilon; "Q": its square
///     calls = ["n_fx", "n_fy", "n_gx", "n_gy"]   # the oracles it asks, and no others
///     shared = [["n_fx", "n_fy"]]          # in one step, always the same samples
///     independent = [["n_gy", "n_gx"]]     # in one step, never the same samples
///                                          # (a kind with itself: all of its calls)
///     normalised = true       # every step of x has the length `outer_step`
///     single_level = false    # true: it minimises f(., y0)
///     random = false          # true: its estimate is random even without noise
///     estimates_ahead = false # true: the estimate it shows after a step is for the next
///     momentum = false        # true: its estimate is a moving average of what it measures
///     corrected = false       # true: it has a memory that is corrected as in STORM or SPIDER
///     finite_sum = false      # true: its memory takes out the noise of a finite sum (SAGA, SARAH)
///     from_constants = false  # true: its steps come from the problem's constants alone
///     works = ["stiff", "heavy_tails"]  # where it must: names of the checks stress/*
///     by_design = [["noise/*", "it is made for exact oracles"]]  # checks not asked, and why
///                                          # (never contract/*, samples/*, rates/lower_bound)
///
///     [parameters]            # those the audit may set, with their defaults
///     nu = "auto"
///     K = "auto"
///
///     [units]                 # of parameters that are numbers: powers of those of x, y, f, g
///     eta_x = "x"             # a length of x; a plain step of y would be "y^2/g", nu "g/f"
///
///     [roles]                 # which parameter is what (solvers/solver.hpp)
///     bias = "nu"
///     inner_steps = "K"
///     outer_step = "eta_x"
///
/// Roles: bias, lambda, inner_steps, series, outer_step, batch.
namespace assay::audit {

struct Declaration {
  std::string name;
  std::string source; ///< paper and theorem
  std::string convention = "N";
  std::optional<int> order;
  std::optional<double> leading;  ///< constant of the bias's leading term (leading_term.hpp)
  std::optional<double> exponent; ///< in the N convention
  /// Its steps and parameters are made of the problem's constants, so that other units of x, y, f
  /// and g change nothing.
  bool from_constants = false;
  std::map<std::string, Dimension> units; ///< of parameters; of those not here: none
  Traits traits;
  std::vector<Parameter> parameters;
  std::vector<std::string> works = {}; ///< checks stress/NAME whose problems it must solve
};

/// `where` names the text in messages: a path, or a library's own declaration. Throws
/// InvalidArgument "WHERE:LINE:COLUMN: WHAT", with the nearest key for an unknown one.
Declaration read_declaration(const std::string& toml, const std::string& where);

} // namespace assay::audit
