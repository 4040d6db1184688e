#include <assay/report/certificate.hpp>
#include <assay/report/html_page.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/junit_suite.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/version.hpp>

#include <fmt/format.h>

namespace assay {
namespace {

using audit::Certificate;
using audit::CheckResult;
using audit::Judged;
using audit::Outcome;

Json pairs_json(const std::vector<std::pair<Call, Call>>& pairs) {
  Json json = Json::array();
  for (const auto& [first, second] : pairs) {
    json.push_back({kind_names[static_cast<std::size_t>(first)],
                    kind_names[static_cast<std::size_t>(second)]});
  }
  return json;
}

Json roles_json(const Roles& roles) {
  Json json = Json::object();
  for (const auto& [role, parameter] :
       {std::pair("bias", &roles.bias), std::pair("lambda", &roles.lambda),
        std::pair("inner_steps", &roles.inner_steps), std::pair("series", &roles.series),
        std::pair("outer_step", &roles.outer_step), std::pair("batch", &roles.batch)}) {
    if (!parameter->empty()) {
      json[role] = *parameter;
    }
  }
  return json;
}

/// Flags by the names that a declaration gives them.
Json flags_json(const audit::Declaration& declared) {
  const Traits& traits = declared.traits;
  Json json = Json::array();
  for (const auto& [name, is] :
       {std::pair("normalised", traits.normalised), std::pair("single_level", traits.single_level),
        std::pair("random", traits.random), std::pair("estimates_ahead", traits.estimates_ahead),
        std::pair("momentum", traits.momentum), std::pair("corrected", traits.corrected),
        std::pair("finite_sum", traits.finite_sum),
        std::pair("from_constants", declared.from_constants)}) {
    if (is) {
      json.push_back(name);
    }
  }
  return json;
}

Json by_design_json(const std::vector<ByDesign>& by_design) {
  Json json = Json::array();
  for (const ByDesign& exempt : by_design) {
    json.push_back({{"check", exempt.check}, {"why", exempt.why}});
  }
  return json;
}

Json declared_json(const audit::Declaration& declared) {
  Json json = {{"name", declared.name}, {"source", declared.source}};
  if (declared.order) {
    json["order"] = *declared.order;
  }
  if (declared.leading) {
    json["leading"] = *declared.leading;
  }
  if (declared.exponent) {
    json["exponent"] = *declared.exponent;
    json["convention"] = "N";
  }
  Json calls = Json::array();
  for (const Call call : declared.traits.calls) {
    calls.push_back(kind_names[static_cast<std::size_t>(call)]);
  }
  json["calls"] = std::move(calls);
  json["shared"] = pairs_json(declared.traits.shared);
  json["independent"] = pairs_json(declared.traits.independent);
  json["flags"] = flags_json(declared);
  json["roles"] = roles_json(declared.traits.roles);
  json["by_design"] = by_design_json(declared.traits.by_design);
  return json;
}

Json check_json(const Certificate& certificate, const Judged& judged) {
  const CheckResult& result = judged.result;
  std::string outcome = outcome_text(result.outcome);
  if (result.outcome == Outcome::finding) {
    outcome = "finding"; // capitals are for people
  }
  Json json = {{"id", judged.check.id},     {"title", judged.check.title},
               {"law", judged.check.law},   {"outcome", outcome},
               {"said", result.said},       {"instance", result.instance},
               {"claimed", result.claimed}, {"measured", result.measured}};
  if (result.p_value) {
    json["p_value"] = *result.p_value;
  }
  if (!result.would_decide.empty()) {
    json["would_decide"] = result.would_decide;
  }
  json["reproduce"] = reproduce(certificate, judged.check);
  return json;
}

const char* colour_of(Outcome outcome) {
  switch (outcome) {
  case Outcome::passed:
    return "good";
  case Outcome::finding:
    return "bad";
  case Outcome::inconclusive:
  case Outcome::not_run:
    return "open";
  case Outcome::not_applicable:
    return "known";
  }
  return "";
}

std::string row_html(const Judged& judged) {
  const CheckResult& result = judged.result;
  return fmt::format("<tr><td><a href=\"#{0}\"><code>{0}</code></a></td><td>{1}</td>"
                     "<td class=\"number\">{2}</td><td class=\"number\">{3}</td>"
                     "<td><span class=\"verdict {4}\">{5}</span></td></tr>\n",
                     escape_xml(judged.check.id), escape_xml(judged.check.title),
                     escape_xml(result.claimed), escape_xml(result.measured),
                     colour_of(result.outcome), outcome_text(result.outcome));
}

std::string article_html(const Certificate& certificate, const Judged& judged) {
  const CheckResult& result = judged.result;
  std::string text = fmt::format(
      "<article class=\"{}\" id=\"{}\"><header><h3>{}</h3><span class=\"verdict {}\">{}</span>"
      "<code>{}</code></header>\n<p>{}</p>\n<p class=\"facts\">{}</p>\n",
      colour_of(result.outcome), escape_xml(judged.check.id), escape_xml(judged.check.title),
      colour_of(result.outcome), outcome_text(result.outcome), escape_xml(judged.check.id),
      escape_xml(result.said), escape_xml("Law: " + judged.check.law));
  const auto fact = [&text](const char* title, const std::string& body) {
    if (!body.empty()) {
      text += fmt::format("<p class=\"facts\"><b>{}</b> {}</p>\n", title, escape_xml(body));
    }
  };
  fact("On", result.instance);
  fact("p-value", result.p_value ? fmt::format("{:.3g}", *result.p_value) : "");
  fact("What would decide", result.would_decide);
  return text + fmt::format("<p class=\"facts\"><b>Repeat</b> <code>{}</code></p></article>\n",
                            escape_xml(reproduce(certificate, judged.check)));
}

} // namespace

std::string to_json(const Certificate& certificate) {
  Json checks = Json::array();
  for (const Judged& judged : certificate.checks) {
    checks.push_back(check_json(certificate, judged));
  }
  Json json = {{"schema", "assay/certificate/1"},
               {"version", version()},
               {"seed", certificate.seed},
               {"effort", name(certificate.effort)},
               {"target", certificate.target},
               {"declared", declared_json(certificate.declared)},
               {"verdict", name(certificate.verdict())},
               {"false_alarm", certificate.level},
               {"findings", certificate.count(Outcome::finding)},
               {"exempt", certificate.exempt()},
               {"checks", std::move(checks)}};
  if (!certificate.notes.empty()) {
    json["notes"] = certificate.notes;
  }
  return json_text(json);
}

std::string to_html(const Certificate& certificate) {
  const std::string target = escape_xml(certificate.target);
  std::string text = fmt::format(
      "<h1>Certificate of {}</h1>\n<p class=\"lead\">{}: {}.</p>\n"
      "<p class=\"facts\">assay {}, effort {}, seed {}. {}</p>\n"
      "<table><thead><tr><th>check</th><th>holds for a correct solver</th><th>claimed</th>"
      "<th>measured</th><th>outcome</th></tr></thead><tbody>\n",
      target, name(certificate.verdict()), escape_xml(summary(certificate)), version(),
      name(certificate.effort), certificate.seed, escape_xml(error_text(certificate)));
  for (const Judged& judged : certificate.checks) {
    text += row_html(judged);
  }
  text += "</tbody></table>\n";
  for (const Outcome outcome : {Outcome::finding, Outcome::inconclusive, Outcome::not_run,
                                Outcome::passed, Outcome::not_applicable}) {
    for (const Judged& judged : certificate.checks) {
      if (judged.result.outcome == outcome) {
        text += article_html(certificate, judged);
      }
    }
  }
  return html_page("assay: certificate of " + target, text);
}

std::string to_junit(const Certificate& certificate) {
  JunitSuite suite("assay audit");
  for (const Judged& judged : certificate.checks) {
    const CheckResult& result = judged.result;
    const std::string& id = judged.check.id;
    const std::string group = id.substr(0, id.find('/'));
    const std::string told = result.said + (result.instance.empty() ? "" : "; on ") +
                             result.instance + "; repeat: " + reproduce(certificate, judged.check);
    if (result.outcome == Outcome::passed) {
      suite.pass(group, id);
    } else if (result.outcome == Outcome::finding) {
      suite.fail(group, id, told);
    } else {
      suite.skip(group, id, outcome_text(result.outcome) + ": " + told);
    }
  }
  return suite.text();
}

} // namespace assay
