#include <assay/error.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/numbers.hpp>
#include <assay/report/stencil.hpp>
#include <assay/report/version.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace assay {
namespace {

/// Without the nodes of weight 0, which no evaluation needs.
Stencil support(const Stencil& stencil) {
  Stencil result;
  for (std::size_t j = 0; j < stencil.size(); ++j) {
    if (stencil.weights[j] != 0) {
      result.nodes.push_back(stencil.nodes[j]);
      result.weights.push_back(stencil.weights[j]);
    }
  }
  return result;
}

std::string exact(const Rational& value) { return value.str(); }

/// "-1/24", and its decimal where the fraction does not say it at a glance.
std::string with_decimal(const Rational& value) {
  constexpr int digits = 6;
  const std::string decimal = to_decimal(value, digits, Rounding::nearest);
  return value.str() == decimal ? decimal : value.str() + " (" + decimal + ")";
}

} // namespace

StencilReport examine(const Stencil& stencil) {
  StencilReport report{.stencil = stencil, .facts = facts(stencil)};
  need(report.facts.consistent, "no stencil for a first derivative: its weights must sum to 0 and "
                                "its node-weighted sum must be 1");
  report.attainable = facts(from_nodes(stencil.nodes)).order;
  for (std::size_t j = 0; j < stencil.size(); ++j) {
    const Rational pull = abs(Rational(stencil.nodes[j] * stencil.weights[j]));
    report.largest_pull = std::max(report.largest_pull, pull);
  }
  if (support(stencil) == support(f2sa_stencil(report.facts.order))) {
    report.f2sa_order = report.facts.order;
  }
  return report;
}

std::string to_text(const StencilReport& report) {
  const StencilFacts& facts = report.facts;
  std::string text = fmt::format("stencil            {}\n", to_string(report.stencil));
  text += fmt::format("order              {} exactly", facts.order);
  text += report.attainable > facts.order
              ? fmt::format("; these nodes allow {} with other weights\n", report.attainable)
              : ", the highest these nodes allow\n";
  text +=
      fmt::format("error constant     {}, signed: the leading error is {} nu^{} h^({})(0)\n",
                  with_decimal(facts.leading), exact(facts.leading), facts.order, facts.order + 1);
  text += fmt::format("sum |weight|       {}\n", with_decimal(facts.absolute_sum));
  text += fmt::format("max |node weight|  {}\n", with_decimal(report.largest_pull));
  text += fmt::format("solves             {} for one hyper-gradient\n", facts.solves);
  text += report.f2sa_order
              ? fmt::format("F2SA-p             yes, this is the stencil of F2SA-{}\n",
                            *report.f2sa_order)
              : fmt::format("F2SA-p             no; that of order {} is {}\n", facts.order,
                            to_string(f2sa_stencil(facts.order)));
  return text;
}

std::string to_json(const StencilReport& report) {
  Json nodes = Json::array();
  Json weights = Json::array();
  for (std::size_t j = 0; j < report.stencil.size(); ++j) {
    nodes.push_back(exact(report.stencil.nodes[j]));
    weights.push_back(exact(report.stencil.weights[j]));
  }
  // Fractions as strings: these are exact, and "-1/6" has no other exact spelling in JSON.
  return json_text({{"schema", "assay/stencil/1"},
                    {"version", version()},
                    {"nodes", std::move(nodes)},
                    {"weights", std::move(weights)},
                    {"order", report.facts.order},
                    {"attainable_order", report.attainable},
                    {"error_constant", exact(report.facts.leading)},
                    {"absolute_sum", exact(report.facts.absolute_sum)},
                    {"largest_node_weight", exact(report.largest_pull)},
                    {"solves", report.facts.solves},
                    {"is_f2sa", report.f2sa_order.has_value()}});
}

} // namespace assay
