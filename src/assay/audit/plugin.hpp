#pragma once
#include <assay/audit/plugin_abi.h>

#include <Eigen/Core>

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// A solver in C++ as a shared library: a plain type, and one line that exports it.
///
///     struct MySolver {
///       MySolver(const auto& facts, const auto& parameters);  // or no constructor at all
///       void start(auto& oracle);                 // reads x0, y0; may make calls
///       void step(auto& oracle);                  // one outer iteration
///       const Eigen::VectorXd& x() const;         // the iterate that is judged
///       // optional: estimate(), y(), v() (by reference), and the calls of one step, n_fx ...
///       n_jvp: std::array<double, 6> calls_per_step() const;
///     };
///     ASSAY_EXPORT_SOLVER(MySolver, R"(order = 2)")
///
///     c++ -std=c++20 -O2 -shared -fPIC my_solver.cpp -o libmy_solver.so
///     assay audit ./libmy_solver.so
///
/// Header only; nothing of assay is linked. Oracle, facts and parameters have the names of
/// assay::Oracle, Facts and Parameters, so that a solver whose members are templates (`auto`) runs
/// inside a program of assay's as well. The oracle throws where a call cannot be answered (the
/// budget is spent, something is not finite): let it pass. An exception of your own is reported.
namespace assay::plugin {

using Vector = Eigen::VectorXd;

/// The oracle returned something else than 0: ends the step. Not for solvers to catch.
struct Stopped {
  int status;
};

/// Values by name; what is absent has the solver's own default. Throws std::invalid_argument for a
/// text that is no number.
class Parameters {
public:
  Parameters(const assay_parameter* given, std::size_t count) : given_(given), count_(count) {}

  [[nodiscard]] bool has(const std::string& name) const { return find(name) != nullptr; }
  [[nodiscard]] double number(const std::string& name, double standard) const {
    const char* text = find(name);
    if (text == nullptr || std::string(text) == "auto") {
      return standard;
    }
    const char* end = text + std::strlen(text);
    double value = 0;
    const auto [rest, error] = std::from_chars(text, end, value);
    if (error != std::errc() || rest != end || !std::isfinite(value)) {
      refuse(name, "a finite number", text);
    }
    return value;
  }
  [[nodiscard]] int whole(const std::string& name, int standard, int low, int high) const {
    const double value = number(name, standard);
    if (value != std::floor(value) || value < low || value > high) {
      refuse(name, "a whole number from " + std::to_string(low) + " to " + std::to_string(high),
             std::to_string(value));
    }
    return static_cast<int>(value);
  }
  [[nodiscard]] std::string word(const std::string& name,
                                 const std::string& standard,
                                 const std::vector<std::string>& choices) const {
    const char* text = find(name);
    if (text == nullptr) {
      return standard;
    }
    std::string list;
    for (const std::string& choice : choices) {
      if (choice == text) {
        return choice;
      }
      list += (list.empty() ? "" : ", ") + choice;
    }
    refuse(name, "one of " + list, text);
  }

private:
  [[noreturn]] static void
  refuse(const std::string& name, const std::string& rule, const std::string& given) {
    throw std::invalid_argument("parameter " + name + " is " + rule + ", not \"" + given + "\"");
  }
  [[nodiscard]] const char* find(const std::string& name) const {
    for (std::size_t i = 0; i < count_; ++i) {
      if (name == given_[i].name) {
        return given_[i].value;
      }
    }
    return nullptr;
  }
  const assay_parameter* given_;
  std::size_t count_;
};

/// An inner loop: see assay_descend.
struct Descend {
  const Vector& x;
  double shift = 0;
  double step = 0;
  std::uint64_t steps = 1;
  std::uint64_t batch = 1;
  double delay = 0;
};

/// The solver's own randomness.
class Choices {
public:
  explicit Choices(const assay_oracle& table) : table_(table) {}
  double uniform() { return table_.uniform(table_.context); }

private:
  const assay_oracle& table_;
};

/// What a solver may ask; as assay::Oracle, over the C interface. Valid during one call.
class Oracle {
public:
  using V = Vector;
  using Batch = assay_batch;

