// A short run of the fuzzers' entries in every test run: the corpora changed at random, always the
// same way, without libFuzzer's guidance (preset full has that). An entry aborts on what must not
// happen; the run that did it is named, and is the same wherever the test runs.
#include <assay/numbers/stream.hpp>

#include <catch2/catch.hpp>

#include "corpus.hpp"
#include <vector>

#define LLVMFuzzerTestOneInput fuzz_csv
#include "csv_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_results
#include "results_fuzz.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_toml
#include "toml_fuzz.cpp"
#undef LLVMFuzzerTestOneInput

namespace {

using Entry = int (*)(const std::uint8_t*, std::size_t);

/// Changes texts at random: a function of the stream alone.
class Mutator {
public:
  Mutator(const std::string& folder, std::size_t longest)
      : random_(1, 0, folder), longest_(longest) {
    for (auto& [name, text] : corpus(folder)) {
      texts_.push_back(std::move(text));
    }
  }

  std::string next() {
    std::string text = one_of(texts_);
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
      change(text);
    }
    return text.substr(0, longest_);
  }

private:
  /// 0 <= . < limit; 0 for limit 0.
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_.bits(drawn_++) % limit; }
  template <class T> const T& one_of(const std::vector<T>& all) { return all[below(all.size())]; }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
    case 0: // a bit
      if (at < text.size()) {
        text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
      }
      break;
    case 1: // a byte
      text.insert(at, 1, static_cast<char>(below(256)));
      break;
    case 2: // a span less
      text.erase(at, 1 + below(40));
      break;
    case 3: // a span twice
      text.insert(below(text.size() + 1), text.substr(at, 1 + below(40)));
      break;
    case 4: { // what readers trip over
      static const std::vector<std::string> words = {
          "nan", "inf", "-inf", "1e999", "1e-400", "0", "-1",   "18446744073709551616", "..", ":",
          ",",   "\n",  "\r",   "\"",    "[",      "]", "\xff", std::string(1, '\0'),   "=",  "#",
          "[["};
      text.insert(at, one_of(words));
      break;
    }
    default: // the end of another
      const std::string& other = one_of(texts_);
      text = text.substr(0, at) + other.substr(below(other.size() + 1));
    }
  }

  assay::Stream random_;
  std::uint64_t drawn_ = 0;
  std::size_t longest_;
  std::vector<std::string> texts_;
};

void feed(Entry entry, const std::string& folder, std::size_t longest, int runs) {
  Mutator mutator(folder, longest);
  for (int run = 0; run < runs; ++run) {
    const std::string text = mutator.next();
    INFO("run " << run << " of " << folder << ", " << text.size() << " bytes");
    CHECK(entry(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()) == 0);
  }
}

} // namespace

TEST_CASE("no changed log breaks its reader") { feed(fuzz_csv, "csv", 4096, 200'000); }
TEST_CASE("no changed experiment breaks its reader") { feed(fuzz_toml, "toml", 4096, 100'000); }
TEST_CASE("no changed results file breaks its reader") {
  feed(fuzz_results, "results", 65536, 6'000);
}
