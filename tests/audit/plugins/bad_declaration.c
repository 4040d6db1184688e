/* Its declaration is no TOML. */
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
static int call(void* s, const assay_oracle* o) {
  (void)s, (void)o;
  return 0;
}
static const double* x(const void* s) {
  (void)s;
  return NULL;
}

const assay_solver_functions* assay_plugin(uint32_t abi_version) {
  static const assay_solver_functions table = {.abi_version = ASSAY_ABI_VERSION,
                                               .struct_size = sizeof(assay_solver_functions),
                                               .declaration = "name = \"a\"\norder = = 2\n",
                                               .create = create,
                                               .destroy = destroy,
                                               .start = call,
                                               .step = call,
                                               .x = x};
  (void)abi_version;
  return &table;
}
