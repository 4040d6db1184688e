/// Hessian products of one stocBiO series.
///
/// Statement    Batches |B_(Q+1-j)| = B Q (1 - eta mu)^(j-1), j = 1..Q, sum to at most
///              B Q/(eta mu); rounded up to integers, to at most Q more.
/// Assumptions  0 < eta mu <= 1.
/// Source       ji2021stocbio (arXiv 2010.07962, recollected), the batches of its estimator.
/// Reduces to   eta mu = 1: one batch of B Q.
/// Measured     both sums, exact, over a grid of B, Q and eta mu.
/// Refuted by   constant batches of size B Q; eta mu dropped from the bound.
/// Not shown    that these batches suffice for the variance.
#include <assay/claims/claim.hpp>

namespace theory::ji2021_stocbio {
namespace {

using namespace assay;

/// Size of batch j = 1..Q before rounding, and the bound on the sum.
using Batch = std::function<Rational(int j, int bq, const Rational& contraction)>;
using Limit = std::function<Rational(int bq, const Rational& rate)>;

Rational shrinking(int j, int bq, const Rational& contraction) {
  return bq * power(contraction, j - 1);
}

Rational ceiling(const Rational& value) {
  const Integer down = numerator(value) / denominator(value);
  return Rational(down) < value ? Rational(Integer(down + 1)) : Rational(down);
}

/// The worst ratio of a sum to its limit over Q = 1..longest, B = 3.
std::vector<Row> ratios(const Rational& rate, int longest, const Batch& batch, const Limit& limit) {
  Rational exact = 0;
  Rational rounded = 0;
  for (int terms = 1; terms <= longest; ++terms) {
    const int bq = 3 * terms;
    Rational sum = 0;
    Rational up = 0;
    for (int j = 1; j <= terms; ++j) {
      sum += batch(j, bq, 1 - rate);
      up += ceiling(batch(j, bq, 1 - rate));
    }
    exact = std::max(exact, Rational(sum / limit(bq, rate)));
    rounded = std::max(rounded, Rational(up / (limit(bq, rate) + terms)));
  }
  std::vector<Row> rows = {
      exact_row("sum over limit, eta mu = " + rate.str(), Relation::at_most, 1, exact),
      exact_row("rounded up, eta mu = " + rate.str(), Relation::at_most, 1, rounded)};
  for (Row& row : rows) {
    row.cases = static_cast<std::size_t>(longest);
  }
  return rows;
}

Evidence check(const Effort& effort, const Batch& batch, const Limit& limit) {
  Evidence evidence;
  for (const Rational& rate : {ratio(1, 10), ratio(1, 3), ratio(1, 1)}) {
    for (Row& row : ratios(rate, effort.pick(0, 6, 20, 40), batch, limit)) {
      evidence.rows.push_back(std::move(row));
    }
  }
  evidence.instances = {"B = 3; eta mu = 1/10, 1/3, 1"};
  return evidence;
}

Rational geometric(int bq, const Rational& rate) { return bq / rate; }

std::function<Evidence(const Effort&)> with(const Batch& batch, const Limit& limit) {
  return [batch, limit](const Effort& effort) { return check(effort, batch, limit); };
}

} // namespace

Claim series_batches() {
  const Batch constant = [](int, int bq, const Rational&) { return Rational(bq); };
  const Limit without_rate = [](int bq, const Rational&) { return Rational(bq); };
  return {.id = "ji2021_stocbio/series_batches",
          .title = "Hessian products of one stocBiO series",
          .latex = R"(\sum_{j=1}^{Q} BQ(1 - \eta\mu)^{j-1} \le \frac{BQ}{\eta\mu})",
          .plain = "The batches B Q (1 - eta mu)^(j-1), j = 1..Q, of stocBiO's estimator sum to at "
                   "most B Q/(eta mu), and rounded up to integers to at most Q more.",
          .assumptions = {"0 < eta mu <= 1", "the batch sizes are recollected from the literature"},
          .source = {.key = "ji2021stocbio",
                     .version = "arXiv 2010.07962 (recollected)",
                     .locus = "batches of the hyper-gradient estimator"},
          .kind = Kind::inequality,
          .method = "both sums in rational arithmetic over a grid of Q and eta mu",
          .reduces_to = {"eta mu = 1: one batch of B Q"},
          .not_shown = "that these batches suffice for the variance",
          .run = with(shrinking, geometric),
          .faults = {
              {"constant batches", Verdict::refuted, with(constant, geometric)},
              {"eta mu dropped from the bound", Verdict::refuted, with(shrinking, without_rate)}}};
}

} // namespace theory::ji2021_stocbio
