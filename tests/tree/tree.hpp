#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

/// The source tree as the tests about it see it: files we write, without what a build leaves
/// behind.
namespace tree {

namespace fs = std::filesystem;

inline fs::path root() { return ASSAY_ROOT; }

inline std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Every file of the tree, relative to its root, sorted.
inline std::vector<fs::path> files(const std::set<std::string>& extensions = {}) {
  std::vector<fs::path> found;
  for (const auto& top : fs::directory_iterator(root())) {
    const std::string name = top.path().filename().string();
    const bool ours =
        name != ".git" && name != "assay-out" && name != ".cache" && name.rfind("build", 0) != 0;
    if (!ours) {
      continue;
    }
    const auto see = [&](const fs::path& file) {
      if (extensions.empty() || extensions.count(file.extension().string()) != 0) {
        found.push_back(fs::relative(file, root()));
      }
    };
    if (top.is_regular_file()) {
      see(top.path());
    } else if (top.is_directory()) {
      for (const auto& entry : fs::recursive_directory_iterator(top.path())) {
        if (entry.is_regular_file()) {
          see(entry.path());
        }
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

} // namespace tree
