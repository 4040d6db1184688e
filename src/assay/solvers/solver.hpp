#pragma once
#include <assay/oracles/oracle.hpp>

#include <concepts>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// What a solver is to assay: a plain type with three members, nothing inherited.
///
///     struct MySolver {
///       void start(Oracle& oracle);               // reads x0, y0 and constants; may make calls
///       void step(Oracle& oracle);                // one outer iteration
///       const Vector<double>& x() const;          // the iterate that is judged
///       const Vector<double>& estimate() const;   // optional: the last hyper-gradient estimate
///       const Vector<double>& y() const;          // optional: the lower variable
///       const Vector<double>& v() const;          // optional: the linear system's variable
///     };
///
/// An optional vector may also be a pointer, null where there is none.
///
/// A solver ends when its trial does: when x satisfies the criterion, or the budget is spent (the
/// oracle then throws through step, which must let it pass).
namespace assay {

template <class S>
concept Solver = requires(S s, const S c, Oracle& oracle) {
  s.start(oracle);
  s.step(oracle);
  { c.x() } -> std::convertible_to<const Vector<double>&>;
};

/// Any solver, erased.
class AnySolver {
public:
  template <class S> // AnySolver first: clang 14 would ask the concept of a type it is part of
  requires(!std::same_as<S, AnySolver>) && Solver<S> AnySolver(S solver)
      : self_(std::make_unique<Erased<S>>(std::move(solver))) {}

