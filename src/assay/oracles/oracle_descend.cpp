#include <assay/oracles/decreasing_law.hpp>
#include <assay/oracles/noise.hpp>
#include <assay/oracles/oracle_calls.hpp>

#include <cmath>

// Inner loops: step by step, or K steps at once by their law.
namespace assay {

using namespace oracle_calls;

namespace {

constexpr std::size_t most_spectra = 1024; // kept at once; a shift that falls never returns

} // namespace

Oracle::LoopSpectrum* Oracle::law(const Descend& loop) {
  if (options_.execution == Execution::steps || !noise_->gaussian_in_y()) {
    return nullptr;
  }
  if (spectra_.size() >= most_spectra && spectra_.count(loop.shift) == 0) {
    spectra_.clear();
  }
  LoopSpectrum& kept = spectra_[loop.shift];
  if (!kept.known) {
    // A decomposition costs about as much as 25 dy steps of a dense problem.
    kept.steps += std::min(loop.steps, largest_batch);
    if (options_.execution == Execution::automatic && kept.steps < 4 * static_cast<Count>(dy_)) {
      return nullptr;
    }
    kept.spectrum = model_->spectrum(loop.shift);
    kept.known = true;
  }
  return kept.spectrum != nullptr ? &kept : nullptr;
}

Count Oracle::affordable(const Descend& loop) const {
  const Count per_step = loop.batch * (loop.shift == 0 ? 1U : 2U); // at most 2^121
  return exceeds(loop.steps, per_step, left_) ? left_ / per_step : loop.steps;
}

void Oracle::descend(const Descend& loop, V& y) {
  constexpr const char* call = "an inner loop";
  if (loop.batch == 0 || loop.batch > largest_batch || !std::isfinite(loop.step) ||
      !std::isfinite(loop.shift) || !(loop.delay >= 0 && std::isfinite(loop.delay))) {
    refuse(call, "needs a finite step and shift, a delay >= 0 and batches of 1 to 2^120 samples");
  }
  need_size(loop.x, dx_, "x", call);
  need_size(y, dy_, "y", call);
  if (&loop.x == &y) {
    refuse(call, "x and y are one vector");
  }
  need_finite(y, "y of an inner loop"); // a loss in x shows in y or at the next gradient
  const Count steps = affordable(loop);
  if (LoopSpectrum* known = law(loop)) {
    descend_by_law(loop, *known, steps, y);
  } else {
    descend_by_steps(loop, steps, y);
  }
  if (steps < loop.steps) {
    throw OutOfBudget{};
  }
}

void Oracle::descend_by_steps(const Descend& loop, Count steps, V& y) {
  for (Count k = 0; k < steps; ++k) {
    grad_y_g(loop.x, y, lower(loop.batch), gy_);
    if (loop.shift != 0) {
      grad_y_f(loop.x, y, upper(loop.batch), fy_);
      gy_ += loop.shift * fy_;
    }
    const double late = loop.delay > 0 ? loop.delay / (loop.delay + static_cast<double>(k)) : 1;
    y -= loop.step * late * gy_;
  }
}

/// Constant steps: the same laws as last time if it is the same loop, as it is in every iteration.
void Oracle::find_laws(const Descend& loop, Count steps, double noise, LoopSpectrum& known) {
  if (!known.laws.empty() && known.step == loop.step && known.noise == noise &&
      known.law_steps == steps) {
    return;
  }
  known.step = loop.step;
  known.noise = noise;
  known.law_steps = steps;
  const Vector<double>& h = known.spectrum->curvatures();
  known.laws.resize(static_cast<std::size_t>(h.size()));
  for (Eigen::Index i = 0; i < h.size(); ++i) {
    known.laws[static_cast<std::size_t>(i)] = loop_law(loop.step, h(i), steps, noise);
  }
}

void Oracle::descend_by_law(const Descend& loop, LoopSpectrum& known, Count steps, V& y) {
  if (steps == 0) {
    return;
  }
  const LowerSpectrum& spectrum = *known.spectrum;
  const Batch zeta = lower(loop.batch);
  count(Call::gy, zeta, steps);
  if (loop.shift != 0) {
    count(Call::fy, upper(loop.batch), steps);
  }
  const double noise = noise_->variance_in_y(loop.shift) / static_cast<double>(loop.batch);
  spectrum.minimiser(loop.x, minimiser_);
  y -= minimiser_;
  spectrum.to_basis(y);
  if (noise > 0) {
    noise_->law_normals(zeta.id, normals_);
  } else {
    normals_.setZero(dy_);
  }
  if (loop.delay > 0) {
    decreasing_->advance(loop, spectrum.curvatures(), noise, steps);
  } else {
    find_laws(loop, steps, noise, known);
  }
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    const LoopLaw law =
        loop.delay > 0 ? decreasing_->law(i) : known.laws[static_cast<std::size_t>(i)];
    y(i) = law.factor * y(i) + law.deviation * normals_(i);
  }
  spectrum.from_basis(y);
  y += minimiser_;
  need_finite(y, "the lower variable");
}

} // namespace assay
