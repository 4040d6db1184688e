#include "program.hpp"

#include <assay/error.hpp>
#include <assay/report/markup.hpp>
#include <assay/store/text.hpp>

#include "console.hpp"
#include "exit.hpp"
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>

namespace assay::cli {

const char* const exit_codes = R"(Exit codes
  0   everything came out as expected (a false statement is expected to be refuted)
  1   a claim, a planted fault or a predicted rate came out otherwise; an audit has findings; a
      trial run again differs
  2   usage or input: an unknown name, a number out of range, a malformed file
  3   undecided (inconclusive) or nothing looked at (vacuous)
  4   the solver under audit broke so that checks could not be run
  5   a file cannot be read or written, or is in use; what was stored before is safe
  70  a bug in assay: a check stopped, the others still ran
  130, 143  interrupted; what was finished is saved
  Several at once: 70, then an interruption, then 2 > 5 > 4 > 1 > 3 > 0.
)";

std::string not_a_seed(const std::string& text) {
  try {
    parse_whole(text);
    return "";
  } catch (const InvalidArgument&) {
    return "a seed is a whole number from 0 to 18446744073709551615, not " + printable(text);
  }
}

int all_threads() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

std::string joined_arguments(int argc, const char* const* argv) {
  std::string text;
  for (int i = 0; i < argc; ++i) {
    text += (i == 0 ? "" : " ") + shell_word(argv[i]);
  }
  return text;
}

std::optional<int> parsed(CLI::App& app, int argc, const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    log(std::string(error.what()) + " (" + app.get_name() + " --help)");
    return bad_input;
  }
  return std::nullopt;
}

int guarded(const std::function<int()>& command) {
  try {
    return command();
  } catch (const InvalidArgument& error) {
    log(error.what());
    return bad_input;
  } catch (const FileError& error) {
    log(error.what());
    return files;
  } catch (const std::exception& error) {
    log(std::string("a bug in assay: ") + error.what());
    return bug;
  }
}

int leave(int code) {
  if (caught_signal() != 0) {
    std::cout << std::flush;
    std::_Exit(code); // no destructor of a static may run under a check
  }
  return code;
}

} // namespace assay::cli
