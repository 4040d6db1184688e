// libFuzzer's entry to the reader of logs: any text reads as runs that can be fitted, or is an
// InvalidArgument of one line.
#include <assay/error.hpp>
#include <assay/measure/curve_csv.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    for (const assay::Trial& trial : assay::read_curve(text).trials) {
      if (!(trial.epsilon > 0 && trial.calls > 0 && trial.log_factor > 0) ||
          !std::isfinite(trial.epsilon + trial.calls + trial.log_factor)) {
        std::abort();
      }
    }
  } catch (const assay::InvalidArgument& error) {
    if (std::string_view(error.what()).find('\n') != std::string_view::npos) {
      std::abort();
    }
  }
  return 0;
}
