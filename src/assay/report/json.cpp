#include <assay/report/json.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/numbers.hpp>
#include <assay/report/version.hpp>
#include <assay/report/wording.hpp>

#include <algorithm>

namespace assay {
namespace {

/// Digits of the decimal string of an exact value that no double holds.
constexpr int exact_digits = 40;

int row_digits(const Row& row) { return row.digits > 0 ? row.digits : exact_digits; }

Json row_json(const Row& row) {
  const int digits = row_digits(row);
  Json json = {{"instance", row.instance},
               {"p", row.p},
               {"relation", name(row.relation)},
               {"claimed", json_number(row.claimed, digits, Rounding::nearest)},
               {"tolerance", json_number(row.tolerance, digits, Rounding::nearest)},
               {"measured", json_number(row.measured, digits, Rounding::nearest)},
               {"lo", json_number(row.lo, digits, Rounding::down)},
               {"hi", json_number(row.hi, digits, Rounding::up)},
               {"digits", row.digits},
               {"cases", row.cases},
               {"verdict", name(judge(row))}};
  if (!row.note.empty()) {
    json["note"] = row.note;
  }
  return json;
}

/// claimed, measured and interval of the row that decides, as far as there is one.
void add_worst_row(Json& json, const ClaimResult& result) {
  if (!result.judgement.worst) {
    json["claimed"] = "none";
    json["measured"] = "none";
    json["interval"] = {"-inf", "inf"};
    return;
  }
  const Row& row = result.evidence.rows[*result.judgement.worst];
  const int digits = row_digits(row);
  json["claimed"] = json_number(row.claimed, digits, Rounding::nearest);
  json["measured"] = json_number(row.measured, digits, Rounding::nearest);
  json["interval"] = {json_number(row.lo, digits, Rounding::down),
                      json_number(row.hi, digits, Rounding::up)};
}

Json faults_json(const ClaimResult& result) {
  Json faults = Json::array();
  for (const FaultResult& fault : result.faults) {
    faults.push_back({{"name", fault.name},
                      {"must_be", name(fault.must_be)},
                      {"verdict", name(fault.judgement.verdict)},
                      {"reason", fault.judgement.reason}});
  }
  return faults;
}

Json claim_json(const ClaimResult& result) {
  const Claim& claim = result.claim;
  Json json = {{"id", claim.id},
               {"paper", claim.paper()},
               {"source_key", claim.source.key},
               {"locus", claim.source.locus},
               {"source_version", claim.source.version},
               {"title", claim.title},
               {"statement", claim.plain},
               {"latex", claim.latex},
               {"assumptions", claim.assumptions},
               {"kind", name(claim.kind)},
               {"convention", name(claim.convention)},
               {"evidence", name(claim.evidence)},
               {"expected", name(claim.expected)},
               {"verdict", name(result.judgement.verdict)},
               {"finding", finding(claim, result.judgement.verdict)},
               {"reason", result.judgement.reason},
               {"remark", result.evidence.remark}};
  add_worst_row(json, result);
  json["cases"] = result.judgement.cases;
  Json rows = Json::array();
  for (const Row& row : result.evidence.rows) {
    rows.push_back(row_json(row));
  }
  json["rows"] = std::move(rows);
  json["reduces_to"] = claim.reduces_to;
  json["digits"] = digits_used(result);
  json["instances"] = result.evidence.instances;
  json["method"] = claim.method;
  json["not_shown"] = claim.not_shown;
  json["faults"] = faults_json(result);
  json["as_expected"] = result.as_expected();
  if (!result.broken.empty()) {
    json["broken"] = result.broken;
  }
  json["effort"] = name(result.effort.level);
  json["reproduce"] = reproduce(claim, result.effort);
  return json;
}

} // namespace

std::string to_json(const Ledger& ledger) {
  int digits = 0;
  Json claims = Json::array();
  for (const ClaimResult& result : ledger.results) {
    digits = std::max(digits, digits_used(result));
    claims.push_back(claim_json(result));
  }
  return json_text({{"schema", "assay/ledger/1"},
                    {"version", version()},
                    {"seed", ledger.effort.seed},
                    {"effort", name(ledger.effort.level)},
                    {"digits", ledger.effort.digits_or(digits)},
                    {"claims", std::move(claims)},
                    {"not_run", ledger.not_run}});
}

} // namespace assay
