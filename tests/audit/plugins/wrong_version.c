/* Made for another version of the interface, whatever it is asked for. */
#include <assay/audit/plugin_abi.h>

const assay_solver_functions* assay_plugin(uint32_t abi_version) {
  static assay_solver_functions table;
  table.abi_version = abi_version + 6;
  table.struct_size = sizeof table;
  return &table;
}
