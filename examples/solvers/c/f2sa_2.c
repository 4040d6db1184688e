/* F2SA-2 in C: central differences of the penalised value function as hyper-gradients.
 *
 * One iteration, for j = -1 and +1 (its own y_j, warm-started, fresh samples):
 *   y_j <- y_j - eta (j nu grad_y f + grad_y g)                                  K times
 *   Phi <- (1/2) sum_j (grad_x f(x, y_j) + (j/nu) grad_x g(x, y_j))              same samples
 *   x   <- x - eta_x Phi/||Phi||
 *
 *   cc -std=c11 -O2 -shared -fPIC -I PREFIX/include f2sa_2.c -o libf2sa_2.so -lm
 *   assay audit ./libf2sa_2.so
 *
 * Break it to see a finding: in step, write 0.4 for the 0.5 before s->part[k].
 */
#include <assay/audit/plugin_abi.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct solver {
  double nu, eta, eta_x;
  uint64_t steps; /* K */
  int dx, dy;
  double *x, *phi, *part, *y[2];
} solver;

/* The value of a parameter, or `standard`; NAN for what is no number. */
static double number(const assay_parameter* p, size_t count, const char* name, double standard) {
  for (size_t i = 0; i < count; ++i) {
    if (strcmp(p[i].name, name) == 0 && strcmp(p[i].value, "auto") != 0) {
      char* end = NULL;
      const double value = strtod(p[i].value, &end);
      return end != p[i].value && *end == '\0' ? value : NAN;
    }
  }
  return standard;
}

static void* create(const assay_constants* c,
                    const assay_parameter* parameters,
                    size_t count,
                    char* error,
                    size_t error_size) {
  solver* s = calloc(1, sizeof *s);
  /* nu L_f <= mu/2 keeps g - nu f strongly convex. */
  const double cap = c->upper_curvature > 0 ? c->mu / (2 * c->upper_curvature) : 1;
  s->nu = number(parameters, count, "nu", fmin(cap, 0.1));
  s->eta = number(parameters, count, "eta", 0.5 / c->lower_curvature);
  s->eta_x = number(parameters, count, "eta_x", c->epsilon / (2 * c->smoothness));
  const double steps = number(parameters, count, "K", ceil(40 * c->lower_curvature / c->mu));
  if (!(s->nu > 0 && s->eta > 0 && s->eta_x > 0 && steps >= 1 && steps < 1e18)) {
    snprintf(error, error_size, "nu, eta and eta_x are positive, and K is at least 1");
    free(s);
    return NULL;
  }
  s->steps = (uint64_t)steps;
  return s;
}

static void destroy(void* self) {
  solver* s = self;
  free(s->x);
  free(s->phi);
  free(s->part);
  free(s->y[0]);
  free(s->y[1]);
  free(s);
}

static double* copy(const double* from, int size) {
  double* to = malloc(sizeof(double) * (size_t)size);
  memcpy(to, from, sizeof(double) * (size_t)size);
  return to;
}

static int start(void* self, const assay_oracle* o) {
  solver* s = self;
  s->dx = o->dx;
  s->dy = o->dy;
  s->x = copy(o->x0, o->dx);
  s->phi = calloc((size_t)o->dx, sizeof(double));
  s->part = calloc((size_t)o->dx, sizeof(double));
  s->y[0] = copy(o->y0, o->dy);
  s->y[1] = copy(o->y0, o->dy);
  return 0;
}

static int step(void* self, const assay_oracle* o) {
  solver* s = self;
  for (int i = 0; i < 2; ++i) {
    const double j = i == 0 ? -1 : 1;
    const assay_descend loop = {s->x, j * s->nu, s->eta, 0, s->steps, 1};
    const int status = o->descend(o->context, &loop, s->y[i]);
    if (status != 0) {
      return status;
    }
  }
  const assay_batch xi = o->upper(o->context, 1);
  const assay_batch zeta = o->lower(o->context, 1);
  memset(s->phi, 0, sizeof(double) * (size_t)s->dx);
  for (int i = 0; i < 2; ++i) {
    const double j = i == 0 ? -1 : 1;
    int status = o->grad_x_f(o->context, s->x, s->y[i], xi, s->part);
    for (int k = 0; k < s->dx && status == 0; ++k) {
      s->phi[k] += 0.5 * s->part[k];
    }
    if (status == 0) {
      status = o->grad_x_g(o->context, s->x, s->y[i], zeta, s->part);
    }
    for (int k = 0; k < s->dx && status == 0; ++k) {
      s->phi[k] += 0.5 * j / s->nu * s->part[k];
    }
    if (status != 0) {
      return status;
    }
  }
  double square = 0;
  for (int k = 0; k < s->dx; ++k) {
    square += s->phi[k] * s->phi[k];
  }
  for (int k = 0; k < s->dx && square > 0; ++k) {
    s->x[k] -= s->eta_x / sqrt(square) * s->phi[k];
  }
  return 0;
}

static const double* x(const void* self) { return ((const solver*)self)->x; }
static const double* estimate(const void* self) { return ((const solver*)self)->phi; }
static const double* y(const void* self) { return ((const solver*)self)->y[1]; }

static void calls_per_step(const void* self, double calls[6]) {
  const double k = (double)((const solver*)self)->steps;
  const double made[6] = {2, 2 * k, 2, 2 * k, 0, 0};
  memcpy(calls, made, sizeof made);
}

static const char declaration[] = "name = \"f2sa_2_in_c\"\n"
                                  "order = 2\n"
                                  "leading = 0.166667\n"
                                  "calls = [\"n_fx\", \"n_fy\", \"n_gx\", \"n_gy\"]\n"
                                  "normalised = true\n"
                                  "[parameters]\n"
                                  "nu = \"auto\"\n"
                                  "eta = \"auto\"\n"
                                  "eta_x = \"auto\"\n"
                                  "K = \"auto\"\n"
                                  "[roles]\n"
                                  "bias = \"nu\"\n"
                                  "inner_steps = \"K\"\n"
                                  "outer_step = \"eta_x\"\n";

const assay_solver_functions* assay_plugin(uint32_t abi_version) {
  static const assay_solver_functions table = {
      .abi_version = ASSAY_ABI_VERSION,
      .struct_size = sizeof(assay_solver_functions),
      .declaration = declaration,
      .create = create,
      .destroy = destroy,
      .start = start,
      .step = step,
      .x = x,
      .estimate = estimate,
      .y = y,
      .calls_per_step = calls_per_step,
  };
  return abi_version == ASSAY_ABI_VERSION ? &table : NULL;
}
