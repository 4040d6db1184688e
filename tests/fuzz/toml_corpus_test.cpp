// What the fuzzer of experiments found worth keeping, replayed: each text reads, or is an
// InvalidArgument of one line.
#include <assay/error.hpp>
#include <assay/experiments/read.hpp>

#include <catch2/catch.hpp>

#include "corpus.hpp"

TEST_CASE("every text of the corpus reads or is refused in one line") {
  int read = 0;
  int refused = 0;
  for (const auto& [name, text] : corpus("toml")) {
    INFO(name);
    try {
      const assay::Experiment experiment = assay::read_experiment(text, "corpus.toml");
      CHECK(assay::read_experiment(to_toml(experiment), "again.toml") == experiment);
      ++read;
    } catch (const assay::InvalidArgument& error) {
      const std::string message = error.what();
      CHECK(message.find('\n') == std::string::npos);
      CHECK(message.rfind("corpus.toml:", 0) == 0);
      ++refused;
    }
  }
  // Both ways are in the corpus, or it tests half of the reader.
  CHECK(read >= 5);
  CHECK(refused >= 20);
}
