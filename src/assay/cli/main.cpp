#include <assay/audit/keeper.hpp>

#include "command_line.hpp"
#include "program.hpp"

int main(int argc, char** argv) {
  if (const auto child = assay::audit::run_child(argc, argv)) {
    return *child;
  }
  return assay::cli::leave(assay::cli::run(argc, argv));
}
