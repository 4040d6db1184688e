#include <assay/report/html.hpp>
#include <assay/report/html_page.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/numbers.hpp>
#include <assay/report/version.hpp>
#include <assay/report/wording.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace assay {
namespace {

std::string esc(std::string_view text) { return escape_xml(text); }
std::string number(const std::string& text) { return esc(typeset(text)); }

/// How a verdict looks: good, known (false, and known to be), open or bad.
const char* tone(const ClaimResult& result) {
  if (!result.as_expected()) {
    return "bad";
  }
  switch (result.claim.expected) {
  case Verdict::supported:
    return "good";
  case Verdict::refuted:
    return "known";
  default:
    return "open";
  }
}

/// A mark before the word: neither needs colour.
std::string mark(const ClaimResult& result) {
  if (!result.broken.empty()) {
    return "\u26a0";
  }
  switch (result.judgement.verdict) {
  case Verdict::supported:
    return "\u2713";
  case Verdict::refuted:
    return "\u2717";
  case Verdict::inconclusive:
    return "?";
  case Verdict::vacuous:
    return "\u2205";
  }
  return {};
}

std::string verdict_span(const ClaimResult& result) {
  return fmt::format("<span class=\"verdict {}\">{} {}</span>", tone(result), mark(result),
                     esc(verdict_text(result)));
}

std::string anchor(const Claim& claim) {
  std::string id = claim.id;
  std::replace(id.begin(), id.end(), '/', '-');
  return esc(id);
}

const Row* deciding_row(const ClaimResult& result) {
  return result.judgement.worst ? &result.evidence.rows[*result.judgement.worst] : nullptr;
}

std::string tile(const char* tone, std::size_t count, const char* what) {
  return fmt::format("<li class=\"{}\"><strong>{}</strong><span>{}</span></li>\n", tone, count,
                     what);
}

std::string tiles(const Ledger& ledger) {
  std::size_t good = 0;
  std::size_t known = 0;
  std::size_t open = 0;
  std::size_t bad = 0;
  for (const ClaimResult& result : ledger.results) {
    const std::string_view kind = tone(result);
    ++(kind == "good" ? good : kind == "known" ? known : kind == "open" ? open : bad);
  }
  return "<ul class=\"counts\">\n" + tile("good", good, "\u2713 supported, as expected") +
         tile("known", known, "\u2717 refuted, as expected") +
         tile("open", open, "? undecided, as expected") +
         tile(bad == 0 ? "good" : "bad", bad, "\u26a0 not as expected") + "</ul>\n";
}

std::string head(const Ledger& ledger) {
  const Effort& effort = ledger.effort;
  std::string facts = fmt::format("assay <b>{}</b> \u00b7 effort <b>{}</b> \u00b7 seed <b>{}</b>",
                                  version(), name(effort.level), effort.seed);
  if (effort.digits) {
    facts += fmt::format(" \u00b7 digits <b>{}</b>", *effort.digits);
  }
  if (!effort.orders.empty()) {
    facts += fmt::format(" \u00b7 orders <b>{}</b>", list_text(effort.orders));
  }
  return "<h1>Ledger of claims</h1>\n<p class=\"lead\">Each statement of the theory of bilevel "
         "optimisation below was checked by the strongest arithmetic that can decide it, and each "
         "check was seen to reject the errors planted in it.</p>\n<p class=\"facts\">" +
         facts + "</p>\n" + tiles(ledger) + "<p class=\"outcome\">" + esc(summary(ledger)) +
         ".</p>\n";
}

constexpr const char* legend =
    R"html(<details class="legend"><summary>How to read this page</summary>
<dl>
<dt>Verdict</dt><dd>supported: every measured interval satisfies the claim. refuted: one lies wholly outside it; for a statement in circulation that is false, that is the expected outcome. inconclusive: an interval straddles the border. vacuous: the check looked at nothing, which is always a failure.</dd>
<dt>Evidence</dt><dd>exact: rational arithmetic, no error at all. certified: enclosures with outward rounding. precise: at least 50 digits. exact-law: expectations in closed form. sampled: Monte Carlo with an interval.</dd>
<dt>Reach</dt><dd>An exact identity is exact for the instances it was computed on. A finite experiment supports a rate on what was run and cannot settle it; a counterexample does settle that a statement fails.</dd>
<dt>Convention</dt><dd>N: the expected norm of the gradient is at most &#949;. Q: its expected square is.</dd>
<dt>Planted faults</dt><dd>errors put into a check on purpose. Each names the verdict it must get; a check that lets one pass is not believed.</dd>
</dl></details>
)html";

