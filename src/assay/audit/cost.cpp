#include <assay/audit/cost.hpp>

#include <algorithm>

namespace assay::audit {
namespace {

class Tallied {
public:
  Tallied(AnySolver solver, std::shared_ptr<Cost> cost, std::function<void()> look)
      : solver_(std::move(solver)),
        look_(std::move(look)),
        tally_(std::make_unique<Tally>(std::move(cost))) {}

  void start(Oracle& oracle) {
    look_();
    solver_.start(oracle);
    tally_->calls = oracle.counters().total();
  }
  void step(Oracle& oracle) {
    look_();
    solver_.step(oracle);
    tally_->calls = oracle.counters().total();
  }
  [[nodiscard]] const Vector<double>& x() const { return solver_.x(); }
  [[nodiscard]] const Vector<double>* estimate() const { return solver_.estimate(); }
  [[nodiscard]] const Vector<double>* y() const { return solver_.y(); }
  [[nodiscard]] const Vector<double>* v() const { return solver_.v(); }

private:
  /// Apart, so that moving a solver adds nothing.
  struct Tally {
    std::shared_ptr<Cost> cost;
    Count calls = 0;
    explicit Tally(std::shared_ptr<Cost> given) : cost(std::move(given)) {}
    Tally(const Tally&) = delete;
    Tally& operator=(const Tally&) = delete;
    ~Tally() { cost->add(calls); }
  };

  AnySolver solver_;
  std::function<void()> look_;
  std::unique_ptr<Tally> tally_;
};

} // namespace

void Cost::add(Count calls) {
  const std::lock_guard lock(mutex_);
  calls_ += std::min(calls, ~Count{0} - calls_);
}

Count Cost::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

void Cost::allows(const std::array<int, 3>& by_effort, int now) {
  const std::lock_guard lock(mutex_);
  double& times = times_[by_effort];
  times = std::max(times, static_cast<double>(by_effort[2]) / now);
}

double Cost::more() const {
  const std::lock_guard lock(mutex_);
  double all = 1;
  for (const auto& [allowed, times] : times_) {
    all *= times;
  }
  return all;
}

AnySolver tallied(AnySolver solver, std::shared_ptr<Cost> cost, std::function<void()> look) {
  return Tallied(std::move(solver), std::move(cost), std::move(look));
}

} // namespace assay::audit
