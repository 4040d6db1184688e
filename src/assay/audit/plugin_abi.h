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
 * Memory     what create returns is the solver's own; assay reads x, y, v and the estimate after
 *            every start and step that returned 0, through pointers that stay valid until the next
 *            call of the same solver. The oracle and everything in it is valid during the call it
 *            is passed to, and not after. `out` may be one of the arguments.
 * Failure    every oracle function returns 0, or something else (ASSAY_OUT_OF_BUDGET, ...): return
 *            from start or step at once, with that value. Nothing is written to `out` then, and
 *            every further question in that call fails alike. A solver that gives up by itself
 *            returns anything but 0, and may say why by `message`.
 * Threads    a solver is called by one thread at a time.
 */
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_ABI_VERSION 1u

/* What an oracle function returns. */
enum {
  ASSAY_OK = 0,
  ASSAY_OUT_OF_BUDGET = 1, /* all calls are spent; the run is over */
  ASSAY_DIVERGED = 2,      /* an argument or the answer is not finite; the run is over */
  ASSAY_MISUSED = 3,       /* no such batch, a batch of the other level, a null pointer */
  ASSAY_FAILED = 4         /* assay's own trouble */
};

/* Samples by name: two batches are the same samples or share none. One call costs `size`. Batches
 * come from upper() and lower(); of a finite sum also, filled in by the solver, one component
 * {.id = index, .size = 1, .level, .of = ASSAY_COMPONENT} or all of it, without noise, at the cost
 * of so many calls: {.level, .of = ASSAY_EVERYTHING}. */
enum { ASSAY_UPPER = 0, ASSAY_LOWER = 1 }; /* of f, of g */
enum { ASSAY_SAMPLES = 0, ASSAY_COMPONENT = 1, ASSAY_EVERYTHING = 2 };
typedef struct assay_batch {
  uint64_t id;
  uint64_t size;
  uint32_t level;
  uint32_t of;
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
  double mu, lower_curvature;      /* curvatures of g in y: least (0: not convex), largest */
  double pl;                       /* where mu is 0: 1/2 ||grad_y g||^2 >= pl (g - min g) */
  double upper_curvature;          /* largest |curvature| of f in y */
  double coupling, upper_coupling; /* bounds on ||grad2_xy g||, ||grad2_xy f|| */
  double curvature_slope;          /* Lipschitz constant of the second derivatives of g */
  double upper_slope;              /* bound on ||grad_y f(x, y*(x))|| */
  double solution_slope;           /* Lipschitz constant of y* */
  double smoothness;               /* Lipschitz constant of grad phi; with growth L_1: */
  double growth;                   /* ||grad2 phi|| <= smoothness + growth ||grad phi|| */
  double gap;                      /* phi(x0) - inf phi */
  double start_distance;           /* ||y0 - y*(x0)|| */
  double sigma_fx, sigma_fy, sigma_gx, sigma_gy, sigma_hvp, sigma_jvp; /* deviation of one sample */
} assay_constants;

/* What the solver may ask. The first argument of each function is `context`. */
typedef struct assay_oracle {
  uint32_t struct_size; /* sizeof(assay_oracle) of assay's */
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
  /* Optional, may be NULL: the last hyper-gradient estimate (dx) and the linear system's variable v
   * (dy), which may return NULL until the first step; the lower variable (dy); the calls that one
   * step makes (n_fx, n_fy, n_gx, n_gy, n_hvp, n_jvp; the mean where it is random); one line on why
   * start or step returned something else than 0 by itself. */
  const double* (*estimate)(const void* solver);
  const double* (*y)(const void* solver);
  const double* (*v)(const void* solver);
  void (*calls_per_step)(const void* solver, double calls[6]);
  const char* (*message)(const void* solver);
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