std::string contents(const Ledger& ledger) {
  std::string text =
      "<h2 id=\"contents\">Contents</h2>\n<div class=\"contents\"><table>\n<thead><tr>"
      "<th>Claim</th><th>Source</th><th>Evidence</th><th>Claimed</th>"
      "<th>Measured</th><th>Verdict</th></tr></thead>\n<tbody>\n";
  std::string paper;
  for (const ClaimResult& result : ledger.results) {
    const Claim& claim = result.claim;
    if (claim.paper() != paper) {
      paper = claim.paper();
      text += fmt::format("<tr class=\"paper\"><td colspan=\"6\">{}/</td></tr>\n", esc(paper));
    }
    const Row* row = deciding_row(result);
    text += fmt::format(
        "<tr><td><a href=\"#{}\">{}</a></td><td>{}</td><td>{}</td><td class=\"number\">{}</td>"
        "<td class=\"number\">{}</td><td>{}</td></tr>\n",
        anchor(claim), esc(claim.title), esc(source_text(claim.source)), name(claim.evidence),
        row == nullptr ? "-" : number(claimed_text(*row)),
        row == nullptr ? "-" : number(measured_text(*row)), verdict_span(result));
  }
  return text + "</tbody></table></div>\n";
}

std::string formula(const Claim& claim, const Illustrations& illustrations) {
  if (claim.latex.empty()) {
    return {};
  }
  const auto found = illustrations.formulas.find(claim.latex);
  const std::string inside =
      found == illustrations.formulas.end()
          ? "<code>" + esc(claim.latex) + "</code>"
          : "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">" +
                found->second + "</math>";
  return "<div class=\"formula\">" + inside + "</div>\n";
}

std::string item(const char* title, const std::string& body) {
  return body.empty() ? std::string() : fmt::format("<dt>{}</dt><dd>{}</dd>\n", title, esc(body));
}

std::string items(const char* title, const std::vector<std::string>& bodies) {
  if (bodies.empty()) {
    return {};
  }
  std::string text = fmt::format("<dt>{}</dt><dd><ul>", title);
  for (const std::string& body : bodies) {
    text += "<li>" + esc(body) + "</li>";
  }
  return text + "</ul></dd>\n";
}

/// Which row decides, if there is a choice.
std::string where(const Row& row, std::size_t rows) {
  if (rows == 1) {
    return {};
  }
  return fmt::format(", the worst of {} rows: {}{}", rows, row.instance,
                     row.p > 0 ? fmt::format(", p = {}", row.p) : "");
}

std::string outcome(const ClaimResult& result) {
  const Claim& claim = result.claim;
  std::string text = "<p class=\"result\">";
  if (!result.broken.empty()) {
    return text + "A bug stopped this check: " + esc(result.broken) + "</p>\n";
  }
  if (const Row* row = deciding_row(result)) {
    text += fmt::format("Claimed <span class=\"number\">{}</span> \u00b7 measured <span "
                        "class=\"number\">{}</span>{}<br>\n",
                        number(claimed_text(*row)), number(measured_text(*row)),
                        esc(where(*row, result.evidence.rows.size())));
  }
  return text +
         esc(fmt::format("This claim: {}; {}.", finding(claim, result.judgement.verdict),
                         result.judgement.reason)) +
         "</p>\n";
}

std::string about(const ClaimResult& result) {
  const Claim& claim = result.claim;
  std::string kind(name(claim.kind));
  if (claim.convention != Convention::none) {
    kind += ", convention " + std::string(name(claim.convention));
  }
  const int digits = digits_used(result);
  return "<dl>\n" + items("Assumptions", claim.assumptions) +
         item("Source", source_text(claim.source) + " (" + claim.source.version + ")") +
         item("Kind", kind) +
         item("Evidence", std::string(name(claim.evidence)) +
                              (digits > 0 ? fmt::format(", {} digits", digits) : "")) +
         item("Method", claim.method) + items("Instances", result.evidence.instances) +
         items("Reduces to", claim.reduces_to) + item("Remark", result.evidence.remark) +
         item("Not shown", claim.not_shown) + "</dl>\n";
}

