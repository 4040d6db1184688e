// What the fuzzer of logs found worth keeping, replayed: each text reads, or is an InvalidArgument
// of one line.
#include <assay/error.hpp>
#include <assay/measure/curve_csv.hpp>

#include <catch2/catch.hpp>

#include "corpus.hpp"

TEST_CASE("every log of the corpus reads or is refused in one line, with its place") {
  int read = 0;
  int refused = 0;
  for (const auto& [name, text] : corpus("csv")) {
    INFO(name);
    try {
      const std::size_t runs =
          assay::read_curve(text).trials.size(); // Catch would keep what it throws
      CHECK(runs > 0);
      ++read;
    } catch (const assay::InvalidArgument& error) {
      const std::string message = error.what();
      CHECK(message.find('\n') == std::string::npos);
      CHECK(message.rfind("line ", 0) == 0);
      ++refused;
    }
  }
  CHECK(read >= 5);
  CHECK(refused >= 10);
}
