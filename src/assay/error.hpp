#pragma once
#include <stdexcept>
#include <string>

/// The errors of assay, and how each ends a program.
///
/// InvalidArgument   the caller broke a contract or the input is bad: exit code 2.
/// Undecidable       the question has no answer at this precision or effort: verdict inconclusive.
/// FileError         a file cannot be read or written: exit code 5.
/// Anything else that escapes is a bug in assay: exit code 70.
namespace assay {

class InvalidArgument : public std::invalid_argument {
public:
  using std::invalid_argument::invalid_argument;
};

class Undecidable : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

class FileError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Throws InvalidArgument unless `holds`; `rule` says what is expected and what came instead.
inline void need(bool holds, const std::string& rule) {
  if (!holds) {
    throw InvalidArgument(rule);
  }
}

/// Stops on a broken internal promise: a bug in assay, named by its place. (Builtins, because clang
/// 14, which runs the lint, lacks std::source_location.)
inline void ensure(bool holds,
                   const char* promise,
                   const char* file = __builtin_FILE(),
                   int line = __builtin_LINE()) {
  if (!holds) {
    throw std::logic_error(std::string(file) + ":" + std::to_string(line) +
                           ": broken promise: " + promise);
  }
}

} // namespace assay