  explicit Oracle(const assay_oracle& table)
      : t_(table),
        x0_(Eigen::Map<const V>(table.x0, table.dx)),
        y0_(Eigen::Map<const V>(table.y0, table.dy)),
        choices_(table) {}

  [[nodiscard]] int dx() const { return t_.dx; }
  [[nodiscard]] int dy() const { return t_.dy; }
  [[nodiscard]] const V& x0() const { return x0_; }
  [[nodiscard]] const V& y0() const { return y0_; }
  [[nodiscard]] const assay_constants& facts() const { return *t_.constants; }
  Choices& choices() { return choices_; }

  Batch upper(std::uint64_t size = 1) { return t_.upper(t_.context, size); }
  Batch lower(std::uint64_t size = 1) { return t_.lower(t_.context, size); }
  void grad_x_f(const V& x, const V& y, const Batch& xi, V& out) {
    ask(t_.grad_x_f, dx(), x, y, xi, out);
  }
  void grad_y_f(const V& x, const V& y, const Batch& xi, V& out) {
    ask(t_.grad_y_f, dy(), x, y, xi, out);
  }
  void grad_x_g(const V& x, const V& y, const Batch& zeta, V& out) {
    ask(t_.grad_x_g, dx(), x, y, zeta, out);
  }
  void grad_y_g(const V& x, const V& y, const Batch& zeta, V& out) {
    ask(t_.grad_y_g, dy(), x, y, zeta, out);
  }
  void hvp(const V& x, const V& y, const V& v, const Batch& zeta, V& out) {
    need(v, dy());
    ask([&](auto... given) { return product(t_.hvp, v, given...); }, dy(), x, y, zeta, out);
  }
  void jvp(const V& x, const V& y, const V& v, const Batch& zeta, V& out) {
    need(v, dy());
    ask([&](auto... given) { return product(t_.jvp, v, given...); }, dx(), x, y, zeta, out);
  }
  void descend(const Descend& loop, V& y) {
    need(loop.x, dx());
    need(y, dy());
    const assay_descend given{loop.x.data(), loop.shift, loop.step,
                              loop.delay,    loop.steps, loop.batch};
    check(t_.descend(t_.context, &given, y.data()));
  }

private:
  static void check(int status) {
    if (status != 0) {
      throw Stopped{status};
    }
  }
  static void need(const V& v, int size) {
    if (v.size() != size) {
      throw std::invalid_argument("a vector has " + std::to_string(v.size()) + " entries, not " +
                                  std::to_string(size));
    }
  }
  template <class Call>
  void ask(const Call& call, int size, const V& x, const V& y, const Batch& batch, V& out) {
    need(x, dx());
    need(y, dy());
    if (out.size() == size) {
      check(call(t_.context, x.data(), y.data(), batch, out.data()));
    } else { // a vector of its own first: out may be x or y
      V answer(size);
      check(call(t_.context, x.data(), y.data(), batch, answer.data()));
      out = std::move(answer);
    }
  }
  template <class Call>
  static int product(const Call& call,
                     const V& v,
                     void* context,
                     const double* x,
                     const double* y,
                     const Batch& batch,
                     double* out) {
    return call(context, x, y, v.data(), batch, out);
  }

