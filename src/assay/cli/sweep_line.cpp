#include <assay/store/text.hpp>

#include <fmt/format.h>

#include "console.hpp"
#include <cmath>
#include <iostream>
#include <unistd.h>

namespace assay::cli {

std::string duration_text(double seconds) {
  constexpr double minute = 60;
  constexpr double hour = 3600;
  constexpr double day = 86400;
  if (!std::isfinite(seconds)) {
    return "an unknown time";
  }
  if (seconds < 2 * minute) {
    return fmt::format("{:.0f} s", std::ceil(seconds));
  }
  if (seconds < 2 * hour) {
    return fmt::format("{:.0f} min", seconds / minute);
  }
  return seconds < 2 * day ? fmt::format("{:.1f} h", seconds / hour)
                           : fmt::format("{:.3g} days", seconds / day);
}

SweepLine::SweepLine(bool quiet)
    : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1), width_(style_of(STDERR_FILENO).width) {}

void SweepLine::show(const SweepProgress& progress) {
  constexpr std::size_t lines_of_a_log = 20;
  if (quiet_ || progress.done == told_) {
    return;
  }
  const bool last = progress.done == progress.total;
  if (!terminal_ && !last && progress.done < told_ + progress.total / lines_of_a_log) {
    return;
  }
  told_ = progress.done;
  std::string line = fmt::format("[{:>{}}/{}]", progress.done,
                                 std::to_string(progress.total).size(), progress.total);
  if (progress.done > progress.stored) {
    line += fmt::format(" {} on {} eps {}", progress.last.solver, progress.last.instance,
                        shortest(progress.last.epsilon));
  } else {
    line += " stored by an earlier run";
  }
  if (!last && std::isfinite(progress.seconds_left)) {
    line += ", " + duration_text(progress.seconds_left) + " left";
  }
  if (terminal_) {
    std::cerr << "\r\x1b[K" + line.substr(0, width_ - 1) << std::flush;
  } else {
    std::cerr << line + "\n";
  }
}

void SweepLine::finish() const {
  if (!quiet_ && terminal_) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
}

} // namespace assay::cli
