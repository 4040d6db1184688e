#include <assay/oracles/decreasing_law.hpp>
#include <assay/oracles/exact_law.hpp>
#include <assay/oracles/noise.hpp>
#include <assay/oracles/oracle.hpp>

#include <cmath>

namespace assay {
namespace {

void need_finite(const Vector<double>& v, const char* what) {
  // The sum of squares is not finite if an entry is not, or where squares overflow: lost either
  // way.
  if (!std::isfinite(v.squaredNorm())) {
    throw Diverged{std::string(what) + " is not finite"};
  }
}

} // namespace

Oracle::Oracle(const Instance& instance, const OracleOptions& options)
    : model_(instance.model),
      facts_(instance.facts),
      x0_(instance.x0),
      y0_(instance.y0),
      options_(options),
      noise_(std::make_unique<NoiseSource>(
          instance.noise, model_.dx(), model_.dy(), options.seed, options.trial)),
      choices_(options.seed, options.trial, "choices of the solver"),
      dx_(model_.dx()),
      dy_(model_.dy()),
      decreasing_(std::make_unique<DecreasingLaws>()) {}

Oracle::~Oracle() = default;

Batch Oracle::everything(Level level) const {
  need(facts_.components > 0, "only a finite sum can be evaluated whole");
  return {level, ~std::uint64_t{0}, static_cast<Count>(facts_.components)};
}

void Oracle::count(Call kind, const Batch& batch) {
  need(batch.size > 0, "a batch has at least one sample");
  const Count spent = counters_.total();
  if (batch.size > options_.budget - spent) {
    throw OutOfBudget{};
  }
  counters_[kind] += batch.size;
  if (options_.log != nullptr) {
    options_.log->push_back({kind, batch, 1});
  }
}

void Oracle::grad_x_f(const V& x, const V& y, Batch xi, V& out) {
  count(Call::fx, xi);
  model_.grad_x_f(x, y, out);
  noise_->add_fx(x, y, xi, out);
  need_finite(out, "grad_x f");
}

void Oracle::grad_y_f(const V& x, const V& y, Batch xi, V& out) {
  count(Call::fy, xi);
  model_.grad_y_f(x, y, out);
  noise_->add_fy(x, y, xi, out);
  need_finite(out, "grad_y f");
}

void Oracle::grad_x_g(const V& x, const V& y, Batch zeta, V& out) {
  count(Call::gx, zeta);
  model_.grad_x_g(x, y, out);
  noise_->add_gx(x, y, zeta, out);
  need_finite(out, "grad_x g");
}

void Oracle::grad_y_g(const V& x, const V& y, Batch zeta, V& out) {
  count(Call::gy, zeta);
  model_.grad_y_g(x, y, out);
  noise_->add_gy(x, y, zeta, out);
  need_finite(out, "grad_y g");
}

void Oracle::hvp(const V& x, const V& y, const V& v, Batch zeta, V& out) {
  count(Call::hvp, zeta);
  model_.hvp(x, y, v, out);
  noise_->add_hvp(x, y, v, zeta, out);
  need_finite(out, "a Hessian-vector product");
}

void Oracle::jvp(const V& x, const V& y, const V& v, Batch zeta, V& out) {
  count(Call::jvp, zeta);
  model_.jvp(x, y, v, out);
  noise_->add_jvp(x, y, v, zeta, out);
  need_finite(out, "a Jacobian-vector product");
}

const LowerSpectrum* Oracle::law(const Descend& loop) {
  if (options_.execution == Execution::steps || !noise_->gaussian_in_y()) {
    return nullptr;
  }
  const auto found = spectra_.find(loop.shift);
  if (found != spectra_.end()) {
    return found->second.get();
  }
  return spectra_.emplace(loop.shift, model_.spectrum(loop.shift)).first->second.get();
}

Count Oracle::affordable(const Descend& loop) const {
  const Count per_step = loop.batch * (loop.shift == 0 ? 1U : 2U);
  return std::min(loop.steps, (options_.budget - counters_.total()) / per_step);
}

void Oracle::descend(const Descend& loop, V& y) {
  need(loop.batch > 0 && std::isfinite(loop.step) && std::isfinite(loop.shift) && loop.delay >= 0 &&
           std::isfinite(loop.delay),
       "an inner loop needs a finite step and shift, a delay >= 0 and batches of at least one "
       "sample");
  const Count steps = affordable(loop);
  if (const LowerSpectrum* spectrum = law(loop)) {
    descend_by_law(loop, *spectrum, steps, y);
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
      grad_y_f(loop.x, y, upper(loop.batch), fx_);
      gy_ += loop.shift * fx_;
    }
    const double late = loop.delay > 0 ? loop.delay / (loop.delay + static_cast<double>(k)) : 1;
    y -= loop.step * late * gy_;
  }
}

void Oracle::descend_by_law(const Descend& loop, const LowerSpectrum& spectrum, Count steps, V& y) {
  if (steps == 0) {
    return;
  }
  const Batch zeta = lower(loop.batch);
  counters_[Call::gy] += steps * loop.batch;
  const auto repeats = static_cast<std::uint64_t>(std::min(steps, Count{UINT64_MAX}));
  if (options_.log != nullptr) {
    options_.log->push_back({Call::gy, zeta, repeats});
  }
  if (loop.shift != 0) {
    counters_[Call::fy] += steps * loop.batch;
    const Batch xi = upper(loop.batch);
    if (options_.log != nullptr) {
      options_.log->push_back({Call::fy, xi, repeats});
    }
  }
  const Vector<double>& h = spectrum.curvatures();
  const double noise = noise_->variance_in_y(loop.shift) / static_cast<double>(loop.batch);
  const auto count = static_cast<double>(steps);
  spectrum.minimiser(loop.x, minimiser_);
  y -= minimiser_;
  spectrum.to_basis(y);
  if (noise > 0) {
    noise_->law_normals(zeta.id, normals_);
  }
  if (loop.delay > 0) {
    decreasing_->advance(loop, h, noise, steps);
  }
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    const double z = loop.step * h(i);
    if (!(z > 0 && z < 2)) {
      throw Diverged{"an inner loop: its step times a curvature is " + std::to_string(z) +
                     ", not below 2"};
    }
    const bool fixed = loop.delay == 0;
    y(i) *= fixed ? contraction(z, count) : decreasing_->contraction(i);
    if (noise > 0) {
      const double variance =
          fixed ? step_variance(loop.step, h(i), count, noise) : decreasing_->variance(i);
      y(i) += std::sqrt(variance) * normals_(i);
    }
  }
  spectrum.from_basis(y);
  y += minimiser_;
  need_finite(y, "the lower variable");
}

} // namespace assay
