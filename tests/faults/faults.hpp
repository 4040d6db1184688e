#pragma once
#include <assay/audit/subject.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

/// Solvers that are wrong on purpose, to see whether the audit finds it.
///
/// A family is one method, written here once, with a switch: `Fault::none` is the honest twin,
/// every other value one mistake in the same code. All of them declare what the honest twin
/// declares, and run on the schedule of the built-in method of the same kind.
namespace assay::faults {

enum class Fault {
  none,
  // finite differences
  coefficient,
  node,
  nu_squared,
  wide,
  one_sided,
  plus_and_minus,
  aliased_node,
  f_at_other_node,
  g_before_inner_loop,
  growing_shift,
  node_sees_next_x,
  uses_product,
  independent_outer,
  // any lower loop
  reset_warm_start,
  averaged_loop,
  one_more_inner_step,
  same_inner_sample,
  outer_reuses_inner_sample,
  lower_point_ignored,
  growing_inner_step,
  clips_inner,
  ignores_y0,
  // any estimate
  no_grad_x_f,
  doubled,
  stale_x,
  stale_y,
  batch_summed,
  batch_of_one,
  shows_another,
  zero_estimate_bias,
  keeps_last_sample,
  clips_estimate,
  // any step
  not_normalised,
  step_doubled,
  ascends,
  overshoots,
  hidden_momentum,
  stands_still,
  trust_ratio,
  pulled_to_start,
  // the contract
  fixed_samples,
  leaks_through_static,
  private_generator,
  swallows_budget,
  wrong_size,
  throws_late,
  not_finite,
  knows_the_instance,
  right_where_public,
  needs_mu,
  throws_on_large,
  // series
  missing_scale,
  doubled_scale,
  series_from_one,
  same_factor_sample,
  transposed,
  sign_of_v,
  jacobian_at_start,
  gradient_at_start,
  hessian_at_start,
  fixed_length,
  skips_terms,
  // recursions
  system_reset,
  system_without_step,
  // memory
  no_correction,
  correction_doubled,
  correction_of_other_samples,
  starts_at_zero,
  forgets_nothing,
  correction_at_wrong_point,
  memory_not_updated,
  mean_not_updated,
  plain_memory,
  late_in_period,
  uneven_steps,
  clips_coordinates,
  // schedules
  batch_exponent,
  step_exponent,
  step_unit,
  nu_exponent,
  step_grows_with_loop,
  noise_exponent,
  cost_exponent,
};

/// A schedule: what the built-in method's plan prints.
using Values = std::map<std::string, double>;

struct Mutant {
  std::string name; ///< with the family's, unique: "f2sa_p/nu_squared"
  Fault fault = Fault::none;
  std::string what; ///< the mistake, in a few words
};

struct Family {
  std::string name;
  std::vector<Mutant> mutants;
  std::function<audit::Subject(Fault)> subject; ///< `none`: the honest twin
};

/// A correct solver of an unusual kind.
struct Odd {
  std::string name;
  std::string what; ///< is odd about it, in a few words
  audit::Subject subject;
};

std::vector<Odd> odd_solvers();

/// Every family of this folder.
std::vector<Family> families();

Family difference_family(); ///< F2SA-p
Family penalty_family();    ///< F2BA
Family silent_family();     ///< F2BA, showing x alone
Family neumann_family();    ///< stocBiO
Family silent_neumann();    ///< stocBiO, showing x alone
Family truncation_family(); ///< BSA
Family recursion_family();  ///< SOBA
Family momentum_family();   ///< SLIP
Family storm_family();      ///< MRBO
Family spider_family();     ///< VRBO
Family saga_family();       ///< SABA

/// Keeps everything but x to itself.
class Silent {
public:
  explicit Silent(AnySolver inner) : inner_(std::move(inner)) {}

  void start(Oracle& oracle) { inner_.start(oracle); }
  void step(Oracle& oracle) { inner_.step(oracle); }
  [[nodiscard]] const Vector<double>& x() const { return inner_.x(); }

private:
  AnySolver inner_;
};

struct Setting {
  Fault fault = Fault::none;
  Values values;
  Facts facts;
};

/// The built-in method's declaration and schedule around another implementation.
audit::Subject like(const std::string& built_in,
                    Fault fault,
                    const std::function<AnySolver(const Setting&)>& make);

} // namespace assay::faults
