#include <assay/audit/confinement.hpp>

#include <array>
#include <fcntl.h>
#include <linux/capability.h>
#include <mutex>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::audit {
namespace {

void put(const char* file, const std::string& text) {
  const int descriptor = open(file, O_WRONLY | O_CLOEXEC);
  if (descriptor >= 0) {
    (void)!write(descriptor, text.data(), text.size());
    close(descriptor);
  }
}

/// An overlay: below it the folder as it is, above it an empty one in memory.
bool cover(const std::string& folder, unsigned long long most_bytes) {
  const int below = open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (below < 0) {
    return true; // there is none
  }
  const std::string size = "mode=1777,size=" + std::to_string(most_bytes);
  const unsigned long flags = MS_NOSUID | MS_NODEV;
  bool covered = mount("tmpfs", folder.c_str(), "tmpfs", flags, size.c_str()) == 0;
  if (covered) {
    const std::string above = folder + "/above";
    const std::string work = folder + "/work";
    mkdir(above.c_str(), 0700);
    chmod(above.c_str(), 01777); // mkdir heeds the umask
    mkdir(work.c_str(), 0700);
    const std::string layers = "lowerdir=/proc/self/fd/" + std::to_string(below) +
                               ",upperdir=" + above + ",workdir=" + work + ",userxattr";
    covered = mount("overlay", folder.c_str(), "overlay", flags, layers.c_str()) == 0;
    if (!covered) {
      umount2(folder.c_str(), MNT_DETACH);
    }
  }
  close(below);
  return covered;
}

void uncover(const std::string& folder) {
  umount2(folder.c_str(), MNT_DETACH); // the overlay, and what it lies on
  umount2(folder.c_str(), MNT_DETACH);
}

/// Where we are is a folder below the cover until it is entered again by its name.
void enter_again() {
  std::array<char, 4096> folder{};
  if (getcwd(folder.data(), folder.size()) != nullptr) {
    (void)!chdir(folder.data());
  }
}

std::mutex& counting() {
  static std::mutex mutex;
  return mutex;
}
int hosting = 0;
int was_readable = 1;

} // namespace

Namespace enter_namespace() {
  const std::string uid = std::to_string(getuid());
  const std::string gid = std::to_string(getgid());
  if (unshare(CLONE_NEWUSER | CLONE_NEWPID) == 0) {
    put("/proc/self/setgroups", "deny");
    put("/proc/self/uid_map", uid + " " + uid + " 1");
    put("/proc/self/gid_map", gid + " " + gid + " 1");
    return Namespace::processes_and_user;
  }
  return unshare(CLONE_NEWPID) == 0 ? Namespace::processes : Namespace::none;
}

bool own_mounts() {
  if (unshare(CLONE_NEWNS) != 0 ||
      mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
    return false;
  }
  mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr);
  return true;
}

bool own_temporary_files(const std::string& solver, unsigned long long most_bytes) {
  bool all = true;
  for (const std::string folder : {"/tmp", "/var/tmp", "/dev/shm"}) {
    const bool seen = access(solver.c_str(), R_OK) == 0;
    bool covered = cover(folder, most_bytes);
    if (covered && seen && access(solver.c_str(), R_OK) != 0) { // on a mount inside the folder
      uncover(folder);
      covered = false;
    }
    all = all && covered;
  }
  enter_again();
  return all;
}

void drop_privileges(Namespace in) {
  constexpr std::array<int, 2> risky = {CAP_SYS_ADMIN, CAP_SYS_PTRACE};
  const bool all = in == Namespace::processes_and_user;
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> held{};
  if (syscall(SYS_capget, &header, held.data()) != 0) {
    return;
  }
  const auto drop = [&](int capability) {
    prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    __user_cap_data_struct& word = held.at(static_cast<std::size_t>(capability) / 32);
    const auto others = ~(1U << (static_cast<unsigned>(capability) % 32));
    word.effective &= others;
    word.permitted &= others;
    word.inheritable &= others;
  };
  if (all) {
    for (int capability = 0; capability <= CAP_LAST_CAP; ++capability) {
      drop(capability);
    }
  } else {
    for (const int capability : risky) {
      drop(capability);
    }
  }
  syscall(SYS_capset, &header, held.data());
}

Unreadable::Unreadable() {
  const std::lock_guard lock(counting());
  if (hosting++ == 0) {
    was_readable = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  }
}

Unreadable::~Unreadable() {
  const std::lock_guard lock(counting());
  if (--hosting == 0 && was_readable == 1) {
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  }
}

} // namespace assay::audit
