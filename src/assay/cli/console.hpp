#pragma once
#include <assay/claims/ledger.hpp>
#include <assay/experiments/sweep.hpp>
#include <assay/report/text.hpp>

#include <cstddef>
#include <string>

/// The terminal: results on stdout, progress and log on stderr, colour only for people.
namespace assay::cli {

/// How to write text to a stream: its width if it is a terminal (80..160), else 100; coloured if it
/// is a terminal and NO_COLOR is not set.
TextStyle style_of(int file_descriptor);

/// Writes to stdout and flushes. Throws FileError if not all of it arrived.
void print(const std::string& text);

/// One line on stderr: "assay: ...".
void log(const std::string& line);

/// Progress on stderr: one line that is rewritten on a terminal, else a line for each claim.
class Progress {
public:
  explicit Progress(bool quiet);
  void show(const ClaimResult& result, std::size_t done, std::size_t total);
  void finish();

private:
  bool quiet_;
  bool terminal_;
  TextStyle style_;
};

/// Progress of a sweep: one line that is rewritten on a terminal, else a line now and then.
class SweepLine {
public:
  explicit SweepLine(bool quiet);
  void show(const SweepProgress& progress);
  void finish() const;

private:
  bool quiet_;
  bool terminal_;
  std::size_t width_;
  std::size_t told_ = 0;
};

/// "40 s", "12 min", "3.5 h", "2 days".
std::string duration_text(double seconds);

/// From now on SIGINT and SIGTERM are only noted; a second one ends the program at once.
void catch_signals();
/// The signal that came, 0 if none.
int caught_signal();

} // namespace assay::cli
