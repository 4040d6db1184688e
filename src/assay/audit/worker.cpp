#include <assay/audit/descendants.hpp>
#include <assay/audit/worker.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace assay::audit {
namespace {

constexpr int above_fixed = 10; // descriptors of ours stay clear of the child's fixed ones
constexpr double grace = 3;     // seconds, at most, that a keeper has to say what happened
constexpr int patience = 2000;  // milliseconds that a keeper has to end
constexpr double kibibyte = 1 << 10, mebibyte = 1 << 20;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

int high(int descriptor) {
  const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, above_fixed);
  if (moved < 0) {
    fail("fcntl");
  }
  close(descriptor);
  return moved;
}

void open_pair(int type, int& ours, int& childs) {
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    fail("socketpair");
  }
  ours = high(pair[0]);
  childs = high(pair[1]);
}

std::string shown(double number, const char* unit) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.4g %s", number, unit);
  return text.data();
}

std::string name_of_signal(int signal) {
  switch (signal) {
  case SIGSEGV:
    return "segmentation fault";
  case SIGABRT:
    return "abort";
  case SIGFPE:
    return "arithmetic error (SIGFPE)";
  case SIGILL:
    return "illegal instruction";
  case SIGBUS:
    return "bus error";
  default:
    return std::string("killed by SIG") + sigabbrev_np(signal);
  }
}

