#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <pty.h>
#include <signal.h>
#include <stdexcept>
#include <support/program.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace program {
namespace {

[[noreturn]] void become(const std::vector<std::string>& arguments, const Setting& setting) {
  for (const std::string& entry : setting.environment) {
    const auto equals = entry.find('=');
    setenv(entry.substr(0, equals).c_str(), entry.substr(equals + 1).c_str(), 1);
  }
  if (!setting.folder.empty() && chdir(setting.folder.c_str()) != 0) {
    _exit(125);
  }
  if (setting.file_limit > 0) { // writing more fails, as on a full disk, instead of ending it
    const auto bytes = static_cast<rlim_t>(setting.file_limit);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, SIG_IGN);
  }
  std::vector<char*> argv;
  std::string name = ASSAY_PROGRAM;
  argv.push_back(name.data());
  std::vector<std::string> copies = arguments;
  for (std::string& argument : copies) {
    argv.push_back(argument.data());
  }
  argv.push_back(nullptr);
  execv(argv[0], argv.data());
  _exit(126);
}

void redirect(const std::string& path, int descriptor) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || dup2(file, descriptor) < 0) {
    _exit(124);
  }
}

int wait_for(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool has_ended(pid_t child) {
  siginfo_t info{};
  waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT);
  return info.si_pid == child;
}

void signal_when(pid_t child, const Setting& setting, const std::string& err) {
  // It may end without a word of what is waited for.
  while (content(err).find(setting.signal_after) == std::string::npos && !has_ended(child)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(setting.delay));
  kill(child, setting.signal);
}

Outcome run_in_terminal(const std::vector<std::string>& arguments, const Setting& setting) {
  int master = 0;
  winsize size{.ws_row = 40, .ws_col = 120, .ws_xpixel = 0, .ws_ypixel = 0};
  const pid_t child = forkpty(&master, nullptr, nullptr, &size);
  if (child == 0) {
    become(arguments, setting);
  }
  Outcome outcome;
  std::array<char, 4096> buffer{};
  for (ssize_t n = 0; (n = read(master, buffer.data(), buffer.size())) > 0;) {
    outcome.out.append(buffer.data(), static_cast<std::size_t>(n));
  }
  close(master);
  outcome.code = wait_for(child);
  return outcome;
}

} // namespace

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Outcome run(const std::vector<std::string>& arguments, const Setting& setting) {
  if (setting.terminal) {
    return run_in_terminal(arguments, setting);
  }
  const Folder streams;
  const std::string out =
      setting.out_path.empty() ? (streams.path() / "out").string() : setting.out_path;
  const std::string err = (streams.path() / "err").string();
  const pid_t child = fork();
  if (child == 0) {
    redirect(out, STDOUT_FILENO);
    redirect(err, STDERR_FILENO);
    become(arguments, setting);
  }
  if (setting.signal != 0) {
    signal_when(child, setting, err);
  }
  const int code = wait_for(child);
  return {code, setting.out_path.empty() ? content(out) : "", content(err)};
}

Folder::Folder() {
  static std::atomic<int> counter = 0;
  path_ = std::filesystem::temp_directory_path() /
          ("assay-test-" + std::to_string(getpid()) + "-" + std::to_string(counter++));
  std::filesystem::remove_all(path_);
  std::filesystem::create_directories(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

} // namespace program
