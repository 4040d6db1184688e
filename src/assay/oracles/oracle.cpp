#include <assay/oracles/decreasing_law.hpp>
#include <assay/oracles/noise.hpp>
#include <assay/oracles/oracle_calls.hpp>

namespace assay {

using namespace oracle_calls;

namespace {

/// No point of a sum is its answer, which another point's call would write to.
void need_own(std::span<const WeightedPoint> points, Call kind, const Vector<double>& out) {
  for (const WeightedPoint& point : points) {
    if (&point.y == &out) {
      refuse(title(kind), "the answer needs a vector of its own, not one of the arguments");
    }
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

[[noreturn, gnu::cold]] void refuse_execution(std::uint64_t allowed) {
  throw TooManyCalls{allowed};
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
[[gnu::always_inline]] inline void Oracle::admit(const Question& asked, const V& out) {
  const Batch& batch = asked.batch;
  if (batch.level != level_of(asked.kind) || batch.size == 0 || batch.size > largest_batch ||
      batch.size > left_) {
    refuse_batch(asked);
  }
  if (executable_ == 0) {
    refuse_execution(allowed_);
  }
  --executable_;
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
  std::uint64_t executable = executable_;
  for (const WeightedSum& asked : sums) {
    const auto calls = static_cast<Count>(asked.points.size());
    if (asked.points.size() > executable) {
      return false;
    }
    executable -= asked.points.size();
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
    --executable_;
    weight += point.weight;
  }
  noise_->add(SumQuestion{kind, x, asked.batch, weight}, out);
}

} // namespace assay
