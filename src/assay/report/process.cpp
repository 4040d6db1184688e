#include <assay/report/process.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace assay {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// An anonymous file in memory. With files on all three streams nothing can block or deadlock.
class MemoryFile {
public:
  MemoryFile() : descriptor_(memfd_create("assay", MFD_CLOEXEC)) {
    if (descriptor_ < 0) {
      fail("memfd_create");
    }
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  MemoryFile(MemoryFile&&) = delete;
  MemoryFile& operator=(MemoryFile&&) = delete;
  ~MemoryFile() { close(descriptor_); }

  [[nodiscard]] int descriptor() const { return descriptor_; }

  void write(const std::string& text) const {
    for (std::size_t done = 0; done < text.size();) {
      const ssize_t n = ::write(descriptor_, text.data() + done, text.size() - done);
      if (n < 0 && errno != EINTR) {
        fail("write");
      }
      done += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    lseek(descriptor_, 0, SEEK_SET);
  }

  [[nodiscard]] std::string read() const {
    lseek(descriptor_, 0, SEEK_SET);
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
      const ssize_t n = ::read(descriptor_, buffer.data(), buffer.size());
      if (n < 0 && errno != EINTR) {
        fail("read");
      }
      if (n == 0) {
        return text;
      }
      text.append(buffer.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
    }
  }

private:
  int descriptor_;
};

/// What the child is given: our three files, its own process group, signals as by default.
class Setup {
public:
  Setup(const MemoryFile& in, const MemoryFile& out, const MemoryFile& err) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, in.descriptor(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, out.descriptor(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, err.descriptor(), STDERR_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &usual);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  }
  Setup(const Setup&) = delete;
  Setup& operator=(const Setup&) = delete;
  Setup(Setup&&) = delete;
  Setup& operator=(Setup&&) = delete;
  ~Setup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  /// 0 or the error; `child` is the new process.
  int spawn(const std::vector<std::string>& arguments, pid_t& child) {
    std::vector<char*> argv;
    for (const std::string& argument : arguments) {
      argv.push_back(const_cast<char*>(argument.c_str())); // posix_spawn does not write to it
    }
    argv.push_back(nullptr);
    const char* found = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe): never set by us
    std::string path = std::string("PATH=") + (found == nullptr ? "/usr/bin:/bin" : found);
    std::string locale = "LC_ALL=C.UTF-8";
    char* const environment[] = {path.data(), locale.data(), nullptr};
    return posix_spawnp(&child, argv[0], &actions_, &attributes_, argv.data(), environment);
  }

private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

} // namespace

Finished run_program(const std::vector<std::string>& arguments, const std::string& input) {
  const MemoryFile in;
  const MemoryFile out;
  const MemoryFile err;
  in.write(input);
  pid_t child = 0;
  const int error = Setup(in, out, err).spawn(arguments, child);
  if (error == ENOENT || error == EACCES) {
    return {};
  }
  if (error != 0) {
    errno = error;
    fail("posix_spawn");
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) {
      fail("waitpid");
    }
  }
  return {.installed = true,
          .succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0,
          .output = out.read(),
          .errors = err.read()};
}

} // namespace assay
