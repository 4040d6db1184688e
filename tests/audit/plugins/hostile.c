/* A solver that misbehaves on request: parameters fault=NAME and at=load|create|start|STEP. Besides
 * that it is plain normalised descent on f alone. */
#define _GNU_SOURCE
#include <assay/audit/plugin_abi.h>

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct solver {
  char fault[32], at[32];
  int step, dx;
  double *x, *gradient;
} solver;

static void wait_for_ever(void) {
  for (;;) {
    pause();
  }
}

/* A process that wants to live on: its own session, deaf to what can be ignored, its parent gone.
 */
static void leave_a_grandchild(void) {
  if (fork() == 0) {
    setsid();
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    if (fork() == 0) {
      setsid();
      char name[] = "assay_orphan"; /* what the test looks for */
      const int file = open("/proc/self/comm", O_WRONLY);
      (void)!write(file, name, sizeof name);
      close(file);
      wait_for_ever();
    }
    _exit(0);
  }
  wait(NULL);
  usleep(20000); /* so that it has its name */
}

static void forge(const char* text, size_t size) { (void)!write(3, text, size); }

/* A well-formed "done" that nobody asked for: magic, kind 8, the number of no message, no fields.
 */
static void forge_header(uint32_t kind, uint64_t number, uint64_t length) {
  const struct {
    uint32_t magic, kind;
    uint64_t number, length;
  } header = {0x61737361, kind, number, length};
  forge((const char*)&header, sizeof header);
}

static void forge_done(uint64_t number) { forge_header(8, number, 0); }

static void* forge_for_ever(void* nothing) {
  for (;;) {
    forge_done(1);
    usleep(1000);
  }
  return nothing;
}

/* Has an earlier run left a mark in this folder? Leaves one. */
static int marked(const char* folder) {
  char name[64];
  snprintf(name, sizeof name, "%s/assay_hostile_mark", folder);
  umount2(folder, MNT_DETACH); /* what lies on it may hide the mark */
  umount2(folder, MNT_DETACH);
  const int found = access(name, F_OK) == 0;
  close(open(name, O_WRONLY | O_CREAT, 0600));
  return found;
}

/* Can it read the memory of the process that the environment names, by file or by call? */
static int reads_another(void) {
  const char* pid = getenv("ASSAY_TEST_PID");
  char name[64];
  snprintf(name, sizeof name, "/proc/%s/mem", pid);
  const int file = open(name, O_RDONLY);
  char byte = 0;
  struct iovec to = {&byte, 1}, from = {(void*)name, 1}; /* whatever is there, or nothing */
  const ssize_t read = process_vm_readv(atoi(pid), &to, 1, &from, 1, 0);
  return file >= 0 || read >= 0 || errno == EFAULT;
}

static void* volatile kept;
static volatile double sink;

