#include <assay/audit/abi_oracle.hpp>

#include <algorithm>

namespace assay::audit {
namespace {

constexpr std::uint64_t most_unused = std::uint64_t{1} << 20U; // batches without a question

void need_place(const double* vector) {
  if (vector == nullptr) { // no text where all is well: asked at every call
    throw InvalidArgument("a null pointer in place of a vector");
  }
}

void load(const double* from, int size, Vector<double>& to) {
  need_place(from);
  to.resize(size);
  std::copy_n(from, size, to.data());
}

void store(const Vector<double>& from, double* to) { std::copy_n(from.data(), from.size(), to); }

} // namespace

assay_constants constants_of(const Facts& facts) {
  return {.struct_size = sizeof(assay_constants),
          .components = static_cast<std::uint32_t>(facts.components),
          .epsilon = facts.epsilon,
          .mu = facts.mu,
          .lower_curvature = facts.lower_curvature,
          .pl = facts.pl,
          .upper_curvature = facts.upper_curvature,
          .coupling = facts.coupling,
          .upper_coupling = facts.upper_coupling,
          .curvature_slope = facts.curvature_slope,
          .upper_slope = facts.upper_slope,
          .solution_slope = facts.solution_slope,
          .smoothness = facts.smoothness,
          .growth = facts.growth,
          .gap = facts.gap,
          .start_distance = facts.start_distance,
          .sigma_fx = facts.sigma_fx,
          .sigma_fy = facts.sigma_fy,
          .sigma_gx = facts.sigma_gx,
          .sigma_gy = facts.sigma_gy,
          .sigma_hvp = facts.sigma_hvp,
          .sigma_jvp = facts.sigma_jvp};
}

void IssuedBatches::add(std::uint64_t id, std::uint64_t size) {
  if (!runs_.empty()) {
    Run& last = runs_.back();
    if (last.size == size && last.first + last.count == id) {
      ++last.count;
      return;
    }
  }
  runs_.push_back({id, 1, size});
}

bool IssuedBatches::contains(std::uint64_t id, std::uint64_t size) const {
  const auto holds = [&](const Run& run) {
    return run.size == size && id >= run.first && id - run.first < run.count;
  };
  if (!runs_.empty() && holds(runs_.back())) { // nearly always
    return true;
  }
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), id,
                       [](std::uint64_t i, const Run& run) { return i < run.first; });
  return after != runs_.begin() && holds(*std::prev(after));
}

AbiOracle::AbiOracle(Oracle& oracle) : oracle_(oracle), constants_(constants_of(oracle.facts())) {
  table_ = {
      .struct_size = sizeof(assay_oracle),
      .reserved = 0,
      .context = this,
      .dx = oracle.dx(),
      .dy = oracle.dy(),
      .x0 = oracle.x0().data(),
      .y0 = oracle.y0().data(),
      .constants = &constants_,
      .upper = [](void* c, std::uint64_t size) { return fresh(c, Level::upper, size); },
      .lower = [](void* c, std::uint64_t size) { return fresh(c, Level::lower, size); },
      .grad_x_f = gradient<&Oracle::grad_x_f>,
      .grad_y_f = gradient<&Oracle::grad_y_f>,
      .grad_x_g = gradient<&Oracle::grad_x_g>,
      .grad_y_g = gradient<&Oracle::grad_y_g>,
      .hvp = product<&Oracle::hvp>,
      .jvp = product<&Oracle::jvp>,
      .descend = descend,
      .uniform = uniform,
  };
}

void AbiOracle::begin() {
  status_ = ASSAY_OK;
  error_ = nullptr;
  unused_ = 0;
}

void AbiOracle::rethrow() const {
  if (error_ != nullptr) {
    std::rethrow_exception(error_);
  }
}

int AbiOracle::fail(int status) {
  status_ = status;
  error_ = std::current_exception();
  return status;
}

