#pragma once
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

/// The files of tests/fuzz/corpus/<folder>, by name.
inline std::map<std::string, std::string> corpus(const std::string& folder) {
  std::map<std::string, std::string> texts;
  for (const auto& entry :
       std::filesystem::directory_iterator(ASSAY_ROOT "/tests/fuzz/corpus/" + folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    texts[entry.path().filename()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return texts;
}