/// Nothing may reach a terminal but plain text.
void make_plain(std::string& text) {
  for (char& c : text) {
    c = (c >= ' ' && c < 127) || c == '\n' ? c : '?';
  }
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ASSAY_CRASHES_ARE_CAUGHT
#ifdef __SANITIZE_ADDRESS__
#define ASSAY_SANITIZER_OPTIONS "ASAN_OPTIONS="
#else
#define ASSAY_SANITIZER_OPTIONS "TSAN_OPTIONS="
#endif
/// A crash of the solver is to end its process as it would without the sanitizer.
char crash_as_usual[] =
    ASSAY_SANITIZER_OPTIONS "handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:"
                            "handle_sigill=0:detect_leaks=0:allocator_may_return_null=1";
#endif

std::vector<char*> environment() {
  std::vector<char*> all;
#ifdef ASSAY_CRASHES_ARE_CAUGHT
  all.push_back(crash_as_usual); // the first of a name counts
#endif
  for (char** variable = environ; *variable != nullptr; ++variable) {
    all.push_back(*variable);
  }
  all.push_back(nullptr);
  return all;
}

/// The streams, session and signals of a child.
class Setup {
public:
  Setup(int messages, int keeper, int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, messages, message_descriptor);
    posix_spawn_file_actions_adddup2(&actions_, keeper, keeper_descriptor);
    posix_spawn_file_actions_addclosefrom_np(&actions_, keeper_descriptor + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  Setup(const Setup&) = delete;
  Setup& operator=(const Setup&) = delete;
  ~Setup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  pid_t spawn(std::vector<std::string> arguments) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) {
      argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    pid_t child = -1;
    const int error =
        posix_spawn(&child, argv[0], &actions_, &attributes_, argv.data(), environment().data());
    if (error != 0) {
      errno = error;
      fail(argv[0]);
    }
    return child;
  }

private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

} // namespace

std::string one_line(std::string text) {
  constexpr std::size_t longest = 500;
  std::replace(text.begin(), text.end(), '\n', ' ');
  make_plain(text);
  return text.size() > longest ? text.substr(0, longest) + "..." : text;
}

Worker::Descriptors Worker::open_all() {
  Descriptors d{};
  open_pair(SOCK_STREAM, d.messages, d.messages_of_child);
  open_pair(SOCK_SEQPACKET, d.keeper, d.keeper_of_child);
  d.output = memfd_create("output", MFD_CLOEXEC);
  if (d.output < 0) {
    fail("memfd_create");
  }
  d.output = high(d.output);
  fcntl(d.output, F_SETFL, O_APPEND);
  return d;
}

Worker::Worker(const std::string& program, const std::string& target, const Limits& limits)
    : Worker(open_all(), program, target, limits) {}

Worker::Worker(const Descriptors& open,
               const std::string& program,
               const std::string& target,
               const Limits& limits)
    : limits_(limits), channel_(open.messages), keeper_(open.keeper), output_(open.output) {
  process_ = Setup(open.messages_of_child, open.keeper_of_child, open.output)
                 .spawn({program.empty() ? "/proc/self/exe" : program, "audit-child", target,
                         std::to_string(limits.memory), std::to_string(limits.output),
                         std::to_string(limits.processes), limits.namespaces ? "1" : "0"});
  close(open.messages_of_child);
  close(open.keeper_of_child);
  channel_.set_patience(limits.answer_seconds);
}

Worker::~Worker() {
  end();
  close(output_);
}

/// Closing its socket tells the keeper to end everything; it is gone when all are.
void Worker::end() {
  if (process_ < 0) {
    return;
  }
  close(keeper_);
  // By number: the header of glibc 2.36 declares pidfd_open for C alone.
  const auto handle = static_cast<int>(syscall(SYS_pidfd_open, process_, 0));
  pollfd gone{handle, POLLIN, 0};
  if (handle < 0 || poll(&gone, 1, patience) != 1) { // stopped, or no match for what it keeps
    constexpr std::size_t all = 100'000;
    for (const pid_t each : descendants(process_, all)) {
      kill(each, SIGKILL);
    }
    kill(process_, SIGKILL);
  }
  kill(-process_, SIGKILL); // whoever outlived its keeper; the number is ours until waitpid
  close(handle);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
}

/// What the keeper says within so many seconds; its last word, if it is more than one.
std::optional<Ending> Worker::ending(double seconds) {
  std::optional<Ending> last;
  for (;;) {
    const bool over = last && (last->crowded != 0 || !WIFSTOPPED(last->status));
    pollfd word{keeper_, POLLIN, 0};
    Ending said;
    if (poll(&word, 1, over ? 0 : static_cast<int>(seconds * 1e3)) != 1 ||
        recv(keeper_, &said, sizeof said, 0) != sizeof said) {
      return last;
    }
    if (said.shut_in == 0) {
      last = said;
    }
  }
}

std::int32_t Worker::shut_in() const {
  Ending said;
  return recv(keeper_, &said, sizeof said, MSG_DONTWAIT) == sizeof said ? said.shut_in : 0;
}

std::string Worker::name_of(const Ending& ending) const {
  if (ending.crowded != 0) {
    return "more than " + std::to_string(limits_.processes) + " processes at once";
  }
  if (WIFEXITED(ending.status)) {
    const int code = WEXITSTATUS(ending.status);
    return code == exit_lost ? "it closed its connection to assay"
                             : "exit(" + std::to_string(code) + ")";
  }
  const int signal = WTERMSIG(ending.status);
  if (signal == SIGXFSZ) {
    return "a file of more than " + shown(static_cast<double>(limits_.output) / kibibyte, "KiB");
  }
  if (signal == SIGXCPU) {
    return "more than " + shown(limits_.processor_seconds, "s of processor time");
  }
  const auto used = static_cast<double>(ending.most_memory);
  const auto allowed = static_cast<double>(limits_.memory);
  std::string name = name_of_signal(signal);
  if (used > allowed / 2) { // whoever does not look at what malloc returns ends so
    name += " (" + shown(std::floor(used / mebibyte), "of ") +
            shown(allowed / mebibyte, "MiB of memory in use)");
  }
  return name;
}

std::string Worker::end_of(const NoMessage& reason) {
  using Why = NoMessage::Why;
  const std::optional<Ending> last =
      process_ >= 0
          ? ending(reason.why == Why::closed ? std::min(grace, limits_.answer_seconds) : 0)
          : std::nullopt;
  const bool late = reason.why == Why::timed_out;
  std::string what;
  if (flooded()) {
    what = "more than " + shown(static_cast<double>(limits_.output) / kibibyte, "KiB") +
           " written to stdout and stderr";
  } else if (last && !WIFSTOPPED(last->status)) {
    what = name_of(*last);
  } else if (late) {
    what = "no answer for " + shown(channel().patience(), "s");
    what += last ? ", stopped by SIG" + std::string(sigabbrev_np(WSTOPSIG(last->status))) : "";
  } else if (reason.why == Why::malformed) {
    what = reason.detail + " sent to assay";
  } else {
    what = "it closed its connection to assay";
  }
  end();
  return what;
}

bool Worker::flooded() const {
  struct stat s {};
  return fstat(output_, &s) == 0 && s.st_size >= static_cast<off_t>(limits_.output);
}

std::string Worker::output() const {
  constexpr off_t most = 2000; // bytes shown
  struct stat s {};
  fstat(output_, &s);
  std::string text(static_cast<std::size_t>(std::min(s.st_size, most)), '\0');
  const ssize_t n = pread(output_, text.data(), text.size(), std::max<off_t>(0, s.st_size - most));
  text.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  while (!text.empty() && text.back() == '\n') {
    text.pop_back();
  }
  make_plain(text);
  constexpr int lines = 5;
  std::size_t begin = text.size();
  for (int line = 0; line < lines && begin != std::string::npos && begin > 0; ++line) {
    begin = text.rfind('\n', begin - 1);
  }
  return begin == std::string::npos || begin == 0 ? text : text.substr(begin + 1);
}

bool Worker::cut_output() {
  struct stat s {};
  const auto kept = static_cast<off_t>(limits_.kept_output);
  return fstat(output_, &s) == 0 && s.st_size > kept && ftruncate(output_, kept) == 0;
}

void Worker::clear_output() { (void)!ftruncate(output_, 0); }

} // namespace assay::audit
