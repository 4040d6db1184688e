// Whole and damaged results files: each reads to its end, or is a FileError of one line.
#include <assay/error.hpp>
#include <assay/store/store.hpp>

#include <catch2/catch.hpp>

#include "corpus.hpp"
#include <unistd.h>

TEST_CASE("every results file of the corpus reads or is refused in one line") {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("assay-corpus-" + std::to_string(getpid()));
  int read = 0;
  int refused = 0;
  for (const auto& [name, bytes] : corpus("results")) {
    INFO(name);
    std::ofstream(file, std::ios::binary) << bytes; // a copy: reading may leave a journal beside
    try {
      const assay::Store store(file);
      std::uint64_t seen = 0;
      assay::Records records(store);
      while (records.next()) {
        ++seen;
      }
      CHECK(seen == store.size());
      ++read;
    } catch (const assay::FileError& error) {
      CHECK(std::string(error.what()).find('\n') == std::string::npos);
      ++refused;
    }
  }
  std::filesystem::remove(file);
  CHECK(read >= 2);
  CHECK(refused >= 3);
}
