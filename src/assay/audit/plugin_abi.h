#ifndef ASSAY_AUDIT_PLUGIN_ABI_H
#define ASSAY_AUDIT_PLUGIN_ABI_H
/* assay's C interface for solvers, version 1: what a shared library exports so that `assay audit
 * ./libmy_solver.so` can run it. From C++ include assay/audit/plugin.hpp instead, which fills this
 * in from a plain type.
 *
 * The library exports one function, assay_plugin, that returns a table of functions. assay creates
 * a solver, calls start once and step again and again; the solver asks for gradients through the
 * oracle it is handed. Vectors are arrays of double: x, grad_x and jvp have dx entries, y, v,
 * grad_y and hvp have dy.
 *
 * Memory     what create returns is the solver's own; assay reads x, y, v and the estimate through
 *            pointers that stay valid until the next call of the same solver. The oracle and
 *            everything in it is valid during the call it is passed to, and not after.
 * Failure    every oracle function returns 0, or something else once the budget is spent or a value
 *            is not finite: return from start or step at once, with that value. Nothing is written
 *            to `out` then.
 * Threads    a solver is called by one thread at a time.
 */
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_ABI_VERSION 1u

/* Samples by name: two batches are the same samples or share none. One call costs `size`. */
typedef struct assay_batch {
  uint64_t id;
  uint64_t size;
  uint32_t level; /* 0: upper (of f), 1: lower (of g) */
  uint32_t reserved;
} assay_batch;

/* An inner loop as one operation: y <- y - step (shift grad_y f(x, y) + grad_y g(x, y)), `steps`
 * times, fresh batches of `batch` samples each. With delay > 0 step number t = 0, 1, ... has size
 * step delay/(delay + t). It costs the same calls as the loop written out; assay may draw its
 * result from its exact law. */
typedef struct assay_descend {
  const double* x;
  double shift;
  double step;
  double delay;
  uint64_t steps;
  uint64_t batch;
} assay_descend;

/* What the instance declares of itself: the constants that schedules are made of. */
typedef struct assay_constants {
  uint32_t struct_size;            /* sizeof(assay_constants) of whoever fills it in */
  uint32_t components;             /* of a finite sum; 0: an expectation */
  double epsilon;                  /* the accuracy asked of ||grad phi|| */
  double mu, lower_curvature;      /* curvatures of g in y: least, largest */
  double upper_curvature;          /* largest |curvature| of f in y */
  double coupling, upper_coupling; /* bounds on ||grad2_xy g||, ||grad2_xy f|| */
  double curvature_slope;          /* Lipschitz constant of the second derivatives of g */
  double upper_slope;              /* bound on ||grad_y f(x, y*(x))|| */
  double solution_slope;           /* Lipschitz constant of y* */
  double smoothness;               /* Lipschitz constant of grad phi */
  double gap;                      /* phi(x0) - inf phi */
  double start_distance;           /* ||y0 - y*(x0)|| */
  double sigma_fx, sigma_fy, sigma_gx, sigma_gy, sigma_hvp, sigma_jvp; /* deviation of one sample */
} assay_constants;

/* What the solver may ask. The first argument of each function is `context`. */
typedef struct assay_oracle {
  uint32_t struct_size;
  uint32_t reserved;
  void* context;
  int32_t dx, dy;
  const double* x0;
  const double* y0;
  const assay_constants* constants;

  /* Fresh samples of the upper and of the lower level; no call yet. */
  assay_batch (*upper)(void* context, uint64_t size);
  assay_batch (*lower)(void* context, uint64_t size);
  int (*grad_x_f)(void* context, const double* x, const double* y, assay_batch xi, double* out);
  int (*grad_y_f)(void* context, const double* x, const double* y, assay_batch xi, double* out);
  int (*grad_x_g)(void* context, const double* x, const double* y, assay_batch zeta, double* out);
  int (*grad_y_g)(void* context, const double* x, const double* y, assay_batch zeta, double* out);
  /* grad2_yy g v and grad2_xy g v */
  int (*hvp)(void* context,
             const double* x,
             const double* y,
             const double* v,
             assay_batch zeta,
             double* out);
  int (*jvp)(void* context,
             const double* x,
             const double* y,
             const double* v,
             assay_batch zeta,
             double* out);
  /* Runs the loop on y. */
  int (*descend)(void* context, const assay_descend* loop, double* y);
  /* A number in [0, 1): the solver's own randomness, the same for the same trial. */
  double (*uniform)(void* context);
} assay_oracle;

/* One parameter as the audit sets it; what is absent has the solver's own default. */
typedef struct assay_parameter {
  const char* name;
  const char* value;
} assay_parameter;

typedef struct assay_solver_functions {
  uint32_t abi_version; /* ASSAY_ABI_VERSION */
  uint32_t struct_size; /* sizeof(assay_solver_functions) */
  /* What the solver claims of itself, in TOML (`assay audit --help` shows one); may be NULL. */
  const char* declaration;

  /* A new solver, or NULL after writing one line into `error`. */
  void* (*create)(const assay_constants* constants,
                  const assay_parameter* parameters,
                  size_t count,
                  char* error,
                  size_t error_size);
  void (*destroy)(void* solver);
  int (*start)(void* solver, const assay_oracle* oracle);
  int (*step)(void* solver, const assay_oracle* oracle);
  /* The iterate that is judged. */
  const double* (*x)(const void* solver);
  /* Optional, may be NULL: the last hyper-gradient estimate, the lower variable, the linear
   * system's variable, and the calls that one step makes (n_fx, n_fy, n_gx, n_gy, n_hvp, n_jvp; the
   * mean where it is random). */
  const double* (*estimate)(const void* solver);
  const double* (*y)(const void* solver);
  const double* (*v)(const void* solver);
  void (*calls_per_step)(const void* solver, double calls[6]);
} assay_solver_functions;

/* The one function a library exports. Returns NULL if it does not know that version. */
#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
const assay_solver_functions*
assay_plugin(uint32_t abi_version);

#ifdef __cplusplus
}
#endif
#endif