  const assay_oracle& t_;
  V x0_, y0_;
  Choices choices_;
};

template <class S>
concept Solver = requires(S s, const S c, Oracle& oracle) {
  s.start(oracle);
  s.step(oracle);
  { c.x() } -> std::convertible_to<const Vector&>;
};

namespace detail {

constexpr int gave_up = -1; ///< by an exception of the solver's own

template <class S> struct Held {
  S solver;
  std::string message;
  int dx = 0, dy = 0;
};

template <class S> S made(const assay_constants& facts, const Parameters& parameters) {
  if constexpr (std::is_constructible_v<S, const assay_constants&, const Parameters&>) {
    return S(facts, parameters);
  } else {
    static_assert(std::is_default_constructible_v<S>,
                  "a solver is made from (facts, parameters), or from nothing");
    return S();
  }
}

template <class S>
void* create(const assay_constants* constants,
             const assay_parameter* parameters,
             std::size_t count,
             char* error,
             std::size_t error_size) {
  std::string why = "an exception";
  try {
    return new Held<S>{made<S>(*constants, Parameters(parameters, count)), {}, 0, 0};
  } catch (const std::exception& e) {
    why = e.what();
  } catch (...) {
  }
  if (error_size > 0) {
    error[why.copy(error, error_size - 1)] = '\0';
  }
  return nullptr;
}

template <class S, class Call>
int guarded(void* solver, const assay_oracle& given, const Call& call) {
  auto& held = *static_cast<Held<S>*>(solver);
  try {
    Oracle oracle(given);
    call(held.solver, oracle);
    return 0;
  } catch (const Stopped& stopped) {
    return stopped.status;
  } catch (const std::exception& e) {
    held.message = std::string("exception: ") + e.what();
  } catch (...) {
    held.message = "exception of an unknown type";
  }
  return gave_up;
}

template <class S, class Member>
const double* data(const void* given, const Member& member, int Held<S>::*size) {
  const auto& held = *static_cast<const Held<S>*>(given);
  const Vector& vector = member(held.solver);
  return vector.size() == held.*size ? vector.data() : nullptr; // not yet, or no such vector
}

template <class S> void add_optional(assay_solver_functions& table) {
  using H = Held<S>;
  if constexpr (requires(const S& s) { s.estimate().data(); }) {
    table.estimate = [](const void* held) {
      return data<S>(
          held, [](const S& s) -> const Vector& { return s.estimate(); }, &H::dx);
    };
  }
  if constexpr (requires(const S& s) { s.y().data(); }) {
    table.y = [](const void* held) {
      return data<S>(
          held, [](const S& s) -> const Vector& { return s.y(); }, &H::dy);
    };
  }
  if constexpr (requires(const S& s) { s.v().data(); }) {
    table.v = [](const void* held) {
      return data<S>(
          held, [](const S& s) -> const Vector& { return s.v(); }, &H::dy);
    };
  }
  if constexpr (requires(const S& s) { s.calls_per_step()[5]; }) {
    table.calls_per_step = [](const void* held, double* calls) {
      const auto& given = static_cast<const H*>(held)->solver.calls_per_step();
      for (std::size_t i = 0; i < 6; ++i) {
        calls[i] = static_cast<double>(given[i]);
      }
    };
  }
}

template <class S> assay_solver_functions filled(const char* declaration) {
  using H = Held<S>;
  assay_solver_functions table{};
  table.abi_version = ASSAY_ABI_VERSION;
  table.struct_size = sizeof(table);
  table.declaration = declaration;
  table.create = create<S>;
  table.destroy = [](void* held) { delete static_cast<H*>(held); };
  table.start = [](void* held, const assay_oracle* given) {
    static_cast<H*>(held)->dx = given->dx;
    static_cast<H*>(held)->dy = given->dy;
    return guarded<S>(held, *given, [](S& s, Oracle& oracle) { s.start(oracle); });
  };
  table.step = [](void* held, const assay_oracle* given) {
    return guarded<S>(held, *given, [](S& s, Oracle& oracle) { s.step(oracle); });
  };
  table.x = [](const void* held) {
    return data<S>(
        held, [](const S& s) -> const Vector& { return s.x(); }, &H::dx);
  };
  table.message = [](const void* held) { return static_cast<const H*>(held)->message.c_str(); };
  add_optional<S>(table);
  return table;
}

} // namespace detail

/// The table of S. `declaration` is TOML, or null.
template <Solver S> const assay_solver_functions* table_of(const char* declaration) {
  static const assay_solver_functions table = detail::filled<S>(declaration);
  return &table;
}

} // namespace assay::plugin

/// Exports one solver from a shared library, with its declaration (TOML; nullptr: none).
#define ASSAY_EXPORT_SOLVER(SolverType, declaration)                                               \
  extern "C" const assay_solver_functions* assay_plugin(uint32_t abi_version) {                    \
    return abi_version == ASSAY_ABI_VERSION ? assay::plugin::table_of<SolverType>(declaration)     \
                                            : nullptr;                                             \
  }
