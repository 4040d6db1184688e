/* Knows no version that it is asked for. */
#include <assay/audit/plugin_abi.h>

const assay_solver_functions* assay_plugin(uint32_t abi_version) {
  (void)abi_version;
  return NULL;
}
