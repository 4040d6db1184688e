#include <assay/numbers/finite.hpp>
#include <assay/oracles/decreasing_law.hpp>
#include <assay/oracles/noise.hpp>
#include <assay/oracles/oracle.hpp>

#include <cmath>

namespace assay {
namespace {

constexpr Count largest_batch = Count{1}
                                << 120U;   // a negative number turned into a Count exceeds it
constexpr std::size_t most_spectra = 1024; // kept at once; a shift that falls never returns

constexpr std::array<const char*, 6> titles = {"grad_x f",
                                               "grad_y f",
                                               "grad_x g",
                                               "grad_y g",
                                               "a Hessian-vector product",
                                               "a Jacobian-vector product"};

const char* title(Call kind) { return titles[static_cast<std::size_t>(kind)]; }

Level level_of(Call kind) {
  return kind == Call::fx || kind == Call::fy ? Level::upper : Level::lower;
}

/// a b > most, without a division, which is slow in 128 bits.
bool exceeds(Count a, Count b, Count most) {
  Count product = 0;
  return __builtin_mul_overflow(a, b, &product) || product > most;
}

inline bool finite(const Vector<double>& v) {
  return all_finite({v.data(), static_cast<std::size_t>(v.size())});
}

[[noreturn, gnu::cold]] void lose(const char* what) {
  throw Diverged{std::string(what) + " is not finite"};
}

inline void need_finite(const Vector<double>& v, const char* what) {
  if (!finite(v)) {
    lose(what);
  }
}

[[noreturn, gnu::cold]] void refuse(const char* call, const std::string& why) {
  throw InvalidArgument(std::string(call) + ": " + why);
}

[[noreturn, gnu::cold]] void
refuse_size(const Vector<double>& v, int size, const char* name, const char* call) {
  refuse(call, std::string(name) + " has " + std::to_string(v.size()) + " entries, not " +
                   std::to_string(size));
}

/// No point of a sum is its answer, which another point's call would write to.
void need_own(std::span<const WeightedPoint> points, Call kind, const Vector<double>& out) {
  for (const WeightedPoint& point : points) {
    if (&point.y == &out) {
      refuse(title(kind), "the answer needs a vector of its own, not one of the arguments");
    }
  }
}

/// The check alone is in line: it is asked at every call.
inline void need_size(const Vector<double>& v, int size, const char* name, const char* call) {
  if (v.size() != size) {
    refuse_size(v, size, name, call);
  }
}

/// Why a batch was not admitted, by the first rule that it breaks.
[[noreturn, gnu::cold]] void refuse_batch(const Question& asked) {
  const char* call = title(asked.kind);
  if (asked.batch.level != level_of(asked.kind)) {
    refuse(call, level_of(asked.kind) == Level::upper ? "needs a batch of upper()"
                                                      : "needs a batch of lower()");
  }
  if (asked.batch.size == 0 || asked.batch.size > largest_batch) {
    refuse(call, "a batch has from 1 to 2^120 samples, not " + to_string(asked.batch.size));
  }
  throw OutOfBudget{};
}

/// Why a call, counted, was not made, by the first rule that its arguments break.
[[noreturn, gnu::cold]] void
refuse_arguments(const Question& asked, const Vector<double>& out, int dx, int dy) {
  const char* call = title(asked.kind);
  need_size(asked.x, dx, "x", call);
  need_size(asked.y, dy, "y", call);
  if (&out == &asked.x || &out == &asked.y || &out == asked.v) {
    refuse(call, "the answer needs a vector of its own, not one of the arguments");
  }
  if (asked.v != nullptr) {
    need_size(*asked.v, dy, "v", call);
  }
  throw Diverged{"an argument of " + std::string(call) + " is not finite"};
}

} // namespace

Oracle::Oracle(const Instance& instance,
               const OracleOptions& options,
               std::shared_ptr<const Model> model)
    : model_(model != nullptr ? std::move(model) : std::make_shared<const Model>(instance.model)),
      facts_(instance.facts),
      x0_(instance.x0),
      y0_(instance.y0),
      options_(options),
      noise_(std::make_unique<NoiseSource>(
          instance.noise, model_->dx(), model_->dy(), options.seed, options.trial)),
      left_(options.budget),
      choices_(options.seed, options.trial, "choices of the solver"),
      dx_(model_->dx()),
      dy_(model_->dy()),
      decreasing_(std::make_unique<DecreasingLaws>()) {}

Oracle::~Oracle() = default;

Batch Oracle::everything(Level level) const {
  need(facts_.components > 0, "only a finite sum can be evaluated whole");
  return {level, ~std::uint64_t{0}, static_cast<Count>(facts_.components), Batch::Of::everything};
}

Batch Oracle::component(Level level, int index) const {
  if (index < 0 || index >= facts_.components) { // no text where all is well: asked often
    throw InvalidArgument("there is no component " + std::to_string(index) + " among " +
                          std::to_string(facts_.components));
  }
  return {level, static_cast<std::uint64_t>(index), 1, Batch::Of::component};
}

// What every call goes through is in line, so that it knows the kind of call; reasons for a refusal
// are found outside of it.
[[gnu::always_inline]] inline void Oracle::count(Call kind, const Batch& batch, Count repeats) {
  const Count calls = batch.size * repeats;
  counters_[kind] += calls;
  left_ -= calls;
  if (options_.log != nullptr) {
    options_.log->push_back({kind, batch, repeats});
  }
}

[[gnu::always_inline]] inline void Oracle::admit(const Question& asked, const V& out) {
  const Batch& batch = asked.batch;
  if (batch.level != level_of(asked.kind) || batch.size == 0 || batch.size > largest_batch ||
      batch.size > left_) {
    refuse_batch(asked);
  }
  count(asked.kind, batch);
  const V& x = asked.x;
  const V& y = asked.y;
  const V* v = asked.v;
  const bool fits = x.size() == dx_ && y.size() == dy_ && (v == nullptr || v->size() == dy_);
  const bool apart = &out != &x && &out != &y && &out != v;
  if (!fits || !apart || !finite(x) || !finite(y) || (v != nullptr && !finite(*v))) {
    refuse_arguments(asked, out, dx_, dy_);
  }
}

[[gnu::always_inline]] inline void Oracle::finish(const Question& asked, V& out) {
  noise_->add(asked, out);
  need_finite(out, title(asked.kind));
}

void Oracle::grad_x_f(const V& x, const V& y, const Batch& xi, V& out) {
  const Question asked{Call::fx, x, y, nullptr, xi};
  admit(asked, out);
  model_->grad_x_f(x, y, out);
  finish(asked, out);
}

void Oracle::grad_y_f(const V& x, const V& y, const Batch& xi, V& out) {
  const Question asked{Call::fy, x, y, nullptr, xi};
  admit(asked, out);
  model_->grad_y_f(x, y, out);
  finish(asked, out);
}

void Oracle::grad_x_g(const V& x, const V& y, const Batch& zeta, V& out) {
  const Question asked{Call::gx, x, y, nullptr, zeta};
  admit(asked, out);
  model_->grad_x_g(x, y, out);
  finish(asked, out);
}

void Oracle::grad_y_g(const V& x, const V& y, const Batch& zeta, V& out) {
  const Question asked{Call::gy, x, y, nullptr, zeta};
  admit(asked, out);
  model_->grad_y_g(x, y, out);
  finish(asked, out);
}

void Oracle::hvp(const V& x, const V& y, const V& v, const Batch& zeta, V& out) {
  const Question asked{Call::hvp, x, y, &v, zeta};
  admit(asked, out);
  model_->hvp(x, y, v, out);
  finish(asked, out);
}

void Oracle::jvp(const V& x, const V& y, const V& v, const Batch& zeta, V& out) {
  const Question asked{Call::jvp, x, y, &v, zeta};
  admit(asked, out);
  model_->jvp(x, y, v, out);
  finish(asked, out);
}

void Oracle::sum_grad_x_f(const V& x,
                          std::span<const WeightedPoint> points,
                          const Batch& xi,
                          V& out) {
  sum(Call::fx, x, points, xi, out);
}

void Oracle::sum_grad_x_g(const V& x,
                          std::span<const WeightedPoint> points,
                          const Batch& zeta,
                          V& out) {
  sum(Call::gx, x, points, zeta, out);
}

void Oracle::sum_grad_x(const V& x, const WeightedSum& f, const WeightedSum& g, V& out) {
  need_own(f.points, Call::fx, out);
  need_own(g.points, Call::gx, out);
  const bool at_once = f.batch.level == Level::upper && g.batch.level == Level::lower &&
                       sums_at(x, out) && affords({f, g}) && model_->sum_grad_x_f(x, f.points, out);
  if (!at_once) {
    sum(Call::fx, x, f.points, f.batch, out);
  } else {
    add_noise(Call::fx, x, f, out);
    if (model_->add_sum_grad_x_g(x, g.points, out)) {
      add_noise(Call::gx, x, g, out);
      need_finite(out, "a sum of grad_x f and grad_x g");
      return;
    }
    need_finite(out, title(Call::fx));
  }
  sum(Call::gx, x, g.points, g.batch, term_);
  out += term_;
}

void Oracle::sum(
    Call kind, const V& x, std::span<const WeightedPoint> points, const Batch& b, V& out) {
  need_own(points, kind, out);
  if (sum_at_once(kind, x, {points, b}, out)) {
    return;
  }
  const auto call = kind == Call::fx ? &Oracle::grad_x_f : &Oracle::grad_x_g;
  V total = zeros<double>(dx_);
  for (const WeightedPoint& point : points) {
    (this->*call)(x, point.y, b, out);
    total += point.weight * out;
  }
  out = total;
}

/// By the model's own sum, if model and noise have one and the budget holds all calls. Anything
/// that is wrong is left to the calls one by one, which say so.
bool Oracle::sum_at_once(Call kind, const V& x, const WeightedSum& asked, V& out) {
  if (asked.batch.level != level_of(kind) || !sums_at(x, out) || !affords({asked})) {
    return false;
  }
  if (kind == Call::gx) {
    out.setZero(dx_);
  }
  if (kind == Call::fx ? !model_->sum_grad_x_f(x, asked.points, out)
                       : !model_->add_sum_grad_x_g(x, asked.points, out)) {
    return false;
  }
  add_noise(kind, x, asked, out);
  need_finite(out, title(kind));
  return true;
}

bool Oracle::sums_at(const V& x, const V& out) const {
  return noise_->sums() && x.size() == dx_ && &out != &x && finite(x);
}

/// Are all points sound, and does the budget hold all calls?
bool Oracle::affords(std::initializer_list<WeightedSum> sums) const {
  Count left = left_;
  for (const WeightedSum& asked : sums) {
    const auto calls = static_cast<Count>(asked.points.size());
    const Count size = asked.batch.size;
    if (calls == 0 || size == 0 || size > largest_batch || exceeds(size, calls, left)) {
      return false;
    }
    left -= size * calls;
    for (const WeightedPoint& point : asked.points) {
      if (point.y.size() != dy_ || !finite(point.y)) {
        return false;
      }
    }
  }
  return true;
}

/// Counts the calls of a sum and adds their noise.
void Oracle::add_noise(Call kind, const V& x, const WeightedSum& asked, V& out) {
  double weight = 0;
  for (const WeightedPoint& point : asked.points) {
    count(kind, asked.batch);
    weight += point.weight;
  }
  noise_->add(SumQuestion{kind, x, asked.batch, weight}, out);
}

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
