#pragma once
#include <string>

/// Solvers in Python: how their process finds an interpreter and assay's Python package.
namespace assay::audit {

/// Is it FILE.py:CLASS (or FILE.py, which names no class)?
bool names_python(const std::string& target);

/// Of FILE.py:CLASS the same with the file's full path. Throws InvalidArgument, one clear line: no
/// class is named, no such file, no Python package in this build.
std::string checked_python(const std::string& target);

/// Settles where the package is, in this process's environment. To be called before a process
/// enters a namespace, where /proc may tell nothing of it (in a chroot, which cannot mount its
/// own).
void settle_python_package();

/// Turns this process into the interpreter that serves the class over a descriptor. Returns only
/// where that fails: the reason.
/// Environment  ASSAY_PYTHON: the interpreter;  ASSAY_PYTHON_PACKAGE: the folder of the package
///              `assay` (default: the one of this build, or beside the installed program).
std::string become_python(const std::string& target, int descriptor);

} // namespace assay::audit
