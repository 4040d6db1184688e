#include <assay/numbers/normals.hpp>
#include <assay/oracles/binomial.hpp>
#include <assay/oracles/noise_parts.hpp>
#include <assay/problems/zero_chain_kernel.hpp>

#include <cmath>
#include <numbers>

namespace assay {
namespace {

double root(Count size) { return size == 1 ? 1 : std::sqrt(static_cast<double>(size)); }

constexpr std::size_t at(Call kind) { return static_cast<std::size_t>(kind); }

} // namespace

Stream Drawing::stream(std::string purpose) const {
  if (part > 0) {
    purpose += " " + std::to_string(part);
  }
  return {seed, trial, purpose};
}

// --- additive
// -------------------------------------------------------------------------------------

AdditiveDraw draw_of(const AdditiveNoise& n, const Drawing& d) {
  const auto channel = [&d](const char* purpose, double deviation, int size, int quiet) {
    const double root_width = std::sqrt(static_cast<double>(size - quiet));
    return AdditiveDraw::Channel{NormalRows(d.stream(purpose), size - quiet),
                                 deviation,
                                 quiet,
                                 root_width,
                                 deviation / root_width,
                                 deviation != 0 && root_width != 0};
  };
  return {{channel("noise of grad_x f", n.fx, d.dx, n.quiet_x),
           channel("noise of grad_y f", n.fy, d.dy, 0),
           channel("noise of grad_x g", n.gx, d.dx, n.quiet_x),
           channel("noise of grad_y g", n.gy, d.dy, 0), channel("noise of hvp", n.hvp, d.dy, 0),
           channel("noise of jvp", n.jvp, d.dx, n.quiet_x)}};
}

void AdditiveDraw::add_scaled(const Question& asked, Vector<double>& answer) {
  const double length = asked.v != nullptr ? asked.v->norm() : 1;
  add(SumQuestion{asked.kind, asked.x, asked.batch, length}, answer);
}

void AdditiveDraw::add(const SumQuestion& asked, Vector<double>& answer) {
  Channel& channel = channels[at(asked.kind)];
  if (!channel.disturbs) {
    return;
  }
  const double scale =
      asked.weight * channel.deviation / (channel.root_width * root(asked.batch.size));
  channel.normals.add(asked.batch.id, scale, channel.quiet, answer);
}

// --- random curvature
// -----------------------------------------------------------------------------

SignMeans::SignMeans(const Drawing& drawing, const std::string& purpose, int width)
    : single_(drawing.stream(purpose)),
      many_(drawing.stream(purpose + ", counted")),
      means_(width) {}

const Vector<double>& SignMeans::of(const Batch& batch) {
  if (last_.size == batch.size && last_.id == batch.id) {
    return means_;
  }
  last_ = batch;
  const std::span<double> means{means_.data(), static_cast<std::size_t>(means_.size())};
  const auto width = static_cast<std::uint64_t>(means.size());
  if (batch.size == 1) {
    fill_signs(single_, batch.id * ((width + 127) / 128), means);
  } else {
    const auto size = static_cast<double>(batch.size);
    for (std::uint64_t i = 0; i < width; ++i) {
      const Count up = binomial(batch.size, 0.5, many_, batch.id * width + i);
      // The difference first, in whole numbers: of 2^100 signs all but 2^50 cancel.
      const Count twice = 2 * up;
      means[i] = twice >= batch.size ? static_cast<double>(twice - batch.size) / size
                                     : -static_cast<double>(batch.size - twice) / size;
    }
  }
  return means_;
}

CurvatureDraw draw_of(const RandomCurvature& n, const Drawing& d) {
  return {n, SignMeans(d, "random curvature", d.dy),
          SignMeans(d, "random cross derivative", std::min(d.dx, d.dy))};
}

void CurvatureDraw::add(const Question& asked, Vector<double>& answer) {
  const auto shared = std::min(asked.x.size(), asked.y.size());
  const double j = declared.jacobian;
  const auto add_curved = [&](const auto& along) {
    if (declared.hessian != 0) {
      answer.array() += declared.hessian * curvature.of(asked.batch).array() * along;
    }
  };
  const auto add_crossed = [&](const auto& along) {
    if (j != 0) {
      answer.head(shared).array() += j * cross.of(asked.batch).array() * along;
    }
  };
  switch (asked.kind) {
  case Call::gx:
    add_crossed(asked.y.head(shared).array() - declared.centre);
    break;
  case Call::gy:
    add_curved(asked.y.array() - declared.centre);
    add_crossed(asked.x.head(shared).array());
    break;
  case Call::hvp:
    add_curved(asked.v->array());
    break;
  case Call::jvp:
    add_crossed(asked.v->head(shared).array());
    break;
  case Call::fx:
  case Call::fy:
    break;
  }
}

// --- decorrelating
// --------------------------------------------------------------------------------

WaveDraw draw_of(const Decorrelating& n, const Drawing& d) {
  return {n, NormalRows(d.stream("cosines of decorrelating noise"), d.dx),
          NormalRows(d.stream("sines of decorrelating noise"), d.dx)};
}

void WaveDraw::add(const Question& asked, Vector<double>& answer) {
  if (asked.kind != Call::gx || declared.gx == 0) {
    return;
  }
  const double phase = declared.omega * asked.y.sum();
  const double scale =
      declared.gx / (std::sqrt(static_cast<double>(answer.size())) * root(asked.batch.size));
  cosines.add(asked.batch.id, scale * std::cos(phase), 0, answer);
  sines.add(asked.batch.id, scale * std::sin(phase), 0, answer);
}

// --- heavy tails
// ----------------------------------------------------------------------------------

HeavyDraw draw_of(const HeavyTailed& n, const Drawing& d) {
  return {.deviations = {n.fx, n.fy, n.gx, n.gy},
          .streams = {d.stream("heavy tails of grad_x f"), d.stream("heavy tails of grad_y f"),
                      d.stream("heavy tails of grad_x g"), d.stream("heavy tails of grad_y g")},
          .sum = Vector<double>(std::max(d.dx, d.dy)),
          .uniforms = Vector<double>(2 * std::max(d.dx, d.dy))};
}

void HeavyDraw::add(const Question& asked, Vector<double>& answer) {
  const std::size_t kind = at(asked.kind);
  if (kind >= deviations.size() || deviations[kind] == 0) {
    return;
  }
  constexpr Count most = Count{1} << 20U;
  if (asked.batch.size > most) {
    throw InvalidArgument(
        "heavy-tailed noise is summed sample by sample: a batch has at most 2^20 of them, not " +
        to_string(asked.batch.size));
  }
  const Eigen::Index d = answer.size();
  const auto size = static_cast<std::uint64_t>(asked.batch.size);
  sum.head(d).setZero();
  for (std::uint64_t sample = 0; sample < size; ++sample) {
    const std::uint64_t row = (asked.batch.id << 20U) + sample;
    fill_uniforms(streams[kind], row * static_cast<std::uint64_t>(d),
                  {uniforms.data(), static_cast<std::size_t>(2 * d)});
    for (Eigen::Index i = 0; i < d; ++i) {
      // Bailey 1994: sqrt(n (U^(-2/n) - 1)) cos(2 pi V) is Student's t with n degrees of freedom;
      // for n = 3 its variance is 3.
      const double growth = std::expm1(-2.0 / 3 * std::log(uniforms(2 * i)));
      sum(i) += std::sqrt(growth) * std::cos(2 * std::numbers::pi * uniforms(2 * i + 1));
    }
  }
  answer += deviations[kind] /
            (std::sqrt(static_cast<double>(d)) * static_cast<double>(asked.batch.size)) *
            sum.head(d);
}

// --- the zero-chain's oracle
// ----------------------------------------------------------------------

ChainDraw draw_of(const ZeroChainNoise& n, const Drawing& d) {
  need(n.chance > 0 && n.chance <= 1, "a zero-chain's chance lies in (0, 1]");
  return {n, d.stream("zero-chain oracle"), Vector<double>()};
}

void ChainDraw::add(const Question& asked, Vector<double>& answer) {
  add(SumQuestion{asked.kind, asked.x, asked.batch, 1}, answer);
}

void ChainDraw::add(const SumQuestion& asked, Vector<double>& answer) {
  if (asked.kind != Call::fx) {
    return;
  }
  const Batch& batch = asked.batch;
  const auto mean = [&] { // of z/chance, z = 1 with that chance, else 0
    return static_cast<double>(binomial(batch.size, declared.chance, stream, batch.id)) /
           static_cast<double>(batch.size) / declared.chance;
  };
  if (declared.hidden) {
    declared.hidden(asked.x, hidden);
    answer += (asked.weight * (mean() - 1)) * hidden;
    return;
  }
  const auto length = static_cast<std::size_t>(declared.length);
  const auto found =
      static_cast<Eigen::Index>(progress({asked.x.data(), length}, declared.scale / 4));
  // Beyond the first zero of a chain's gradient all are zero: then nothing needs to be drawn, which
  // moves no other draw. (What cannot be drawn is refused whatever the point.)
  if (batch.size <= most_binomial_trials && (found >= declared.length || answer(found) == 0)) {
    return;
  }
  const double factor = mean();
  for (Eigen::Index i = found; i < declared.length && answer(i) != 0; ++i) {
    answer(i) *= factor;
  }
}

} // namespace assay
