#include <assay/audit/keeper.hpp>

#include "command_line.hpp"
#include "console.hpp"
#include <cstdlib>
#include <iostream>

int main(int argc, char** argv) {
  if (const auto child = assay::audit::run_child(argc, argv)) {
    return *child;
  }
  const int code = assay::cli::run(argc, argv);
  if (assay::cli::caught_signal() != 0) {
    // Checks may still be running on their threads: no destructor of a static may run under them.
    std::cout << std::flush;
    std::_Exit(code);
  }
  return code;
}
