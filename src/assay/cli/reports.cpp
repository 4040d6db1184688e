#include "reports.hpp"

#include <assay/error.hpp>
#include <assay/report/html.hpp>
#include <assay/report/json.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/junit.hpp>
#include <assay/report/markdown.hpp>
#include <assay/report/wording.hpp>

#include <fmt/format.h>

#include "console.hpp"
#include "exit.hpp"
#include "files.hpp"
#include <functional>
#include <unistd.h>

namespace assay::cli {
namespace {

/// What run.json says of this command alone.
Json own_facts(const Ledger& ledger, const Illustrations& drawings) {
  Json seconds = Json::object();
  for (const ClaimResult& result : ledger.results) {
    seconds[result.claim.id] = result.seconds;
  }
  Json pdfs = Json::array();
  for (const auto& [stem, plot] : drawings.plots) {
    pdfs.push_back("plots/" + stem + ".pdf");
  }
  return {{"seconds_per_claim", std::move(seconds)},
          {"summary", summary(ledger)},
          {"not_run", ledger.not_run},
          {"plots", std::move(pdfs)}};
}

void write_plots(const std::filesystem::path& folder, const Illustrations& drawings) {
  if (!drawings.plots.empty()) {
    make_folder(folder);
  }
  for (const auto& [stem, plot] : drawings.plots) {
    write_file(folder / (stem + ".pdf"), plot.pdf);
  }
}

std::string rendered(const Ledger& ledger, const std::string& format, const std::string& html) {
  if (format == "json") {
    return to_json(ledger);
  }
  if (format == "md") {
    return to_markdown(ledger);
  }
  if (format == "junit") {
    return to_junit(ledger);
  }
  return format == "html" ? html : to_text(ledger, style_of(STDOUT_FILENO));
}

} // namespace

int report(const Ledger& ledger, const VerifyOptions& options, const Clock& clock, int code) {
  const auto attempt = [&code](const std::function<void()>& write) { attempt_file(write, code); };
  attempt([&] { write_file(options.out / "ledger.json", to_json(ledger)); });
  attempt([&] { write_file(options.out / "ledger.md", to_markdown(ledger)); });
  const Illustrations drawings = illustrate(ledger, options.threads);
  for (const std::string& note : drawings.notes) {
    log(note);
  }
  const std::string html = to_html(ledger, drawings);
  attempt([&] { write_file(options.out / "ledger.html", html); });
  attempt([&] { write_plots(options.out / "plots", drawings); });
  attempt([&] { print(rendered(ledger, options.format, html)); });
  attempt([&] {
    write_file(options.out / "run.json", run_json({options.command_line, options.threads, code},
                                                  clock, own_facts(ledger, drawings)));
  });
  if (!options.quiet) {
    log(fmt::format("reports in {}, {:.1f} s", options.out.string(), clock.seconds()));
  }
  return code;
}

} // namespace assay::cli
