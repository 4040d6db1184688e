#include "curve_files.hpp"

#include <assay/error.hpp>
#include <assay/report/curve.hpp>
#include <assay/report/illustrations.hpp>

#include <fmt/format.h>

#include "console.hpp"
#include "exit.hpp"
#include "files.hpp"
#include <functional>
#include <unistd.h>

namespace assay::cli {
namespace {

std::string rendered(const CurveReport& report, const std::string& format) {
  if (format == "json") {
    return to_json(report);
  }
  return format == "md" ? to_markdown(report) : to_text(report, style_of(STDOUT_FILENO));
}

std::map<std::string, Plot> plots_by_stem(const CurveReport& report) {
  std::map<std::string, Plot> plots;
  for (Plot& plot : plots_of(report)) {
    std::string stem = file_stem(plot.name);
    while (plots.contains(stem)) { // two instances whose parameters differ in punctuation alone
      stem += "-";
    }
    plots.emplace(std::move(stem), std::move(plot));
  }
  return plots;
}

void write_plots(const std::filesystem::path& folder, const Illustrations& drawings) {
  if (!drawings.plots.empty()) {
    make_folder(folder);
  }
  for (const auto& [stem, plot] : drawings.plots) {
    write_file(folder / (stem + ".svg"), plot.svg);
    write_file(folder / (stem + ".pdf"), plot.pdf);
  }
}

} // namespace

int write_curves(const CurveReport& report,
                 const CurveOptions& options,
                 const Clock& clock,
                 int code) {
  const auto attempt = [&code](const std::function<void()>& write) { attempt_file(write, code); };
  attempt([&] { write_file(options.out / "curve.json", to_json(report)); });
  attempt([&] { write_file(options.out / "curve.md", to_markdown(report)); });
  const Illustrations drawings = draw(plots_by_stem(report), options.threads);
  for (const std::string& note : drawings.notes) {
    log(note);
  }
  attempt([&] { write_plots(options.out / "plots", drawings); });
  attempt([&] { print(rendered(report, options.format)); });
  attempt([&] {
    write_file(options.out / "run.json", run_json({options.command_line, options.threads, code},
                                                  clock, {{"summary", summary(report)}}));
  });
  if (!options.quiet) {
    log(fmt::format("reports in {}, {:.1f} s", options.out.string(), clock.seconds()));
  }
  return code;
}

} // namespace assay::cli
