#include <assay/error.hpp>
#include <assay/store/lock.hpp>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace assay {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
  throw FileError("cannot write " + file.string() + ": " + why);
}

[[noreturn]] void refuse_open(const fs::path& file, int reason) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (reason == ENOENT) {
    refuse(file, "there is no folder " + folder.string() + "; make it first");
  }
  if (reason == EACCES || reason == EROFS || reason == EPERM) {
    refuse(file,
           "the folder " + folder.string() + " is read-only; make it writable or write to another");
  }
  refuse(file, std::generic_category().message(reason));
}

/// Who holds the lock, as it wrote itself into it.
std::string holder(int descriptor) {
  char text[24] = {};
  const ssize_t length = pread(descriptor, text, sizeof text - 1, 0);
  const std::string process(text, length > 0 ? static_cast<std::size_t>(length) : 0);
  return process.empty() ? "" : " (process " + process + ")";
}

} // namespace

WriteLock::WriteLock(const fs::path& file) {
  // One lock for one file, whatever link it is reached by.
  std::error_code error;
  const fs::path real = fs::weakly_canonical(file, error);
  path_ = (error ? file : real).string() + "-lock";
  while (!acquire(file)) {
  }
}

bool WriteLock::acquire(const fs::path& file) {
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) {
    refuse_open(file, errno);
  }
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    const std::string who = holder(descriptor_);
    ::close(descriptor_);
    refuse(file, reason == EWOULDBLOCK
                     ? "it is in use by another assay" + who +
                           "; wait until that ends, or write to another file and merge them later"
                     : "it cannot be locked: " + std::generic_category().message(reason));
  }
  // The last holder may have removed the lock between our opening and our locking it.
  struct stat mine {};
  struct stat there {};
  if (fstat(descriptor_, &mine) != 0 || ::stat(path_.c_str(), &there) != 0 ||
      mine.st_ino != there.st_ino || mine.st_dev != there.st_dev) {
    ::close(descriptor_);
    return false;
  }
  const std::string process = std::to_string(getpid());
  // On a full disk the holder stays unnamed; the lock holds all the same.
  if (ftruncate(descriptor_, 0) != 0 ||
      pwrite(descriptor_, process.data(), process.size(), 0) < 0) {
    return true;
  }
  return true;
}

WriteLock::~WriteLock() {
  ::unlink(path_.c_str()); // while it is held: nobody's else lock is removed
  ::close(descriptor_);
}

} // namespace assay
