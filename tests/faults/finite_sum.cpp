// SABA, a method that remembers the components of finite sums, and its mistakes.
#include <assay/solvers/joint_sums.hpp>

#include "faults.hpp"

namespace assay::faults {
namespace {

/// The vectors of what is kept of one component: three of g, two of f.
using Kept = std::vector<Vector<double>>;

class Saba {
public:
  explicit Saba(Setting s) : fault_(s.fault), s_(std::move(s)) {}

  void start(Oracle& oracle) {
    at_ = {oracle.x0(), oracle.y0(), Vector<double>::Zero(oracle.dy())};
    direction_.setZero(oracle.dx());
    for (const Level level : {Level::upper, Level::lower}) {
      std::vector<Kept>& kept = kept_[static_cast<std::size_t>(level)];
      Kept& mean = mean_[static_cast<std::size_t>(level)];
      kept.clear();
      const int n = components_of(oracle.facts());
      for (int i = 0; i < n; ++i) {
        kept.push_back(terms(oracle, level, i));
      }
      mean.resize(kept[0].size());
      for (std::size_t k = 0; k < mean.size(); ++k) {
        mean[k].setZero(kept[0][k].size());
        for (const Kept& one : kept) {
          mean[k] += one[k] / n;
        }
      }
    }
  }

  void step(Oracle& oracle) {
    const Kept of_g = corrected(oracle, Level::lower);
    const Kept of_f = corrected(oracle, Level::upper);
    direction_ = of_f[1] + (fault_ == Fault::sign_of_v ? -1 : 1) * of_g[2];
    at_.y -= s_.values.at("rho") * of_g[0];
    at_.v -= s_.values.at("rho") * (of_g[1] + of_f[0]);
    at_.x -= s_.values.at("gamma") * direction_;
  }

  [[nodiscard]] const Vector<double>& x() const { return at_.x; }
  [[nodiscard]] const Vector<double>& estimate() const { return direction_; }
  [[nodiscard]] const Vector<double>& y() const { return at_.y; }

private:
  Kept terms(Oracle& oracle, Level level, int i) const {
    const Batch batch = component_of(oracle, level, i);
    if (level == Level::upper) {
      UpperTerms f;
      evaluate(oracle, at_, batch, f);
      return {f.v, f.x};
    }
    LowerTerms g;
    evaluate(oracle, at_, batch, g);
    return {g.y, g.v, g.x};
  }

  Kept corrected(Oracle& oracle, Level level) {
    std::vector<Kept>& kept = kept_[static_cast<std::size_t>(level)];
    Kept& mean = mean_[static_cast<std::size_t>(level)];
    const auto i = static_cast<std::size_t>(draw_component(oracle));
    const Kept now = terms(oracle, level, static_cast<int>(i));
    if (fault_ == Fault::no_correction) {
      return now;
    }
    const Kept& old =
        kept[fault_ == Fault::correction_of_other_samples ? (i + 1) % kept.size() : i];
    Kept result;
    for (std::size_t k = 0; k < now.size(); ++k) {
      const Vector<double> change = now[k] - old[k];
      result.push_back((fault_ == Fault::correction_doubled ? 2 : 1) * change + mean[k]);
      if (fault_ != Fault::mean_not_updated && fault_ != Fault::memory_not_updated) {
        mean[k] += change / static_cast<double>(kept.size());
      }
    }
    if (fault_ != Fault::memory_not_updated) {
      kept[i] = now;
    }
    return result;
  }

  Fault fault_;
  Setting s_;
  JointPoint at_;
  std::vector<Kept> kept_[2];
  Kept mean_[2];
  Vector<double> direction_;
};

} // namespace

Family saga_family() {
  using enum Fault;
  return {
      "saba",
      {{"no_correction", no_correction, "components without their memory"},
       {"correction_of_other_samples", correction_of_other_samples,
        "the memory of the next component"},
       {"memory_not_updated", memory_not_updated, "the memory stays at the start"},
       {"mean_not_updated", mean_not_updated, "the memory moves, its mean does not"},
       {"sign_of_v", sign_of_v, "minus J v with v of the plus convention"}},
      [](Fault fault) { return like("saba", fault, [](const Setting& s) { return Saba(s); }); }};
}

} // namespace assay::faults