static int misbehave(const solver* s, const assay_oracle* o) {
  const char* f = s->fault;
  if (strcmp(f, "segfault") == 0) {
    volatile int* volatile nowhere = NULL;
    *nowhere = 1;
  } else if (strcmp(f, "abort") == 0) {
    abort();
  } else if (strcmp(f, "loop") == 0) {
    for (;;) {
      sink = sink + 1;
    }
  } else if (strcmp(f, "uniform") == 0) {
    for (;;) {
      sink = o->uniform(o->context);
    }
  } else if (strcmp(f, "batches") == 0) {
    for (;;) {
      sink = (double)o->upper(o->context, (uint64_t)rand()).id;
    }
  } else if (strcmp(f, "endless_descend") == 0) { /* nothing for assay, where a law prices it */
    double y[64];
    memcpy(y, o->y0, sizeof(double) * (size_t)o->dy);
    const assay_descend loop = {.x = s->x, .step = 1e-3, .steps = 1000000000000u, .batch = 1};
    return o->descend(o->context, &loop, y);
  } else if (strcmp(f, "mark") == 0) {
    return marked("/tmp") ? 41 : marked("/var/tmp") ? 42 : marked("/dev/shm") ? 43 : 0;
  } else if (strcmp(f, "read_another") == 0) {
    return reads_another() ? 44 : 0;
  } else if (strcmp(f, "memory") == 0) {
    for (;;) {
      char* page = malloc(1 << 20);
      memset(page, 1, 1 << 20);
      kept = page;
    }
  } else if (strcmp(f, "flood") == 0) {
    for (;;) {
      puts("the same line again and again");
    }
  } else if (strcmp(f, "deaf_flood") == 0) {
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 400000; ++i) {
      puts("the same line again and again");
    }
  } else if (strcmp(f, "words") == 0) {
    printf("first\nthe last words\x1b[31m\n");
    abort();
  } else if (strcmp(f, "close") == 0) {
    for (int i = 0; i < 64; ++i) {
      close(i);
    }
  } else if (strcmp(f, "close_and_wait") == 0) {
    for (int i = 0; i < 64; ++i) {
      close(i);
    }
    wait_for_ever();
  } else if (strcmp(f, "exit") == 0) {
    exit(0);
  } else if (strcmp(f, "crowd") == 0) { /* each in a session of its own, half of them orphans */
    for (int i = 0; i < 300; ++i) {
      if (fork() == 0) {
        setsid();
        signal(SIGTERM, SIG_IGN);
        if (i % 2 == 0 && fork() != 0) {
          _exit(0);
        }
        wait_for_ever();
      }
    }
    wait_for_ever();
  } else if (strcmp(f, "stop_keeper") == 0) {
    kill(getppid(), SIGSTOP);
    wait_for_ever();
  } else if (strcmp(f, "memory_of_self") ==
             0) { /* what assay sent may be read, not what it knows */
    const int file = open("/proc/self/mem", O_RDWR);
    double wrong = 17;
    if (file < 0 || pwrite(file, &wrong, sizeof wrong, (off_t)(uintptr_t)o->x0) != sizeof wrong) {
      return 18;
    }
    close(file);
  } else if (strcmp(f, "thread") == 0) { /* goes on writing to the connection */
    pthread_t thread;
    pthread_create(&thread, NULL, forge_for_ever, NULL);
    usleep(20000);
  } else if (strcmp(f, "orphan") == 0) {
    leave_a_grandchild();
  } else if (strcmp(f, "orphan_and_die") == 0) {
    leave_a_grandchild();
    abort();
  } else if (strcmp(f, "orphan_and_wait") == 0) {
    leave_a_grandchild();
    wait_for_ever();
  } else if (strncmp(f, "chatter", 7) == 0) { /* 3 MiB, and goes on or dies */
    for (int i = 0; i < 150000; ++i) {
      puts("more and more of it");
    }
    puts("the end of it");
    if (strcmp(f, "chatter_and_die") == 0) {
      abort();
    }
  } else if (strcmp(f, "file") == 0) {
    FILE* file = tmpfile();
    for (int i = 0; i < 600000; ++i) {
      fputs("more and more of it\n", file);
    }
  } else if (strcmp(f, "garbage") == 0) {
    forge("this is no message at all; it is long enough to be read as one", 62);
  } else if (strcmp(f, "forged_done") == 0) {
    forge_done(12345);
  } else if (strcmp(f, "huge") == 0) {
    forge_header(6, 1, (uint64_t)1 << 40);
  } else if (strcmp(f, "exit_late") == 0) {
    atexit(wait_for_ever);
    exit(0);
  } else if (strcmp(f, "kill_keeper") == 0) {
    kill(getppid(), SIGKILL);
    wait_for_ever();
  } else if (strcmp(f, "kill_all") == 0) {
    if (getppid() == 1) { /* inside a process namespace alone: it would end the user's session */
      kill(-1, SIGKILL);
    }
    abort();
  } else if (strcmp(f, "stop") == 0) {
    raise(SIGSTOP);
  } else if (strcmp(f, "nan") == 0) {
    for (int i = 0; i < s->dx; ++i) {
      s->x[i] = NAN;
    }
  } else if (strcmp(f, "swallow") == 0) {
    while (o->grad_x_f(o->context, s->x, o->y0, o->upper(o->context, 1), s->gradient) == 0) {
    }
    return 0; /* though it failed */
  } else if (strcmp(f, "swallow_and_loop") == 0) {
    for (;;) {
      o->grad_x_f(o->context, s->x, o->y0, o->upper(o->context, 1), s->gradient);
    }
  } else if (strcmp(f, "dawdle") == 0) { /* each answer in time, and no end */
    for (;;) {
      usleep(20000);
      o->grad_x_f(o->context, s->x, o->y0, o->upper(o->context, 1), s->gradient);
    }
  } else if (strcmp(f, "give_up") == 0) {
    return 17;
  } else if (strcmp(f, "wrong_level") == 0) {
    return o->grad_x_f(o->context, s->x, o->y0, o->lower(o->context, 1), s->gradient);
  } else if (strcmp(f, "invented_batch") == 0) {
    const assay_batch mine = {1000, 1, ASSAY_UPPER, ASSAY_SAMPLES};
    return o->grad_x_f(o->context, s->x, o->y0, mine, s->gradient);
  } else if (strcmp(f, "null_vector") == 0) {
    return o->grad_x_f(o->context, NULL, o->y0, o->upper(o->context, 1), s->gradient);
  } else if (strcmp(f, "descriptors") == 0) {
    for (int i = 3; i < 1000; ++i) { /* what is open besides the three streams and the socket? */
      if (i != 3 && fcntl(i, F_GETFD) >= 0) {
        return 100 + i;
      }
    }
  }
  return 0;
}

