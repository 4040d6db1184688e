#include "run_json.hpp"

#include <assay/report/version.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

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

} // namespace

std::string run_json(const RunFacts& facts, const Clock& clock, const Json& more) {
  Json json = {
      {"schema", "assay/run/1"},
      {"version", version()},
      {"command_line", facts.command_line},
      {"started", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                              fmt::gmtime(std::chrono::system_clock::to_time_t(clock.start)))},
      {"seconds", clock.seconds()},
      {"threads", facts.threads},
      {"peak_memory_mib", peak_mebibytes()},
      {"exit_code", facts.exit_code},
      {"compiler", ASSAY_COMPILER},
      {"build", ASSAY_BUILD},
      {"flags", ASSAY_FLAGS},
      {"host", host()}};
  json.update(more);
  return json_text(json);
}

} // namespace assay::cli
