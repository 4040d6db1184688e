// libFuzzer's entry to the reader of experiments: any text reads, or is an InvalidArgument of one
// line; what reads is written and read again as the same.
#include <assay/error.hpp>
#include <assay/experiments/read.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  assay::Experiment experiment;
  try {
    experiment = assay::read_experiment(text, "fuzz.toml");
  } catch (const assay::InvalidArgument& error) {
    if (std::string_view(error.what()).find('\n') != std::string_view::npos) {
      std::abort();
    }
    return 0;
  }
  if (!(assay::read_experiment(assay::to_toml(experiment), "again.toml") == experiment)) {
    std::abort();
  }
  return 0;
}
