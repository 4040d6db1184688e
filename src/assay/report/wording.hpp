#pragma once
#include <assay/claims/ledger.hpp>

#include <string>

/// The words of a report: what a verdict means for a kind of claim and a strength of evidence.
///
/// A finite experiment supports a rate and never settles it; an identity in rationals is exact for
/// the instances it was computed on; a counterexample does settle that a statement fails.
namespace assay {

/// One clause: what this verdict says of a claim of this kind, by this evidence.
std::string finding(Kind kind, EvidenceLevel evidence, Verdict verdict);
/// The same for a claim: of one that is source only nothing was measured, and it says so.
std::string finding(const Claim& claim, Verdict verdict);

/// A short word for the table: "supported", "refuted as expected", "REFUTED (expected supported)",
/// "supported, a fault escaped", "BROKEN".
std::string verdict_text(const ClaimResult& result);

/// Of an upper rate that is supported: "tight" where the interval reaches the claimed exponent,
/// else "not tight here, by 0.54"; "" of anything else.
std::string tightness(const Claim& claim, const Row& row);
/// How far an interval stays below an upper rate, rounded down to hundredths; 0 where it reaches
/// it.
double not_tight_by(double claimed, double upper);

/// The command that repeats this result: "assay verify a/b --effort normal --seed 1".
std::string reproduce(const Claim& claim, const Effort& effort);

/// "chen2026f2sap, Lemma 3.1".
std::string source_text(const Source& source);

/// The largest working precision a result used, in digits; 0 if all of it is exact.
int digits_used(const ClaimResult& result);

/// The first line of every report: "3 claims: 2 supported, 1 refuted as expected; 8 of 8 planted
/// faults caught; all as expected".
std::string summary(const Ledger& ledger);

/// {1,2,4,5,6,7,8} as "1,2,4..8".
std::string list_text(const std::vector<int>& numbers);

} // namespace assay
