/* Lacks step. */
#include <assay/audit/plugin_abi.h>

static void* create(const assay_constants* c,
                    const assay_parameter* parameters,
                    size_t count,
                    char* error,
                    size_t error_size) {
  (void)c, (void)parameters, (void)count, (void)error, (void)error_size;
  return NULL;
}
static void destroy(void* s) { (void)s; }
static int start(void* s, const assay_oracle* o) {
  (void)s, (void)o;
  return 0;
}

const assay_solver_functions* assay_plugin(uint32_t abi_version) {
  static const assay_solver_functions table = {.abi_version = ASSAY_ABI_VERSION,
                                               .struct_size = sizeof(assay_solver_functions),
                                               .create = create,
                                               .destroy = destroy,
                                               .start = start};
  (void)abi_version;
  return &table;
}
