#include <assay/numbers/normals.hpp>

#include <benchmark/benchmark.h>
#include <boost/random/normal_distribution.hpp>

#include <array>
#include <limits>
#include <random>
#include <vector>

/// 1024 normals over Philox4x32-10, several ways; the rate is numbers a second.
namespace {

using namespace assay;
constexpr std::size_t size = 1024;

/// A stream as a standard generator of 64 bits that uses each block whole.
class Blocks {
public:
  using result_type = std::uint64_t;
  explicit Blocks(const Stream& stream) : stream_(stream) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()() {
    if (position_ % 2 == 0) {
      block_ = stream_.block(position_ / 2);
    }
    const std::size_t half = 2 * (position_++ % 2);
    return static_cast<std::uint64_t>(block_[half]) << 32U | block_[half + 1];
  }

private:
  const Stream& stream_;
  std::uint64_t position_ = 0;
  std::array<std::uint32_t, 4> block_{};
};

template <class Fill> void measure(benchmark::State& state, const Fill& fill) {
  std::vector<double> out(size);
  for (auto _ : state) {
    fill(out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(size * state.iterations()));
}

void filled(benchmark::State& state, Width width) {
  const Stream stream(1, 0, "bench");
  std::uint64_t block = 0;
  measure(state, [&](std::vector<double>& out) {
    fill_normals(stream, block, out, width);
    block += size / 2;
  });
}

void uniforms(benchmark::State& state, Width width) {
  const Stream stream(1, 0, "bench");
  std::uint64_t block = 0;
  measure(state, [&](std::vector<double>& out) {
    fill_uniforms(stream, block, out, width);
    block += size / 2;
  });
}

template <class Law> void by_law(benchmark::State& state) {
  const Stream stream(1, 0, "bench");
  Blocks blocks(stream);
  Law law;
  measure(state, [&](std::vector<double>& out) {
    for (double& z : out) {
      z = law(blocks);
    }
  });
}

void one_at_a_time(benchmark::State& state) {
  Stream stream(1, 0, "bench");
  measure(state, [&](std::vector<double>& out) {
    for (double& z : out) {
      z = stream.normal();
    }
  });
}

BENCHMARK_CAPTURE(filled, best, Width::best);
BENCHMARK_CAPTURE(filled, baseline, Width::baseline);
BENCHMARK_CAPTURE(uniforms, best, Width::best);
BENCHMARK_CAPTURE(uniforms, baseline, Width::baseline);
BENCHMARK_TEMPLATE(by_law, boost::random::normal_distribution<double>);
BENCHMARK_TEMPLATE(by_law, std::normal_distribution<double>);
BENCHMARK(one_at_a_time);

} // namespace
