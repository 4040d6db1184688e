#include "solver.hpp"

#include <assay/oracles/counters.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace assay::python {
namespace {

/// The class that this process serves; never destroyed: Python may be gone before statics are.
struct Served {
  py::object make;
  std::string declaration;
  bool declares_calls;
};
Served* served = nullptr;

using Values = std::optional<std::vector<double>>;

/// An instance of the class, and copies of what it shows: Python may move or change its arrays.
class Solver {
public:
  explicit Solver(py::object self) : self_(std::move(self)), view_(py::cast(OracleView())) {}

  int call(const char* method, const assay_oracle* oracle) {
    auto& view = view_.cast<OracleView&>();
    view.set(oracle);
    int status = ASSAY_OK;
    try {
      self_.attr(method)(view_);
      read("x", oracle->dx, x_);
      read("estimate", oracle->dx, estimate_);
      read("y", oracle->dy, y_);
      read("v", oracle->dy, v_);
    } catch (py::error_already_set& error) {
      status = failed(error);
    } catch (const std::exception& error) {
      message_ = error.what();
      status = own_failure;
    }
    view.set(nullptr);
    return status;
  }

  /// What `calls_per_step` says: a dict of numbers by the names of the kinds.
  void read_calls() {
    for (const auto& [key, number] : py::cast<py::dict>(value_of("calls_per_step"))) {
      const std::string name = py::str(key);
      const auto* const kind = std::find(kind_names.begin(), kind_names.end(), name);
      if (kind == kind_names.end()) {
        throw std::runtime_error("calls_per_step has a key " + name +
                                 "; the oracles are n_fx, n_fy, n_gx, n_gy, n_hvp and n_jvp");
      }
      const auto calls = py::cast<double>(number);
      if (!(calls >= 0 && std::isfinite(calls))) {
        throw std::runtime_error("calls_per_step has no number of calls for " + name);
      }
      calls_[static_cast<std::size_t>(kind - kind_names.begin())] = calls;
    }
  }

  [[nodiscard]] const std::array<double, 6>& calls() const { return calls_; }
  [[nodiscard]] const double* x() const { return data(x_); }
  [[nodiscard]] const double* estimate() const { return data(estimate_); }
  [[nodiscard]] const double* y() const { return data(y_); }
  [[nodiscard]] const double* v() const { return data(v_); }
  [[nodiscard]] const char* message() const {
    return message_.empty() ? nullptr : message_.c_str();
  }

private:
  static constexpr int own_failure = -1;

  static const double* data(const Values& values) { return values ? values->data() : nullptr; }

  /// Of an attribute or a method without arguments.
  [[nodiscard]] py::object value_of(const char* name) const {
    py::object value = self_.attr(name);
    const bool method = py::isinstance<py::function>(value) || PyMethod_Check(value.ptr());
    return method ? value() : value;
  }

  /// None and absence: it has none.
  void read(const char* name, int size, Values& into) {
    into.reset();
    py::object value = py::none();
    try {
      value = value_of(name);
    } catch (py::error_already_set& error) {
      if (!error.matches(PyExc_AttributeError) || std::strcmp(name, "x") == 0) {
        throw; // what a property of its own raises is no absence
      }
    }
    if (value.is_none()) {
      return;
    }
    const Array array = Array::ensure(value);
    if (!array) {
      throw std::runtime_error(std::string(name) + " is no array of real numbers");
    }
    if (array.ndim() != 1 || array.size() != size) {
      throw std::runtime_error(std::string(name) + " has " + std::to_string(array.size()) +
                               " entries instead of " + std::to_string(size));
    }
    into.emplace(array.data(), array.data() + array.size());
  }

  int failed(py::error_already_set& error) {
    const py::object stopped = py::module_::import("assay").attr("Stopped");
    if (error.matches(stopped)) {
      return error.value().attr("args")[py::int_(0)].cast<int>();
    }
    message_ = error.what();
    message_ = message_.substr(0, message_.find("\n\nAt:"));
    return own_failure;
  }

  py::object self_, view_;
  Values x_, estimate_, y_, v_;
  std::array<double, 6> calls_{};
  std::string message_;
};

/// A mistake of the class, and no refusal of the constants and values it was given.
bool is_slip(const py::error_already_set& raised) {
  const std::array slips = {PyExc_LookupError, PyExc_TypeError, PyExc_NameError,
                            PyExc_AttributeError, PyExc_ImportError};
  return std::any_of(slips.begin(), slips.end(),
                     [&](PyObject* slip) { return raised.matches(slip); });
}

void* create(const assay_constants* constants,
             const assay_parameter* parameters,
             std::size_t count,
             char* error,
             std::size_t error_size) {
  std::string why;
  try {
    py::dict given;
    for (std::size_t i = 0; i < count; ++i) {
      given[parameters[i].name] = parameters[i].value;
    }
    auto solver = std::make_unique<Solver>(served->make(to_dict(*constants), given));
    if (served->declares_calls) {
      solver->read_calls();
    }
    return solver.release();
  } catch (const py::error_already_set& raised) {
    if (is_slip(raised)) {
      const std::string what = raised.what();
      throw std::runtime_error(what.substr(0, what.find("\n\nAt:")));
    }
    why = raised.what();
  }
  why = why.substr(0, why.find('\n'));
  std::strncpy(error, why.c_str(), error_size - 1);
  error[error_size - 1] = '\0';
  return nullptr;
}

Solver& of(void* solver) { return *static_cast<Solver*>(solver); }
const Solver& of(const void* solver) { return *static_cast<const Solver*>(solver); }

} // namespace

assay_solver_functions table_of(py::object make, std::string declaration, bool declares_calls) {
  served = new Served{std::move(make), std::move(declaration), declares_calls};
  assay_solver_functions table{};
  table.abi_version = ASSAY_ABI_VERSION;
  table.struct_size = sizeof table;
  table.declaration = served->declaration.c_str();
  table.create = create;
  table.destroy = [](void* solver) { delete static_cast<Solver*>(solver); };
  table.start = [](void* s, const assay_oracle* o) { return of(s).call("start", o); };
  table.step = [](void* s, const assay_oracle* o) { return of(s).call("step", o); };
  table.x = [](const void* s) { return of(s).x(); };
  table.estimate = [](const void* s) { return of(s).estimate(); };
  table.y = [](const void* s) { return of(s).y(); };
  table.v = [](const void* s) { return of(s).v(); };
  table.message = [](const void* s) { return of(s).message(); };
  if (declares_calls) {
    table.calls_per_step = [](const void* s, double* calls) {
      std::copy_n(of(s).calls().begin(), of(s).calls().size(), calls);
    };
  }
  return table;
}

} // namespace assay::python