std::string faults(const ClaimResult& result) {
  if (result.faults.empty()) {
    return {};
  }
  std::string text = "<table><thead><tr><th>Planted fault</th><th>Must be</th><th>Came out</th>"
                     "</tr></thead><tbody>\n";
  for (const FaultResult& fault : result.faults) {
    text +=
        fmt::format("<tr><td>{}</td><td>{}</td><td class=\"verdict {}\">{} {}</td></tr>\n",
                    esc(fault.name), name(fault.must_be), fault.as_expected() ? "" : "bad",
                    fault.as_expected() ? "caught:" : "ESCAPED:", name(fault.judgement.verdict));
  }
  return text + "</tbody></table>\n";
}

std::string plots(const ClaimResult& result, const Illustrations& illustrations) {
  std::string text;
  for (const Plot& plot : result.evidence.plots) {
    const std::string stem = plot_stem(result.claim, plot);
    const auto found = illustrations.plots.find(stem);
    if (found == illustrations.plots.end()) {
      text += fmt::format("<p class=\"facts\">Plot not drawn: {}</p>\n", esc(plot.title));
      continue;
    }
    std::string curves;
    for (const Series& series : plot.series) {
      curves += (curves.empty() ? ": " : "; ") + series.label;
    }
    text += fmt::format("<figure><img alt=\"{}\" src=\"data:image/svg+xml;base64,{}\">\n"
                        "<figcaption>{}",
                        esc(plot.title + curves), base64(found->second.svg), esc(plot.title));
    if (!found->second.pdf.empty()) {
      text += fmt::format(" <a class=\"screen\" href=\"plots/{}.pdf\">PDF</a>", stem);
    }
    text += "</figcaption></figure>\n";
  }
  return text;
}

std::string rows(const ClaimResult& result) {
  if (result.evidence.rows.empty()) {
    return {};
  }
  const std::size_t count = result.evidence.rows.size();
  std::string text = fmt::format(
      "<details><summary>{}, {}</summary><div class=\"scroll\"><table><thead><tr><th>Instance"
      "</th><th>p</th><th>Claimed</th><th>Measured</th><th>Digits</th><th>Cases</th><th>Verdict"
      "</th><th>Note</th></tr></thead><tbody>\n",
      count == 1 ? "1 row" : fmt::format("{} rows", count),
      result.judgement.cases == 1 ? "1 case" : fmt::format("{} cases", result.judgement.cases));
  for (const Row& row : result.evidence.rows) {
    text += fmt::format("<tr><td>{}</td><td>{}</td><td class=\"number\">{}</td><td "
                        "class=\"number\">{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
                        "</tr>\n",
                        esc(row.instance), row.p > 0 ? std::to_string(row.p) : "",
                        number(claimed_text(row)), number(measured_text(row)),
                        row.digits > 0 ? std::to_string(row.digits) : "exact", row.cases,
                        name(judge(row)), esc(row.note));
  }
  return text + "</tbody></table></div></details>\n";
}

std::string article(const ClaimResult& result, const Illustrations& illustrations) {
  const Claim& claim = result.claim;
  return fmt::format("<article class=\"{}\" id=\"{}\">\n<header><h3>{}</h3>{}<code>{}</code>"
                     "</header>\n",
                     tone(result), anchor(claim), esc(claim.title), verdict_span(result),
                     esc(claim.id)) +
         formula(claim, illustrations) + "<p class=\"statement\">" + esc(claim.plain) + "</p>\n" +
         outcome(result) + plots(result, illustrations) + about(result) + faults(result) +
         rows(result) + "<p class=\"facts\">Repeat: <code>" + esc(reproduce(claim, result.effort)) +
         "</code> <a class=\"screen\" href=\"#contents\">contents</a></p>\n</article>\n";
}

} // namespace

std::string to_html(const Ledger& ledger, const Illustrations& illustrations) {
  std::string text = head(ledger) + legend + contents(ledger);
  std::string paper;
  for (const ClaimResult& result : ledger.results) {
    if (result.claim.paper() != paper) {
      paper = result.claim.paper();
      text += "<h2>" + esc(paper) + "</h2>\n";
    }
    text += article(result, illustrations);
  }
  if (!ledger.not_run.empty()) {
    text += "<h2>Not run (interrupted)</h2>\n<ul>\n";
    for (const std::string& id : ledger.not_run) {
      text += "<li><code>" + esc(id) + "</code></li>\n";
    }
    text += "</ul>\n";
  }
  text += fmt::format("<footer class=\"facts\">assay {} \u00b7 times, host and compiler are in "
                      "run.json beside this file</footer>\n",
                      version());
  return html_page("assay: ledger of claims", text);
}

} // namespace assay
