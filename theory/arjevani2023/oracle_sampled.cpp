/// The Bernoulli oracle, as it is drawn, has the mean and the variance of its two-point law.
///
/// Statement    the factor z/p of the entry after prog_{1/4}(x/lambda) has mean 1, its square
/// deviation
///              mean (1-p)/p, for single calls and for batches.
/// Assumptions  none.
/// Source       arjevani2023, section 3: the oracle's lemma.
/// Reduces to   arjevani2023/oracle_moments, which has the law itself.
/// Measured     the library's ZeroChainOracle on separable with T = 8, p = 1/4. Single calls: z is
/// 0 or
///              1, so Hoeffding's interval at error probability 1e-9 holds for the mean of z/p in
///              {0, 4} and of (z/p - 1)^2 in {1, 9}. Batches of 4096: z is a mean of as many, the
///              same.
/// Refuted by   p taken twice as large in the division; a batch that reuses one draw.
/// Not shown    independence between calls beyond what the variance of batches shows.
#include <assay/oracles/zero_chain_oracle.hpp>

#include "certify.hpp"

namespace theory::arjevani2023 {
namespace {

constexpr double error_probability = 1e-9;

struct Draws {
  double chance_used = 0.25; ///< the p that z is divided by
  bool repeated = false;     ///< a batch is one draw taken many times
};

/// Half of Hoeffding's interval for the mean of n numbers within a range of that width.
double half_width(double range, double n) {
  return range * std::sqrt(std::log(2 / error_probability) / (2 * n));
}

Row sampled_row(
    std::string what, double claimed, double tolerance, double mean, double half, int draws) {
  Row row{.instance = std::move(what),
          .relation = Relation::equal,
          .claimed = Quantity(claimed),
          .measured = Quantity(mean),
          .lo = Quantity(mean - half),
          .hi = Quantity(mean + half),
          .tolerance = Quantity(tolerance),
          .note = "Hoeffding's interval at error probability 1e-9"};
  row.cases = static_cast<std::size_t>(draws);
  return row;
}

Evidence check(const Effort& effort, const Draws& how) {
  Evidence evidence;
  evidence.instances = {"separable: T = 8, p = 1/4"};
  const int draws = effort.pick(16, 16384, 16384, 262144);
  const Separable instance{.gap = 7296 * 8, .deviation = 92, .accuracy = 1};
  Vector<double> x = zeros<double>(8);
  x(0) = 900; // prog_{1/4}(x/304) = 1
  const double truth = instance.grad_x_f(x, zeros<double>(1))(1);
  ZeroChainOracle oracle(instance, effort.seed, 0);
  double mean = 0;
  double square_deviation = 0;
  for (int k = 0; k < draws; ++k) {
    const double factor = oracle.gradient(x)(1) / truth * (0.25 / how.chance_used);
    mean += factor / draws;
    square_deviation += (factor - 1) * (factor - 1) / draws;
  }
  evidence.rows.push_back(sampled_row("mean of z/p", 1, 0.2, mean, half_width(4, draws), draws));
  evidence.rows.push_back(
      sampled_row("mean of (z/p - 1)^2", 3, 0.4, square_deviation, half_width(8, draws), draws));
  constexpr int batch = 4096;
  const double factor = oracle.gradient(x, how.repeated ? 1 : batch)(1) / truth;
  const int batched = effort.level == Effort::starved ? 0 : batch;
  evidence.rows.push_back(
      sampled_row("z/p of one batch of 4096", 1, 0.4, factor, half_width(4, batch), batched));
  return evidence;
}

Evidence measure(const Effort& effort) { return check(effort, {}); }
Evidence doubled(const Effort& effort) { return check(effort, {.chance_used = 0.5}); }
Evidence repeated(const Effort& effort) { return check(effort, {.repeated = true}); }

} // namespace

Claim oracle_sampled() {
  return {
      .id = "arjevani2023/oracle_sampled",
      .title = "The Bernoulli oracle as it is drawn",
      .latex = R"(\mathbb{E}\,z/p = 1, \quad \mathbb{E}(z/p - 1)^2 = (1-p)/p)",
      .plain = "The oracle that the solvers will be given draws its noise with the mean and the "
               "variance of its two-point law, alone and in batches.",
      .assumptions = {},
      .source = lower_bound_paper("section 3, lemma on the oracle"),
      .kind = Kind::identity,
      .convention = Convention::none,
      .evidence = EvidenceLevel::sampled,
      .expected = Verdict::supported,
      .method = "sample means with Hoeffding's interval at error probability 1e-9",
      .reduces_to = {"arjevani2023/oracle_moments: the law itself"},
      .not_shown = "independence between calls, beyond what a batch's mean shows",
      .run = measure,
      .faults = {{"divided by twice p", Verdict::refuted, doubled},
                 {"a batch that repeats one draw", Verdict::refuted, repeated}},
  };
}

} // namespace theory::arjevani2023
