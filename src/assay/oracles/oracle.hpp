#pragma once
#include <assay/numbers/stream.hpp>
#include <assay/oracles/counters.hpp>
#include <assay/oracles/loop_law.hpp>
#include <assay/problems/instance.hpp>

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <vector>

/// What a solver sees of an instance: noisy, counted, budgeted oracles, and nothing else.
///
///     Batch xi = oracle.upper(), zeta = oracle.lower(8);       // fresh samples; no call yet
///     oracle.grad_x_f(x, y, xi, fx);                           // one call
///     oracle.grad_x_g(x, y, zeta, gx);                         // eight calls
///     oracle.grad_x_g(x_old, y_old, zeta, gx_old);             // the same eight samples elsewhere
///     oracle.descend({.x = x, .step = eta, .steps = K}, y);    // K calls of grad_y g
///
/// A batch is a name for samples: two batches are the same samples or share none, and a sample is a
/// pure function of (seed, trial, level, batch), whoever asks and on however many threads.
/// Counts  a call is counted before it runs; a batch costs its size, and one that does not fit into
///         what is left of the budget does not run: OutOfBudget. Nor does one beyond those that
///         limit_execution allows, whatever its batch: TooManyCalls.
/// Throws  Diverged where an argument or an answer is not finite; InvalidArgument for arguments of
///         the wrong size, a batch of the wrong level or size, or an `out` that is an argument.
/// Cost    no allocation after the first call of each kind, unless calls are logged.
namespace assay {

/// One purpose of samples: xi of the upper level or zeta of the lower level.
enum class Level : std::uint8_t { upper, lower };

struct Batch {
  enum class Of : std::uint8_t { samples, component, everything };
  Level level = Level::upper;
  std::uint64_t id = 0; ///< samples: 0, 1, 2, ... of the level and trial; component: its index
  Count size = 1;       ///< S, from 1 to 2^120
  Of of = Of::samples;
};

/// The same samples at several points, each answer with its weight.
struct WeightedSum {
  std::span<const WeightedPoint> points;
  Batch batch;
};

/// The budget is spent. Ends a trial, not a program.
struct OutOfBudget {};
/// More calls were executed one by one than allowed. Ends a trial, not a program.
struct TooManyCalls {
  std::uint64_t most = 0;
};
/// Something is not finite any more. Ends a trial, not a program.
struct Diverged {
  std::string what;
};

/// An inner loop: steps of y <- y - step (shift grad_y f(x, y; xi) + grad_y g(x, y; zeta)), fresh
/// batches of `batch` samples each step. Steps of one size, or, with a delay, step number t = 0, 1,
/// ... has size step delay/(delay + t).
struct Descend {
  const Vector<double>& x;
  double shift = 0; ///< j nu of g + j nu f; 0: no call of grad_y f
  double step = 0;  ///< eta
  Count steps = 1;  ///< K
  Count batch = 1;
  double delay = 0; ///< 0: steps of one size
};

/// Executed step by step, or, where the law is known, as one draw of it: equal in distribution and
/// in counts (a loop that overflows is counted whole by its law). Automatic: by its law once the
/// steps made at one shift outweigh the spectrum they would need.
enum class Execution { automatic, law, steps };

/// One line of the log of calls.
struct LoggedCall {
  Call kind;
  Batch batch;
  Count repeats = 1; ///< a loop executed by its law logs one line of each kind for all its steps
};

struct OracleOptions {
  std::uint64_t seed = 1;
  std::uint32_t trial = 0;
  Count budget = ~Count{0}; ///< of all six kinds together
  Execution execution = Execution::automatic;
  std::vector<LoggedCall>* log = nullptr;
};

class NoiseSource;    // noise.hpp
struct Question;      // noise_parts.hpp
class DecreasingLaws; // decreasing_law.hpp

class Oracle {
public:
  /// Copies the instance: a trial owns what it uses. A caller that asks the model for exact answers
  /// at the points the solver asks about passes its own copy: what a model keeps of its last point
  /// is then found once.
  Oracle(const Instance& instance,
         const OracleOptions& options,
         std::shared_ptr<const Model> model = nullptr);
  ~Oracle();
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  [[nodiscard]] int dx() const { return dx_; }
  [[nodiscard]] int dy() const { return dy_; }
  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] const Vector<double>& x0() const { return x0_; }
  [[nodiscard]] const Vector<double>& y0() const { return y0_; }
  [[nodiscard]] const Counters& counters() const { return counters_; }
  /// From now on so many calls may be executed one by one; what a loop's law stands for is free.
  void limit_execution(std::uint64_t calls) { executable_ = allowed_ = calls; }
  /// How many were executed since limit_execution.
  [[nodiscard]] std::uint64_t executed() const { return allowed_ - executable_; }
  /// Random bits of the solver's own (which term of a sum it evaluates): the same for the same
  /// trial.
  [[nodiscard]] Stream& choices() { return choices_; }

