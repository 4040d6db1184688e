#pragma once
#include <assay/solvers/solver.hpp>

#include <memory>
#include <optional>
#include <string>

/// Judges iterates by exact derivatives, which solvers never see and no counter counts.
///
/// Criterion  "hitting": the metric at x_t <= eps;  "average": its mean over x_0..x_t <= eps.
/// Metric     gradient  ||grad phi(x)||
///            own       ("hitting:own") the largest of  ||grad_x f + grad^2_xy g v||,
///                      ||H (grad_y f + H v)||,  ||grad_y g||/sqrt(2 mu) >= sqrt(g - min g)
///                      at the solver's own x, y and v; H = grad^2_yy g, mu its PL constant
/// Unit       own is the root of what GALET's theorem bounds: its 1/eps in squares is eps^-2 here.
/// Throws     InvalidArgument for another criterion, Diverged where a metric is not finite.
/// Source     xiao2023galet, where g - min g stands for the third, which bounds it under PL.
namespace assay {

class Judge {
public:
  /// `model`: the copy that the trial's oracle asks too; its own copy if null.
  Judge(const std::string& criterion,
        const Instance& instance,
        double epsilon,
        std::shared_ptr<const Model> model = nullptr);

  /// Throws InvalidArgument where the own metric is asked of a solver without y and v.
  bool reached(const AnySolver& solver);
  /// The metric at the last iterate that was judged.
  [[nodiscard]] double measured() const { return measured_; }

private:
  using V = Vector<double>;
  double gradient(const V& x);
  double own(const V& x, const V& y, const V& v);

  std::shared_ptr<const Model> model_;
  double epsilon_;
  double convexity_; ///< mu
  bool average_ = false, own_ = false;
  V pull_, residual_, direction_, product_;
  double measured_ = 0, sum_ = 0;
  std::uint64_t points_ = 0;
};

/// Why a method is not to be judged by a criterion; nothing if it is.
std::optional<std::string> unjudged(const SolverInfo& info, const std::string& criterion);

} // namespace assay