template <class Ask> int AbiOracle::guarded(const Ask& ask) {
  if (status_ != ASSAY_OK) {
    return status_;
  }
  unused_ = 0;
  try {
    ask();
    return ASSAY_OK;
  } catch (const OutOfBudget&) {
    return fail(ASSAY_OUT_OF_BUDGET);
  } catch (const Diverged&) {
    return fail(ASSAY_DIVERGED);
  } catch (const InvalidArgument&) {
    return fail(ASSAY_MISUSED);
  } catch (...) {
    return fail(ASSAY_FAILED);
  }
}

Batch AbiOracle::checked(const assay_batch& batch) const {
  if (batch.level > ASSAY_LOWER) {
    throw InvalidArgument("a batch is of level 0 or 1, not " + std::to_string(batch.level));
  }
  const Level level = batch.level == ASSAY_UPPER ? Level::upper : Level::lower;
  switch (batch.of) {
  case ASSAY_SAMPLES:
    if (!issued_[batch.level].contains(batch.id, batch.size)) {
      throw InvalidArgument("no batch of number " + std::to_string(batch.id) + " and size " +
                            std::to_string(batch.size) + " was handed out");
    }
    return {.level = level, .id = batch.id, .size = batch.size, .of = Batch::Of::samples};
  case ASSAY_COMPONENT:
    return oracle_.component(level, static_cast<int>(std::min<std::uint64_t>(batch.id, 1U << 31U)));
  case ASSAY_EVERYTHING:
    return oracle_.everything(level);
  default:
    throw InvalidArgument("there are no batches of kind " + std::to_string(batch.of));
  }
}

template <AbiOracle::Gradient which>
int AbiOracle::gradient(
    void* context, const double* x, const double* y, assay_batch batch, double* out) {
  AbiOracle& self = *static_cast<AbiOracle*>(context);
  return self.guarded([&] {
    load(x, self.table_.dx, self.x_);
    load(y, self.table_.dy, self.y_);
    need_place(out);
    const Batch b = self.checked(batch);
    (self.oracle_.*which)(self.x_, self.y_, b, self.out_);
    store(self.out_, out);
  });
}

template <AbiOracle::Product which>
int AbiOracle::product(void* context,
                       const double* x,
                       const double* y,
                       const double* v,
                       assay_batch batch,
                       double* out) {
  AbiOracle& self = *static_cast<AbiOracle*>(context);
  return self.guarded([&] {
    load(x, self.table_.dx, self.x_);
    load(y, self.table_.dy, self.y_);
    load(v, self.table_.dy, self.v_);
    need_place(out);
    const Batch b = self.checked(batch);
    (self.oracle_.*which)(self.x_, self.y_, self.v_, b, self.out_);
    store(self.out_, out);
  });
}

int AbiOracle::descend(void* context, const assay_descend* loop, double* y) {
  AbiOracle& self = *static_cast<AbiOracle*>(context);
  return self.guarded([&] {
    need(loop != nullptr, "a null pointer in place of an inner loop");
    load(loop->x, self.table_.dx, self.x_);
    load(y, self.table_.dy, self.y_);
    self.oracle_.descend({.x = self.x_,
                          .shift = loop->shift,
                          .step = loop->step,
                          .steps = loop->steps,
                          .batch = loop->batch,
                          .delay = loop->delay},
                         self.y_);
    store(self.y_, y);
  });
}

assay_batch AbiOracle::fresh(void* context, Level level, std::uint64_t size) {
  AbiOracle& self = *static_cast<AbiOracle*>(context);
  if (++self.unused_ > most_unused) { // an endless loop of them would fill the memory
    const std::uint64_t made = self.unused_;
    self.guarded([&] {
      throw InvalidArgument(std::to_string(made) + " batches were made without a single question");
    });
  }
  if (self.status_ != ASSAY_OK) {
    return {};
  }
  const Batch batch = level == Level::upper ? self.oracle_.upper(size) : self.oracle_.lower(size);
  const auto index = static_cast<std::uint32_t>(level);
  self.issued_[index].add(batch.id, size);
  return {.id = batch.id, .size = size, .level = index, .of = ASSAY_SAMPLES};
}

double AbiOracle::uniform(void* context) {
  return static_cast<AbiOracle*>(context)->oracle_.choices().uniform();
}

} // namespace assay::audit
