// libFuzzer's entry to the reader of results: any file reads to its end, every trial with the key
// that belongs to it, or is a FileError of one line.
#include <assay/error.hpp>
#include <assay/store/store.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("assay-fuzz-" + std::to_string(getpid()));
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  try {
    const assay::Store store(file);
    std::uint64_t seen = 0;
    assay::Records records(store);
    while (records.next()) {
      ++seen;
    }
    if (seen != store.size()) {
      std::abort();
    }
  } catch (const assay::FileError& error) {
    if (std::string_view(error.what()).find('\n') != std::string_view::npos) {
      std::abort();
    }
  }
  std::filesystem::remove(file);
  return 0;
}
