/// Under unbounded smoothness SLIP converges from where fixed steps diverge.
///
/// Statement    where the smoothness of phi grows with its gradient, like cosh, SLIP reaches
///              ||grad phi|| <= eps from a start far up, while stocBiO, whose step is fixed by
///              the smoothness at the minimum, leaves for infinity: each in nine runs of ten at
///              least.
/// Assumptions  g strongly convex in y, quadratic; f (L_0, L_1)-smooth with L_1 = 1; grad_y f
///              bounded on the sublevel set; Gaussian noise of deviation 1 in every gradient.
/// Source       gong2024slip, abstract (relaxed smoothness).
/// Reduces to   nothing simpler.
/// Measured     the share of independent runs that reach eps (SLIP, BO-REP), and that diverge
///              (stocBiO, VRBO), at one accuracy, with its 95 % interval.
/// Refuted by   stocBiO said to converge there; SLIP said to diverge; smoothness that is bounded on
///              the way (a start near the minimum), from where stocBiO converges too.
/// Not shown    rates; other growths; that a smaller fixed step, made for the start, would diverge:
///              it does not, and depends on the start instead.
#include <assay/claims/claim.hpp>
#include <assay/experiments/run_trial.hpp>
#include <assay/measure/proportion.hpp>

namespace theory::gong2024_slip {
namespace {

using namespace assay;

constexpr const char* far_up = "unbounded:start=12"; // grad phi is e^12/2 in each coordinate
constexpr const char* near_by = "unbounded:start=1";

/// The share of runs that end like `status`, which should be nine of ten at least, with the 95 %
/// interval of Clopper and Pearson.
Row share(const std::string& solver,
          const std::string& instance,
          Status status,
          const Effort& effort) {
  const Quantity claimed = ratio(9, 10);
  const std::string name = solver + " on " + instance;
  const auto runs = effort.pick<std::size_t>(0, 40, 40, 200);
  if (runs == 0) {
    return undecided_row(name, Relation::at_least, claimed, "no runs");
  }
  std::size_t counted = 0;
  for (std::size_t trial = 0; trial < runs; ++trial) {
    const TrialResult result = run_trial({.solver = solver,
                                          .instance = instance,
                                          .epsilon = 0.6,
                                          .seed = effort.seed,
                                          .trial = static_cast<std::uint32_t>(trial),
                                          .budget = 10'000'000});
    counted += result.status == status ? 1 : 0;
  }
  const Proportion part = proportion(counted, runs, 0.05);
  return {.instance = name,
          .relation = Relation::at_least,
          .claimed = claimed,
          .measured = Quantity(part.value),
          .lo = Quantity(part.lo),
          .hi = Quantity(part.hi),
          .cases = runs,
          .note = std::to_string(counted) + " of " + std::to_string(runs) + " runs " +
                  (status == Status::reached ? "reached eps" : "diverged")};
}

Evidence measure(const Effort& effort) {
  Evidence evidence;
  evidence.instances = {far_up};
  evidence.rows = {headline(share("slip:aim=8", far_up, Status::reached, effort)),
                   share("bo_rep:aim=8", far_up, Status::reached, effort),
                   share("stocbio", far_up, Status::diverged, effort),
                   share("vrbo", far_up, Status::diverged, effort)};
  return evidence;
}

Evidence only(const Row& row) {
  Evidence evidence;
  evidence.rows = {row};
  return evidence;
}
Evidence fixed_steps_converge(const Effort& effort) {
  return only(share("stocbio", far_up, Status::reached, effort));
}
Evidence normalised_steps_diverge(const Effort& effort) {
  return only(share("slip:aim=8", far_up, Status::diverged, effort));
}
Evidence start_near_the_minimum(const Effort& effort) {
  return only(share("stocbio", near_by, Status::diverged, effort));
}

} // namespace

Claim unbounded_smoothness() {
  return {
      .id = "gong2024_slip/unbounded_smoothness",
      .title = "Normalised steps converge where fixed ones diverge",
      .latex =
          R"(\|\nabla^2\varphi\| \le L_0 + L_1\|\nabla\varphi\| \;\Rightarrow\; \|\nabla\varphi(x_t)\| \le \varepsilon)",
      .plain =
          "From a start where smoothness is far above that at the minimum, at least nine runs of "
          "ten of SLIP and BO-REP reach eps, and as many of stocBiO and VRBO diverge.",
      .assumptions = {"g is strongly convex in y; f is (L_0, L_1)-smooth with L_1 = 1",
                      "steps of stocBiO and VRBO are made for the smoothness L_0 at the minimum",
                      "a manual aim = 8 makes SLIP's and BO-REP's schedules for 8 eps"},
      .source = {.key = "gong2024slip",
                 .version = "arXiv 2412.20017 (abstract)",
                 .locus = "abstract: relaxed smoothness"},
      .kind = Kind::inequality,
      .convention = Convention::N,
      .evidence = EvidenceLevel::sampled,
      .expected = Verdict::supported,
      .method = "independent counted runs from one start at one accuracy; the share that ends as "
                "claimed, with the 95 % interval of Clopper and Pearson",
      .reduces_to = {},
      .not_shown = "rates, other growths; a fixed step made for the start would converge, and "
                   "depend on the start",
      .run = measure,
      .faults = {{"stocBiO said to converge", Verdict::refuted, fixed_steps_converge},
                 {"SLIP said to diverge", Verdict::refuted, normalised_steps_diverge},
                 {"a start near the minimum", Verdict::refuted, start_near_the_minimum}},
  };
}

} // namespace theory::gong2024_slip