  void start(Oracle& oracle) { self_->start(oracle); }
  void step(Oracle& oracle) { self_->step(oracle); }
  [[nodiscard]] const Vector<double>& x() const { return self_->x(); }
  /// Null where the solver has none.
  [[nodiscard]] const Vector<double>* estimate() const { return self_->estimate(); }
  [[nodiscard]] const Vector<double>* y() const { return self_->y(); }
  [[nodiscard]] const Vector<double>* v() const { return self_->v(); }

private:
  static const Vector<double>* address(const Vector<double>& present) { return &present; }
  static const Vector<double>* address(const Vector<double>* maybe) { return maybe; }
  struct Interface {
    virtual ~Interface() = default;
    virtual void start(Oracle& oracle) = 0;
    virtual void step(Oracle& oracle) = 0;
    [[nodiscard]] virtual const Vector<double>& x() const = 0;
    [[nodiscard]] virtual const Vector<double>* estimate() const = 0;
    [[nodiscard]] virtual const Vector<double>* y() const = 0;
    [[nodiscard]] virtual const Vector<double>* v() const = 0;
  };
  template <class S> struct Erased final : Interface {
    explicit Erased(S given) : s(std::move(given)) {}
    void start(Oracle& oracle) override { s.start(oracle); }
    void step(Oracle& oracle) override { s.step(oracle); }
    [[nodiscard]] const Vector<double>& x() const override { return s.x(); }
    [[nodiscard]] const Vector<double>* estimate() const override {
      if constexpr (requires { s.estimate(); }) {
        return address(s.estimate());
      } else {
        return nullptr;
      }
    }
    [[nodiscard]] const Vector<double>* y() const override {
      if constexpr (requires { s.y(); }) {
        return address(s.y());
      } else {
        return nullptr;
      }
    }
    [[nodiscard]] const Vector<double>* v() const override {
      if constexpr (requires { s.v(); }) {
        return address(s.v());
      } else {
        return nullptr;
      }
    }
    S s;
  };
  std::unique_ptr<Interface> self_;
};

/// What a method's theory says of one pair (method, instance).
struct Prediction {
  bool applicable = true;
  std::string reason; ///< why not, or where the exponents come from
  /// Exponents of 1/eps to E||grad phi|| <= eps (convention N), by counter: "sfo", "n_gy", ...
  std::map<std::string, double> exponents;
  bool has_log = false;              ///< an Õ: the log-corrected interval decides
  std::vector<std::string> log_free; ///< counters that carry no logarithm even so
};

/// The schedule a method runs on an instance: what `assay show` and `--plan` print.
struct Plan {
  std::map<std::string, double> values; ///< nu, eta, K, S, ...
  double calls_per_step = 0;            ///< all kinds together
  double steps = 0;                     ///< the theory's number of outer steps
  double log_factor = 1;                ///< the schedule's own logarithm
};

/// Which of a method's parameters plays which part; empty: none does. The audit drives each to its
/// limit, one at a time.
struct Roles {
  std::string bias;        ///< the estimate is right as it goes to 0: the distance nu
  std::string lambda;      ///< ... as it goes to infinity: the multiplier of a penalty
  std::string inner_steps; ///< steps of y for one step of x
  std::string series;      ///< Hessian-vector products of a Neumann sum
  std::string outer_step;  ///< step, or length of a step, of x
  std::string batch;       ///< samples of the hyper-gradient estimate
};

/// A law of the audit that a right method of this kind breaks.
struct ByDesign {
  std::string check; ///< its id, or a glob: "noise/*"
  std::string why;   ///< the certificate says it
};

/// What the audit tests of a method, besides its rate.
struct Traits {
  Roles roles;
  std::function<Roles(const Parameters&)> roles_of; ///< where they depend on what is given
  std::function<int(const Parameters&)> order;      ///< bias O(nu^order); empty: no nu
  /// Constant of that bias: leading nu^p d^{p+1}/dnu^{p+1} grad_x l_nu, l_nu(x) = min_y nu f + g.
  std::function<double(const Parameters&)> leading;
  std::vector<Call> calls; ///< kinds it makes
  /// Pairs of kinds that in one step always, and never, ask for the same samples.
  std::vector<std::pair<Call, Call>> shared, independent;
  bool normalised = false;   ///< every step of x has the length `outer_step`
  bool single_level = false; ///< it minimises f(., y0): right where f does not depend on y
  bool random = false;       ///< its estimate is random even without noise
  std::function<bool(const Parameters&)> random_of; ///< where that depends on what is given
  /// Are its steps made of pure numbers, with what is given, so that other units change them?
  std::function<bool(const Parameters&)> of_pure_numbers = {};
  bool estimates_ahead = false; ///< what it shows after a step is for the next one
  bool momentum = false;        ///< its estimate is a moving average, which lags behind
  std::function<bool(const Parameters&)> momentum_of = {}; ///< where that depends on what is given
  bool corrected = false;  ///< it has a memory that correlated samples correct (STORM, SPIDER)
  bool finite_sum = false; ///< its memory takes out the noise of a finite sum (SAGA, SARAH)
  std::vector<ByDesign> by_design = {}; ///< not asked of it
};

/// What methods of one kind declare: the calls of those that solve with H, with a fresh sample for
/// each of grad_y g, HVP and JVP; the calls of penalty methods, with fresh samples at each point.
std::vector<Call> implicit_calls();
std::vector<std::pair<Call, Call>> fresh_products();
std::vector<Call> first_order_calls();
std::vector<std::pair<Call, Call>> fresh_gradients();

/// What a solver declares of itself.
struct SolverInfo {
  std::string name;                     ///< the file's stem
  std::string title;                    ///< the method's name
  std::string source_key;               ///< in theory/references.bib
  std::string source;                   ///< version, theorem
  std::string convention;               ///< "N", "Q" or "own": that of the paper
  std::string claim;                    ///< the rate as the paper writes it
  std::vector<std::string> assumptions; ///< in words
  std::vector<std::string> steps;       ///< of one iteration, as the paper's algorithm
  std::string calls_per_iteration;
  std::string samples;    ///< which are shared, which are fresh
  std::string unverified; ///< what rests on recollection; empty: nothing
  std::vector<Parameter> parameters;
  Traits traits = {};
  std::function<Prediction(const Facts&, const Parameters&)> predict;
  std::function<Plan(const Facts&, const Parameters&)> plan;
  std::function<AnySolver(const Facts&, const Parameters&)> make;
};

struct RegisteredSolver {
  std::string_view name; ///< from the path
  SolverInfo (*make)();
};

/// One file solvers/methods/<name>.cpp defines `assay::SolverInfo assay::solver::<name>()`; the
/// build finds it.
std::span<const RegisteredSolver> registered_solvers();
/// The one of that name. Throws InvalidArgument, naming the nearest.
SolverInfo find_solver(const std::string& name);

/// Predictions of methods that share assumptions: not applicable, with the reason, or nothing.
std::optional<Prediction> needs_strong_convexity(const Facts& facts);
std::optional<Prediction> needs_pl_constant(const Facts& facts);
std::optional<Prediction> needs_no_noise(const Facts& facts);
/// Without noise every instance is a sum of one component.
std::optional<Prediction> needs_finite_sum(const Facts& facts);
/// Where noise is not mean-squared smooth such a method runs, but nothing is predicted: a
/// prediction without exponents.
std::optional<Prediction> needs_mean_squared_smoothness(const Facts& facts);

} // namespace assay