static int when(const solver* s, const char* now, const assay_oracle* o) {
  return strcmp(s->at, now) == 0 ? misbehave(s, o) : 0;
}

static void* create(const assay_constants* c,
                    const assay_parameter* parameters,
                    size_t count,
                    char* error,
                    size_t error_size) {
  (void)c;
  solver* s = calloc(1, sizeof *s);
  for (size_t i = 0; i < count; ++i) {
    char* to = strcmp(parameters[i].name, "fault") == 0 ? s->fault
               : strcmp(parameters[i].name, "at") == 0  ? s->at
                                                        : NULL;
    if (to == NULL) {
      snprintf(error, error_size, "there is no parameter %s", parameters[i].name);
      free(s);
      return NULL;
    }
    snprintf(to, 32, "%s", parameters[i].value);
  }
  when(s, "create", NULL);
  return s;
}

static void destroy(void* self) {
  solver* s = self;
  when(s, "destroy", NULL);
  free(s->x);
  free(s->gradient);
  free(s);
}

static int start(void* self, const assay_oracle* o) {
  solver* s = self;
  s->dx = o->dx;
  s->x = malloc(sizeof(double) * (size_t)o->dx);
  memcpy(s->x, o->x0, sizeof(double) * (size_t)o->dx);
  s->gradient = calloc((size_t)o->dx, sizeof(double));
  return when(s, "start", o);
}

static int step(void* self, const assay_oracle* o) {
  solver* s = self;
  char now[32];
  snprintf(now, sizeof now, "%d", ++s->step);
  int status = when(s, now, o);
  if (status == 0) {
    status = o->grad_x_f(o->context, s->x, o->y0, o->upper(o->context, 1), s->gradient);
  }
  double square = 0;
  for (int i = 0; i < s->dx && status == 0; ++i) {
    square += s->gradient[i] * s->gradient[i];
  }
  for (int i = 0; i < s->dx && status == 0 && square > 0; ++i) {
    s->x[i] -= 0.01 / sqrt(square) * s->gradient[i];
  }
  return status;
}

static const double* x(const void* self) { return ((const solver*)self)->x; }

const assay_solver_functions* assay_plugin(uint32_t abi_version) {
  static const assay_solver_functions table = {.abi_version = ASSAY_ABI_VERSION,
                                               .struct_size = sizeof(assay_solver_functions),
                                               .create = create,
                                               .destroy = destroy,
                                               .start = start,
                                               .step = step,
                                               .x = x};
  return abi_version == ASSAY_ABI_VERSION ? &table : NULL;
}