  /// Fresh samples.
  Batch upper(Count size = 1) { return {Level::upper, next_[0]++, size, Batch::Of::samples}; }
  Batch lower(Count size = 1) { return {Level::lower, next_[1]++, size, Batch::Of::samples}; }
  /// The id that the next fresh batch of the level will have.
  [[nodiscard]] std::uint64_t next_id(Level level) const {
    return next_[static_cast<std::size_t>(level)];
  }
  /// Every component of a finite sum once, hence without noise: counted as so many calls. And one
  /// given component. Throw InvalidArgument where the instance is no finite sum.
  [[nodiscard]] Batch everything(Level level) const;
  [[nodiscard]] Batch component(Level level, int index) const;

  using V = Vector<double>;
  void grad_x_f(const V& x, const V& y, const Batch& xi, V& out);
  void grad_y_f(const V& x, const V& y, const Batch& xi, V& out);
  void grad_x_g(const V& x, const V& y, const Batch& zeta, V& out);
  void grad_y_g(const V& x, const V& y, const Batch& zeta, V& out);
  /// out = the sum of weight grad_x f(x, y; xi) over the points: the same samples at each, counted
  /// as one call each; to rounding what the calls add up to.
  void sum_grad_x_f(const V& x, std::span<const WeightedPoint> points, const Batch& xi, V& out);
  void sum_grad_x_g(const V& x, std::span<const WeightedPoint> points, const Batch& zeta, V& out);
  /// out = both sums, counted as theirs: to rounding what the two add up to, in fewer passes.
  void sum_grad_x(const V& x, const WeightedSum& f, const WeightedSum& g, V& out);
  /// grad^2_yy g(x, y; zeta) v and grad^2_xy g(x, y; zeta) v.
  void hvp(const V& x, const V& y, const V& v, const Batch& zeta, V& out);
  void jvp(const V& x, const V& y, const V& v, const Batch& zeta, V& out);
  /// Runs the loop on y.
  void descend(const Descend& loop, V& y);

private:
  struct LoopSpectrum {
    Count steps = 0; ///< made at this shift without it
    std::shared_ptr<const LowerSpectrum> spectrum;
    bool known = false;
    std::vector<LoopLaw> laws; ///< of the last loop, by eigen-coordinate
    double step = 0, noise = 0;
    Count law_steps = 0;
  };
  void count(Call kind, const Batch& batch, Count repeats = 1);
  void admit(const Question& asked, const V& out);
  void finish(const Question& asked, V& out);
  void sum(Call kind, const V& x, std::span<const WeightedPoint> points, const Batch& b, V& out);
  bool sum_at_once(Call kind, const V& x, const WeightedSum& asked, V& out);
  [[nodiscard]] bool sums_at(const V& x, const V& out) const;
  [[nodiscard]] bool affords(std::initializer_list<WeightedSum> sums) const;
  void add_noise(Call kind, const V& x, const WeightedSum& asked, V& out);
  [[nodiscard]] Count affordable(const Descend& loop) const;
  void descend_by_steps(const Descend& loop, Count steps, V& y);
  void descend_by_law(const Descend& loop, LoopSpectrum& known, Count steps, V& y);
  LoopSpectrum* law(const Descend& loop);
  static void find_laws(const Descend& loop, Count steps, double noise, LoopSpectrum& known);

  std::shared_ptr<const Model> model_;
  Facts facts_;
  Vector<double> x0_, y0_;
  OracleOptions options_;
  std::unique_ptr<NoiseSource> noise_;
  Counters counters_;
  Count left_;                                                        ///< of the budget
  std::uint64_t allowed_ = ~std::uint64_t{0}, executable_ = allowed_; ///< calls one by one
  Stream choices_;
  std::uint64_t next_[2] = {0, 0};
  int dx_, dy_;
  std::map<double, LoopSpectrum> spectra_; ///< by shift
  std::unique_ptr<DecreasingLaws> decreasing_;
  V fy_, gy_, minimiser_, normals_, term_;
};

} // namespace assay
