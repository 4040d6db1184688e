#pragma once
#include <assay/claims/claim.hpp>
#include <assay/measure/schedule.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Claims about exponents: the parameters a paper prescribes, multiplied out, against the total it
/// states.
///
/// Error   none: exponents are rationals, or functions of p with rational coefficients.
/// Source  one file theory/<paper>/<claim>.cpp for each total; measure/schedule.hpp has the text.
namespace assay {

/// One count of the method: `product` of the schedule's names must have the leading order
/// `claimed` (empty: no parameters are prescribed, only the total). `in_norms`, for totals in
/// convention Q only, is the same total for E||.|| <= eps where `claimed` is for E||.||^2 <= eps.
struct Total {
  std::string counter;
  std::string product;
  std::string claimed;
  std::string in_norms;
};

/// How the parts of an error compare with what the accuracy allows.
enum class Fit {
  meets, ///< each part has exactly the target's exponents: the parameter is forced
  within ///< each part is at most of the target's order in eps
};

/// A balance that fixes a parameter: each part of the error against the error allowed.
struct Balance {
  std::string what;
  std::string parts;
  std::string target;
  Fit fit = Fit::meets;
};

enum class Bound { upper, lower };

struct ExponentStudy {
  std::vector<std::string> schedule;
  std::vector<Balance> balances;
  std::vector<Total> totals;
  int first_order = 1;
  int last_order = 0;      ///< also looked at one by one: p = first..last; 0: no p in the statement
  bool symbolic = true;    ///< compared as functions of p, that is for every p
  bool count_logs = false; ///< else log factors are ignored, as in O~
  /// p = c log/loglog grows as eps goes to 0: compared there.
  std::optional<GrowingOrder> growing = {};
  Bound bound = Bound::upper;
  std::string open; ///< not empty: the parameters are not prescribed; what would decide it
};

/// One planted change of a study.
using Change = std::function<void(ExponentStudy&)>;
/// Replaces the line that defines the same name.
Change with_line(std::string line);
/// Replaces what a counter is claimed to cost, or its restatement in norms, or its product.
Change with_claim(const std::string& counter, const std::string& claimed);
Change with_norms(const std::string& counter, const std::string& in_norms);
Change with_product(const std::string& counter, const std::string& product);
/// Looks at p = first..last only.
Change with_orders(int first, int last);

struct Slip {
  std::string name;
  Change change;
  Verdict must_be = Verdict::refuted;
};

struct ExponentClaim {
  std::string id;
  std::string title;
  std::string plain;
  std::vector<std::string> assumptions;
  Source source;
  Convention convention = Convention::N;
  Verdict expected = Verdict::supported;
  ExponentStudy study;
  std::vector<Slip> slips;
  std::vector<std::string> reduces_to;
  std::string not_shown;
};

/// The claim, its statement in LaTeX and its method written from the study itself.
/// Throws InvalidArgument where a total in convention N carries a restatement in norms.
Claim make_claim(const ExponentClaim& text);

/// The rows of a study; none at effort starved.
Evidence examine(const ExponentStudy& study, const Effort& effort);

} // namespace assay
