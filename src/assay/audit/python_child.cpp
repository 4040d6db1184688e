#include <assay/audit/python_child.hpp>
#include <assay/error.hpp>
#include <assay/problems/solver_file.hpp>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <unistd.h>

namespace assay::audit {
namespace {

namespace fs = std::filesystem;

std::string from_environment(const char* name, const std::string& standard) {
  const char* given = std::getenv(name);
  return given != nullptr && *given != '\0' ? given : standard;
}

/// The folder that holds the package; empty if there is none.
fs::path package() {
  const std::string given = from_environment("ASSAY_PYTHON_PACKAGE", "");
  if (!given.empty()) {
    return given;
  }
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none).parent_path();
  for (const char* beside : {"../../../python", "../lib/assay/python"}) { // built, installed
    const fs::path folder = program / beside;
    if (fs::exists(folder / "assay" / "child.py", none)) {
      return fs::canonical(folder, none);
    }
  }
  return {};
}

} // namespace

bool names_python(const std::string& target) { return path_of(target).ends_with(".py"); }

std::string checked_python(const std::string& target) {
  const std::string file = path_of(target);
  const std::size_t end = file.size();
  need(end + 1 < target.size(), target + ": name the class too, as in " + file + ":MySolver");
  std::error_code none;
  need(fs::is_regular_file(file, none), "there is no file " + file);
  return fs::canonical(file).string() + target.substr(end);
}

void settle_python_package() {
  if (const fs::path found = package(); !found.empty()) {
    setenv("ASSAY_PYTHON_PACKAGE", found.c_str(), 1);
  }
}

std::string become_python(const std::string& target, int descriptor) {
  if (package().empty()) {
    return "this build has no Python package: install pybind11-dev, python3-dev and python3-numpy "
           "and build again, or name its folder by ASSAY_PYTHON_PACKAGE";
  }
  std::string interpreter = from_environment("ASSAY_PYTHON", "/usr/bin/python3");
  setenv("PYTHONPATH", package().c_str(), 1);
  setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
  setenv("PYTHONSAFEPATH", "1", 1); // no module of the current folder in place of ours or NumPy
  setenv("OPENBLAS_NUM_THREADS", "1", 1); // a thread of it reserves more than a limit may allow
  std::string as_module = "-m";
  std::string module = "assay.child";
  std::string solver = target;
  std::string number = std::to_string(descriptor);
  std::array<char*, 6> arguments = {interpreter.data(), as_module.data(), module.data(),
                                    solver.data(),      number.data(),    nullptr};
  execv(interpreter.c_str(), arguments.data());
  return "cannot run " + interpreter + ": " + std::strerror(errno) +
         " (ASSAY_PYTHON names the interpreter)";
}

} // namespace assay::audit
