#pragma once
#include <assay/audit/audit.hpp>
#include <assay/report/text.hpp>

#include <string>

/// The certificate of an audit in every format. Same certificate, same bytes.
namespace assay {

/// Findings first, then what is undecided, then the checklist.
std::string to_text(const audit::Certificate& certificate, const TextStyle& style);
/// By reports/schema/certificate.json.
std::string to_json(const audit::Certificate& certificate);
std::string to_markdown(const audit::Certificate& certificate);
/// One self-contained page: no network, no script.
std::string to_html(const audit::Certificate& certificate);
/// One case a check, with its instance and the command that repeats it. failure: a finding.
/// skipped: not applicable, undecided or not run.
std::string to_junit(const audit::Certificate& certificate);

/// "passed", "FINDING", "inconclusive", "not applicable", "not run".
std::string outcome_text(audit::Outcome outcome);
/// "2 findings, 1 inconclusive; 33 passed, 5 not applicable (1 by design)".
std::string summary(const audit::Certificate& certificate);
/// The command that repeats one check.
std::string reproduce(const audit::Certificate& certificate, const audit::Check& check);
/// What an audit can be wrong about, and how often.
std::string error_text(const audit::Certificate& certificate);

} // namespace assay
