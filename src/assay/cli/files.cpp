#include "files.hpp"

#include <assay/error.hpp>

#include "console.hpp"
#include "exit.hpp"
#include <cerrno>
#include <cstring>
#include <fstream>

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, const std::string& why) {
  throw FileError("cannot write " + path.string() + ": " + why);
}

} // namespace

void write_file(const fs::path& path, const std::string& content) {
  const fs::path part = path.string() + ".part";
  std::error_code error;
  {
    std::ofstream out(part, std::ios::binary);
    out << content << std::flush;
    if (!out) {
      const int reason = errno;
      fs::remove(part, error);
      refuse(path, std::strerror(reason)); // NOLINT(concurrency-mt-unsafe): no thread writes files
    }
  }
  fs::rename(part, path, error);
  if (error) {
    const std::string reason = error.message();
    fs::remove(part, error);
    refuse(path, reason);
  }
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    refuse(folder, error.message());
  }
}

void prepare_folder(const fs::path& folder) {
  make_folder(folder);
  std::error_code error;
  const fs::path probe = folder / "probe";
  write_file(probe, "");
  fs::remove(probe, error);
}

void attempt_file(const std::function<void()>& write, int& code) {
  try {
    write();
  } catch (const FileError& error) {
    log(error.what());
    code = worse(code, files);
  }
}

} // namespace assay::cli
