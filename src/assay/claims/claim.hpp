#pragma once
#include <assay/claims/evidence.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A claim: a statement of the literature, how it is measured, and the faults that must not pass.
///
/// One file theory/<paper>/<claim>.cpp defines one function `assay::Claim <claim>()` in namespace
/// `theory::<paper>`; the build finds it. A claim outside our tree is judged the same way
/// (judge.hpp).
namespace assay {

/// identity    two expressions are equal            order       an error behaves like nu^p
/// inequality  a bound holds                        exponent    a product of powers has this
/// exponent upper_rate  a cost grows at most like eps^-a     lower_rate  a cost grows at least like
/// eps^-a
enum class Kind { identity, order, inequality, exponent, upper_rate, lower_rate };

/// N: E||grad phi|| <= eps.  Q: E||grad phi||^2 <= eps.  own: a metric of its own.  none: no
/// accuracy.
enum class Convention { N, Q, own, none };

/// Strength of evidence, strongest first.
///
/// exact      rational arithmetic, error zero             certified  interval enclosures
/// precise    at least 50 digits                          exact_law  expectations in closed form
/// sampled    Monte Carlo
enum class EvidenceLevel { exact, certified, precise, exact_law, sampled };

enum class Verdict { supported, refuted, inconclusive, vacuous };

std::string_view name(Kind kind);
std::string_view name(Convention convention);
std::string_view name(EvidenceLevel level);
std::string_view name(Verdict verdict);

/// How much work a check may do.
///
/// `starved` is what tests use: too little to decide anything, and every claim must say so.
struct Effort {
  enum Level { starved, smoke, normal, full };
  Level level = normal;
  std::uint64_t seed = 1;
  std::optional<int> digits; ///< working digits asked for, else the claim's own
  std::vector<int> orders;   ///< the orders p asked for; empty: the claim's own

  /// The value for this level, in the order starved, smoke, normal, full.
  template <class T> T pick(T at_starved, T at_smoke, T at_normal, T at_full) const {
    const T choices[] = {at_starved, at_smoke, at_normal, at_full};
    return choices[level];
  }
  [[nodiscard]] int digits_or(int own) const { return digits.value_or(own); }
  /// The asked orders among first..last; all of them if none was asked.
  [[nodiscard]] std::vector<int> orders_in(int first, int last) const;
};

std::string_view name(Effort::Level level);

/// A planted error and the verdict it must get.
struct Fault {
  std::string name;
  Verdict must_be = Verdict::refuted;
  std::function<Evidence(const Effort&)> run;
};

struct Source {
  std::string key;     ///< an entry of theory/references.bib
  std::string version; ///< which text was read: "arXiv v2, 2026-03-07"
  std::string locus;   ///< where in it: "Lemma 3.1"
};

struct Claim {
  std::string id = {}; ///< <paper>/<claim>, the file's path without .cpp
  std::string title = {};
  std::string latex = {}; ///< the statement, LaTeX, no dollar signs
  std::string plain = {}; ///< the statement in words
  std::vector<std::string> assumptions = {};
  Source source = {};
  Kind kind = Kind::identity;
  Convention convention = Convention::none;
  EvidenceLevel evidence = EvidenceLevel::exact;
  Verdict expected = Verdict::supported;
  std::string method = {};                  ///< how it is measured
  std::vector<std::string> reduces_to = {}; ///< special cases it must contain
  std::string not_shown = {};               ///< what this check leaves open
  std::string open = {};                    ///< source only: not decided here; what would decide it
  std::function<Evidence(const Effort&)> run = {};
  std::vector<Fault> faults = {};

  [[nodiscard]] std::string paper() const { return id.substr(0, id.find('/')); }
};

} // namespace assay
