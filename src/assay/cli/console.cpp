#include "console.hpp"

#include <assay/error.hpp>
#include <assay/report/table.hpp>
#include <assay/report/wording.hpp>

#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace assay::cli {
namespace {

std::atomic<int> last_signal = 0;
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may touch it");

bool no_color() {
  const char* value = std::getenv("NO_COLOR"); // NOLINT(concurrency-mt-unsafe): before any thread
  return value != nullptr && *value != '\0';
}

} // namespace

TextStyle style_of(int file_descriptor) {
  constexpr std::size_t narrowest = 80;
  constexpr std::size_t widest = 160;
  constexpr std::size_t pasted = 130; // what is piped will be read in an editor
  TextStyle style{.width = pasted};
  winsize window{};
  if (isatty(file_descriptor) == 1) {
    style.colour = !no_color();
    if (ioctl(file_descriptor, TIOCGWINSZ, &window) == 0 && window.ws_col > 0) {
      style.width = std::clamp<std::size_t>(window.ws_col, narrowest, widest);
    }
  }
  return style;
}

void print(const std::string& text) {
  std::cout << text << std::flush;
  if (!std::cout) {
    throw FileError("the results could not be written to standard output");
  }
}

void log(const std::string& line) { std::cerr << "assay: " + line + "\n"; }

Progress::Progress(bool quiet)
    : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1), style_(style_of(STDERR_FILENO)) {}

void Progress::show(const ClaimResult& result, std::size_t done, std::size_t total) {
  if (quiet_) {
    return;
  }
  const std::string line =
      fmt::format("[{:>{}}/{}] {:<24} {} ({:.2f} s)", done, std::to_string(total).size(), total,
                  verdict_text(result), result.claim.id, result.seconds);
  if (!terminal_) {
    std::cerr << line + "\n";
    return;
  }
  // Rewritten in place; what is not as expected stays on the screen.
  std::cerr << "\r\x1b[K" + wrap(line, style_.width - 1).front() +
                   (result.as_expected() ? "" : "\n")
            << std::flush;
}

void Progress::finish() {
  if (!quiet_ && terminal_) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
}

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = [](int signal) { last_signal = signal; };
  action.sa_flags = static_cast<int>(SA_RESETHAND); // the second time it kills
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN); // a reader that left is an error of writing, not a death
}

int caught_signal() { return last_signal; }

} // namespace assay::cli
