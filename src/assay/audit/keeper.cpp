#include <assay/audit/child.hpp>
#include <assay/audit/confinement.hpp>
#include <assay/audit/descendants.hpp>
#include <assay/audit/keeper.hpp>
#include <assay/audit/python_child.hpp>
#include <assay/error.hpp>
#include <assay/problems/solver_file.hpp>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::audit {
namespace {

struct Orders {
  std::string target;
  rlim_t memory = 0, files = 0;
  std::size_t processes = 0;
  bool namespaces = true;
  Namespace in = Namespace::none;              ///< what it runs in
  const assay_solver_functions* own = nullptr; ///< the program's solver; null: the target is loaded
};

void limit(int what, rlim_t most) {
  rlimit r{most, most};
  setrlimit(static_cast<__rlimit_resource>(what), &r);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool shadowed = true; // a sanitizer maps terabytes: no limit on addresses
#else
constexpr bool shadowed = false;
#endif

/// The solver's process. Does not return.
[[noreturn]] void work(const Orders& orders) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  close(keeper_descriptor);
  constexpr rlim_t most_descriptors = 256;
  drop_privileges(orders.in);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, orders.files);
  limit(RLIMIT_NOFILE, most_descriptors);
  if (!shadowed) {
    limit(RLIMIT_AS, orders.memory);
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0); // a crash loses no line
  int code = 0;
  try {
    if (orders.own == nullptr && names_python(orders.target)) {
      throw InvalidArgument(become_python(orders.target, message_descriptor));
    }
    const assay_solver_functions table = orders.own != nullptr
                                             ? checked_table(orders.own, orders.target)
                                             : load_library(orders.target);
    code = serve_solver(message_descriptor, table);
  } catch (const std::exception& error) {
    refuse_to_serve(message_descriptor, error.what());
  }
  _exit(code);
}

void tell(std::int32_t shut_in) {
  const Ending first{.shut_in = ShutIn::told | shut_in};
  (void)!send(keeper_descriptor, &first, sizeof first, MSG_NOSIGNAL);
}

/// Waits for the worker, reaping what else ends, and reports. Has it ended?
bool report(pid_t worker, int options) {
  for (;;) {
    int status = 0;
    rusage used{};
    const pid_t ended = wait4(-1, &status, WUNTRACED | options, &used);
    if (ended == 0) {
      return false;
    }
    if (ended < 0 && errno != EINTR) {
      _exit(0); // no child is left
    }
    if (ended == worker) {
      const Ending ending{.status = status,
                          .most_memory = static_cast<std::uint64_t>(used.ru_maxrss) * 1024};
      (void)!send(keeper_descriptor, &ending, sizeof ending, MSG_NOSIGNAL);
      if (!WIFSTOPPED(status)) {
        return true;
      }
    }
  }
}

/// First process of the namespace: when it ends, the system ends all others there.
[[noreturn]] void be_first(const Orders& orders) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const bool own_files = own_mounts() && own_temporary_files(path_of(orders.target), orders.memory);
  tell(ShutIn::own_processes | (own_files ? ShutIn::own_files : 0));
  const pid_t worker = fork();
  if (worker == 0) {
    work(orders);
  }
  close(message_descriptor);
  report(worker, 0);
  _exit(0);
}

/// Our children by /proc: what the worker started, once its own parents are gone.
bool kill_children() {
  const std::string us = std::to_string(getpid());
  bool any = false;
  DIR* processes = opendir("/proc");
  if (processes == nullptr) {
    return false;
  }
  while (const dirent* entry = readdir(processes)) { // NOLINT(concurrency-mt-unsafe): one thread
    const pid_t pid = std::atoi(entry->d_name);
    char text[512] = {};
    const std::string file = std::string("/proc/") + entry->d_name + "/stat";
    const int descriptor = pid > 0 ? open(file.c_str(), O_RDONLY | O_CLOEXEC) : -1;
    if (descriptor < 0) {
      continue;
    }
    (void)!read(descriptor, text, sizeof text - 1);
    close(descriptor);
    const char* after_name = std::strrchr(text, ')'); // "pid (name) state parent ..."
    if (after_name != nullptr && std::strncmp(after_name + 4, us.c_str(), us.size()) == 0 &&
        after_name[4 + us.size()] == ' ') {
      kill(pid, SIGKILL);
      any = true;
    }
  }
  closedir(processes);
  return any;
}

/// Ends all our descendants: what loses its parent becomes our child before that parent is reaped.
[[noreturn]] void end_all() {
  for (bool any = true; any;) {
    constexpr std::size_t all = 100'000;
    for (const pid_t each : descendants(getpid(), all)) { // faster than they start others
      kill(each, SIGKILL);
    }
    any = kill_children();
    waitpid(-1, nullptr, any ? 0 : WNOHANG);
  }
  _exit(0);
}

void ignore(int /*signal*/) {}

/// Until assay closes the socket, or the worker has ended or has too many processes.
[[noreturn]] void keep(pid_t child, const Orders& orders, bool first_of_namespace) {
  constexpr timespec moment{0, 100'000'000};
  constexpr std::size_t ours = 2; // the first of the namespace and the worker
  close(message_descriptor);
  sigset_t none;
  sigemptyset(&none);
  for (;;) {
    const bool ended =
        first_of_namespace ? waitpid(child, nullptr, WNOHANG) != 0 : report(child, WNOHANG);
    pollfd connection{keeper_descriptor, POLLIN, 0};
    // assay never writes: what is there to read is its end.
    if (ended || ppoll(&connection, 1, &moment, &none) > 0) {
      end_all();
    }
    const std::size_t most = orders.processes + ours;
    if (descendants(getpid(), most + 1).size() > most) {
      const Ending crowded{.crowded = 1};
      (void)!send(keeper_descriptor, &crowded, sizeof crowded, MSG_NOSIGNAL);
      end_all();
    }
  }
}

Orders read(int argc, char** argv) {
  constexpr int arguments = 7;
  need(argc == arguments, "audit-child is for assay itself: it runs a solver under audit");
  Orders orders;
  orders.target = argv[2];
  orders.memory = std::strtoull(argv[3], nullptr, 10);
  orders.files = std::strtoull(argv[4], nullptr, 10);
  orders.processes = std::strtoull(argv[5], nullptr, 10);
  orders.namespaces = std::strcmp(argv[6], "1") == 0;
  return orders;
}

} // namespace

std::optional<int> run_child(int argc, char** argv, const assay_solver_functions* own) {
  if (argc < 2 || std::strcmp(argv[1], "audit-child") != 0) {
    return std::nullopt;
  }
  Orders orders;
  try {
    orders = read(argc, argv);
    orders.own = own;
  } catch (const InvalidArgument& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 2;
  }
  if (own == nullptr && names_python(orders.target)) {
    settle_python_package();
  }
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  orders.in = orders.namespaces ? enter_namespace() : Namespace::none;
  const bool first = orders.in != Namespace::none;
  if (!first) {
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    tell(0);
  }
  sigset_t ended;
  sigemptyset(&ended);
  sigaddset(&ended, SIGCHLD);
  std::signal(SIGCHLD, ignore); // so that it interrupts ppoll
  sigprocmask(SIG_BLOCK, &ended, nullptr);
  const pid_t child = fork();
  if (child < 0) {
    return 1;
  }
  if (child > 0) {
    keep(child, orders, first);
  }
  std::signal(SIGCHLD, SIG_DFL);
  sigprocmask(SIG_UNBLOCK, &ended, nullptr);
  if (first) {
    be_first(orders);
  }
  work(orders);
}

} // namespace assay::audit
