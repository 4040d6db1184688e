#include "audit.hpp"
#include "audit_options.hpp"
#include "command.hpp"
#include <memory>

namespace assay::cli {
namespace {

constexpr const char* audit_examples = R"(
Examples
  assay audit slip                               a built-in method under its own declaration
  assay audit f2sa_p:p=3 --effort smoke          seconds; normal takes minutes, full longer
  assay audit slip --only 'limits/*'             some checks (assay list checks names them)
  assay audit ./libmy_solver.so                  your own, through assay/audit/plugin_abi.h (C) or
                                                 plugin.hpp (C++); it runs in a process of its own
  assay audit ./libmy_solver.so:K=20,nu=0.05     with values of parameters that it declares
  assay audit my_solver.py:MySolver              a class in Python (assay new solver writes either)
  assay audit slip --format junit > audit.xml    for a continuous-integration page

A declaration says what a solver claims; the audit tests that and measures the rest. In TOML:

  name = "my_solver"
  order = 2               # the bias of the hyper-gradient estimate is O(nu^order)
  leading = 0.166667      # that bias: leading nu^p d^(p+1)/dnu^(p+1) grad_x min_y(nu f + g) + ...
  exponent = 5            # calls ~ epsilon^-exponent, up to logarithms
  convention = "N"        # of that exponent: E||grad phi|| <= epsilon; "Q": its square
  calls = ["n_fx", "n_fy", "n_gx", "n_gy"]   # the oracles it asks, and no others
  shared = [["n_fx", "n_fy"]]          # in one step, always the same samples
  independent = [["n_gy", "n_gx"]]     # in one step, never the same samples
  normalised = true       # every step of x has the length of the outer step
  single_level = false    # true: it minimises f(., y0)
  random = false          # true: its estimate is random even without noise
  estimates_ahead = false # true: the estimate it shows after a step is for the next
  momentum = false        # true: its estimate is a moving average of what it measures
  corrected = false       # true: it has a memory that is corrected as in STORM or SPIDER
  finite_sum = false      # true: its memory takes out the noise of a finite sum (SAGA, SARAH)
  from_constants = false  # true: its steps come from the problem's constants alone
  works = ["stiff"]       # checks stress/NAME whose problems it must solve
  by_design = [["noise/*", "it is made for exact oracles"]]  # checks not asked, and why; never
                          # contract/*, samples/* and rates/lower_bound, which all must pass

  [parameters]            # those the audit may set, with their defaults
  nu = "auto"
  K = "auto"
  eta_x = "auto"

  [roles]                 # which parameter is what: bias (goes to 0), lambda (to infinity),
  bias = "nu"             # inner_steps, series (Hessian-vector products), outer_step, batch
  inner_steps = "K"
  outer_step = "eta_x"

  [units]                 # of parameters that are numbers: powers of those of x, y, f, g
  eta_x = "x"             # a length of x; a plain step of y would be "y^2/g", nu "g/f"

Files under --out: certificate.json, certificate.md, certificate.html, and run.json, which alone
holds what may differ between two runs.

)";

} // namespace

void add_audit(CLI::App& app, Session& session) {
  const auto given = std::make_shared<AuditRequest>();
  AuditRequest& request = *given;
  request.command_line = session.command_line;
  CLI::App* audit = app.add_subcommand(
      "audit", "Check a solver against what every correct one of its kind obeys");
  audit
      ->add_option("SOLVER", request.target,
                   "A built-in method with its parameters, as in f2sa_p:p=3; a shared library; or "
                   "FILE.py:CLASS")
      ->required();
  add_audit_options(*audit, request);
  audit->callback([given, &session] { session.run = [given] { return cli::audit(*given); }; });
  audit->footer(std::string(audit_examples) + exit_codes);
}

} // namespace assay::cli
