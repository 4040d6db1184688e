#include "verify.hpp"

#include <assay/audit/audit.hpp>
#include <assay/claims/registry.hpp>
#include <assay/error.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/stencil.hpp>
#include <assay/report/version.hpp>

#include <fmt/format.h>

#include "console.hpp"
#include "exit.hpp"
#include "files.hpp"
#include "reports.hpp"
#include "select.hpp"
#include <algorithm>
#include <array>
#include <unistd.h>

namespace assay::cli {
namespace {

constexpr int fewest_digits = 15;
constexpr int most_digits = 1000;
constexpr int largest_order = 1000;

Effort read_effort(const VerifyOptions& options) {
  Effort effort{.level = audit::effort_named(options.effort),
                .seed = options.seed,
                .digits = options.digits,
                .orders = {}};
  if (options.digits) {
    need(*options.digits >= fewest_digits && *options.digits <= most_digits,
         fmt::format("--digits {}: must lie in {}..{}", *options.digits, fewest_digits,
                     most_digits));
  }
  if (!options.orders.empty()) {
    effort.orders = parse_list(options.orders, 1, largest_order);
  }
  return effort;
}

EvidenceLevel read_evidence(const std::string& text) {
  for (const EvidenceLevel level :
       {EvidenceLevel::exact, EvidenceLevel::certified, EvidenceLevel::precise,
        EvidenceLevel::exact_law, EvidenceLevel::sampled}) {
    if (text == name(level)) {
      return level;
    }
  }
  throw InvalidArgument("--evidence " + text +
                        ": write exact, certified, precise, exact-law or sampled");
}

std::vector<Claim> pick(const std::vector<std::string>& globs, const std::vector<Claim>& claims) {
  std::vector<bool> picked(claims.size(), globs.empty());
  for (const std::string& glob : globs) {
    bool any = false;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      ids.push_back(claims[i].id);
      if (picks(glob, claims[i].id)) {
        picked[i] = any = true;
      }
    }
    need_match(any, glob, ids);
  }
  std::vector<Claim> result;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (picked[i]) {
      result.push_back(claims[i]);
    }
  }
  return result;
}

Stencil named_stencil(const std::string& text) {
  try {
    return parse_stencil(text);
  } catch (const InvalidArgument& error) {
    const bool one_node = text.find(' ') == std::string::npos; // the others are other arguments
    throw InvalidArgument(
        "--stencil " + shell_word(text) + ": " + error.what() +
        (one_node ? "; write one argument, as in --stencil=\"-1:-1/2 1:1/2\"" : ""));
  }
}

int verify_stencils(const VerifyOptions& options) {
  need(options.claims.empty(), "give --stencil or claims, not both");
  need(options.format == "text" || options.format == "json",
       "--stencil is reported as text or json, not " + options.format);
  std::string text;
  for (const std::string& stencil : options.stencils) {
    const StencilReport report = examine(named_stencil(stencil));
    text += (text.empty() || options.format == "json" ? "" : "\n") +
            (options.format == "json" ? to_json(report) : to_text(report));
  }
  print(text);
  return as_expected;
}

} // namespace

std::vector<Claim> all_claims() {
  std::vector<Claim> claims;
  for (const RegisteredClaim& entry : registered_claims()) {
    claims.push_back(entry.make());
  }
  std::sort(claims.begin(), claims.end(),
            [](const Claim& a, const Claim& b) { return a.id < b.id; });
  return claims;
}

std::vector<Job> select_jobs(const VerifyOptions& options, const std::vector<Claim>& claims) {
  const Effort effort = read_effort(options);
  const bool own_choice = !options.evidence.empty();
  const EvidenceLevel weakest =
      own_choice ? read_evidence(options.evidence) : EvidenceLevel::sampled;
  std::vector<Job> jobs;
  for (Claim& claim : pick(options.claims, claims)) {
    if (claim.evidence > weakest) {
      continue;
    }
    Effort own = effort;
    if (!own_choice && claim.evidence == EvidenceLevel::sampled) {
      own.level = Effort::smoke; // by default a quick subset; --evidence sampled asks for it all
    }
    jobs.push_back({std::move(claim), std::move(own)});
  }
  need(!jobs.empty(),
       claims.empty() ? "this build has no claims"
                      : "no claim that matches has evidence " + options.evidence + " or stronger");
  return jobs;
}

int verify(const VerifyOptions& options) {
  if (!options.stencils.empty()) {
    return verify_stencils(options);
  }
  const Clock clock;
  std::vector<Job> jobs = select_jobs(options, all_claims());
  prepare_folder(options.out);
  catch_signals();
  Progress progress(options.quiet);
  Ledger ledger = run_ledger(
      std::move(jobs),
      {.threads = options.threads,
       .on_claim = [&progress](const ClaimResult& result, std::size_t done,
                               std::size_t total) { progress.show(result, done, total); },
       .stop = [] { return caught_signal() != 0; }});
  progress.finish();
  ledger.effort = read_effort(options);
  int code = exit_code(ledger);
  if (caught_signal() != 0) {
    code = worse(code, interrupted + caught_signal());
  }
  return report(ledger, options, clock, code);
}

} // namespace assay::cli
