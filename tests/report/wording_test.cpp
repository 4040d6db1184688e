#include <assay/report/wording.hpp>

#include <catch2/catch.hpp>

#include <support/sample_ledger.hpp>

using namespace assay;

namespace {

constexpr Kind kinds[] = {Kind::identity, Kind::order,      Kind::inequality,
                          Kind::exponent, Kind::upper_rate, Kind::lower_rate};
constexpr EvidenceLevel levels[] = {EvidenceLevel::exact, EvidenceLevel::certified,
                                    EvidenceLevel::precise, EvidenceLevel::exact_law,
                                    EvidenceLevel::sampled};
constexpr Verdict verdicts[] = {Verdict::supported, Verdict::refuted, Verdict::inconclusive,
                                Verdict::vacuous};

bool says(const std::string& text, const char* word) {
  return text.find(word) != std::string::npos;
}

} // namespace

TEST_CASE("every verdict of every kind has words, and none claims a proof") {
  int seen = 0;
  for (const Kind kind : kinds) {
    for (const EvidenceLevel level : levels) {
      for (const Verdict verdict : verdicts) {
        const std::string text = finding(kind, level, verdict);
        CHECK_FALSE(text.empty());
        CHECK_FALSE(says(text, "prove"));
        CHECK_FALSE(says(text, "proof"));
        CHECK_FALSE(says(text, "true"));
        ++seen;
      }
    }
  }
  CHECK(seen == 6 * 5 * 4);
}

TEST_CASE("of a statement that is source only nothing was measured, and its words say so") {
  Claim claim = sample::jobs()[2].claim;
  CHECK(finding(claim, Verdict::inconclusive) ==
        finding(claim.kind, claim.evidence, Verdict::inconclusive));
  claim.open = "the proof, which was not read";
  CHECK(finding(claim, Verdict::inconclusive) ==
        "source only: not decided here; what would decide it: the proof, which was not read");
  for (const Verdict verdict : {Verdict::supported, Verdict::refuted, Verdict::vacuous}) {
    CHECK(finding(claim, verdict) == finding(claim.kind, claim.evidence, verdict));
  }
}

TEST_CASE("a finite experiment supports an order or a rate and does not settle it") {
  for (const Kind kind : {Kind::order, Kind::upper_rate}) {
    for (const EvidenceLevel level : levels) {
      const std::string text = finding(kind, level, Verdict::supported);
      CHECK(says(text, "supported on these instances"));
      CHECK(says(text, "does not settle"));
    }
  }
}

TEST_CASE("an identity in rationals is exact for its instances, and only in rationals") {
  CHECK(says(finding(Kind::identity, EvidenceLevel::exact, Verdict::supported),
             "exact for these instances"));
  for (const EvidenceLevel level : levels) {
    if (level != EvidenceLevel::exact) {
      CHECK_FALSE(says(finding(Kind::identity, level, Verdict::supported), "exact"));
    }
  }
}

TEST_CASE("only rigorous evidence speaks of a counterexample") {
  CHECK(says(finding(Kind::inequality, EvidenceLevel::certified, Verdict::refuted),
             "counterexample"));
  CHECK_FALSE(
      says(finding(Kind::inequality, EvidenceLevel::sampled, Verdict::refuted), "counterexample"));
}

TEST_CASE("a verdict reads without colour, and what is not as expected is in capitals") {
  const Ledger ledger = sample::ledger();
  CHECK(verdict_text(ledger.results[0]) == "supported");
  CHECK(verdict_text(ledger.results[1]) == "refuted as expected");
  CHECK(verdict_text(ledger.results[2]) == "inconclusive as expected");
  CHECK(verdict_text(ledger.results[3]) == "REFUTED (expected supported)");
  CHECK(verdict_text(ledger.results[4]) == "VACUOUS (expected supported)");
  CHECK(verdict_text(ledger.results[5]) == "BROKEN");
  ClaimResult escaped = ledger.results[0];
  escaped.faults[0].judgement.verdict = Verdict::supported;
  CHECK(verdict_text(escaped) == "supported, A FAULT ESCAPED");
}

TEST_CASE("an upper rate that is supported is tight or not, and by how much; nothing else is") {
  const Row near{.relation = Relation::at_most,
                 .claimed = 4,
                 .measured = Quantity(3.9),
                 .lo = Quantity(3.8),
                 .hi = Quantity(4.05),
                 .tolerance = Quantity(ratio(1, 10))};
  const Claim rate{.kind = Kind::upper_rate};
  CHECK(tightness(rate, near) == "tight");
  Row far = near;
  far.hi = far.measured = far.lo = Quantity(3.456);
  CHECK(tightness(rate, far) == "not tight here, by 0.54");
  CHECK(tightness({.kind = Kind::inequality}, far).empty());
  far.claimed = 3;
  CHECK(tightness(rate, far).empty()); // refuted
}

TEST_CASE("the summary starts with the counts and counts every claim once") {
  CHECK(summary(sample::ledger()) ==
        "6 claims: 1 supported, 2 refuted, 1 inconclusive, 1 vacuous, 1 broken; 6 of 6 planted "
        "faults caught; 3 NOT AS EXPECTED");
}

TEST_CASE("a result is repeated by one command") {
  Claim claim = sample::jobs()[0].claim;
  CHECK(reproduce(claim, Effort{}) == "assay verify alpha/good --effort normal --seed 1");
  CHECK(reproduce(claim, Effort{.seed = 7, .digits = 60, .orders = {1, 2, 4, 5, 6}}) ==
        "assay verify alpha/good --effort normal --seed 7 --digits 60 --p 1,2,4..6");
  claim.evidence = EvidenceLevel::sampled;
  CHECK(reproduce(claim, Effort{.level = Effort::smoke}) ==
        "assay verify alpha/good --effort smoke --seed 1");
  CHECK(reproduce(claim, Effort{.level = Effort::full}) ==
        "assay verify alpha/good --effort full --seed 1 --evidence sampled");
}
