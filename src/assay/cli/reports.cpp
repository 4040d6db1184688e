#include "reports.hpp"

#include <assay/error.hpp>
#include <assay/report/html.hpp>
#include <assay/report/json.hpp>
#include <assay/report/json_text.hpp>
#include <assay/report/junit.hpp>
#include <assay/report/markdown.hpp>
#include <assay/report/version.hpp>
#include <assay/report/wording.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "console.hpp"
#include "exit.hpp"
#include "files.hpp"
#include <functional>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace assay::cli {
namespace {

Json host() {
  utsname system{};
  uname(&system);
  return {{"name", system.nodename},
          {"system", fmt::format("{} {}", system.sysname, system.release)},
          {"machine", system.machine},
          {"processors", sysconf(_SC_NPROCESSORS_ONLN)}};
}

double peak_mebibytes() {
  constexpr double kibibytes = 1024;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / kibibytes;
}

/// Everything that may differ between two runs of the same command; no other file holds any of it.
std::string run_json(const Ledger& ledger,
                     const Illustrations& drawings,
                     const VerifyOptions& options,
                     const Clock& clock,
                     int code) {
  Json seconds = Json::object();
  for (const ClaimResult& result : ledger.results) {
    seconds[result.claim.id] = result.seconds;
  }
  Json pdfs = Json::array();
  for (const auto& [stem, plot] : drawings.plots) {
    pdfs.push_back("plots/" + stem + ".pdf");
  }
  return json_text(
      {{"schema", "assay/run/1"},
       {"version", version()},
       {"command_line", options.command_line},
       {"started", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                               fmt::gmtime(std::chrono::system_clock::to_time_t(clock.start)))},
       {"seconds", clock.seconds()},
       {"seconds_per_claim", std::move(seconds)},
       {"threads", options.threads},
       {"peak_memory_mib", peak_mebibytes()},
       {"exit_code", code},
       {"summary", summary(ledger)},
       {"not_run", ledger.not_run},
       {"plots", std::move(pdfs)},
       {"compiler", ASSAY_COMPILER},
       {"build", ASSAY_BUILD},
       {"flags", ASSAY_FLAGS},
       {"host", host()}});
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
  const auto attempt = [&code](const std::function<void()>& write) {
    try {
      write();
    } catch (const FileError& error) {
      log(error.what());
      code = worse(code, files);
    }
  };
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
    write_file(options.out / "run.json", run_json(ledger, drawings, options, clock, code));
  });
  if (!options.quiet) {
    log(fmt::format("reports in {}, {:.1f} s", options.out.string(), clock.seconds()));
  }
  return code;
}

} // namespace assay::cli
