#include "oracle.hpp"

#include <assay/audit/abi_oracle.hpp>
#include <assay/problems/instance.hpp>

#include <optional>
#include <pybind11/stl.h>

namespace assay::python {
namespace {

void need_size(const Array& array, int size, const char* name) {
  if (array.ndim() != 1 || array.size() != size) {
    throw py::value_error(std::string(name) + " is a vector of " + std::to_string(size) +
                          " numbers here, not " + std::to_string(array.size()));
  }
}

/// `out` if it is a vector that can be written to as it is, else a new one.
py::array_t<double> place(const py::object& out, int size) {
  if (out.is_none()) {
    return py::array_t<double>(size);
  }
  if (!py::isinstance<py::array_t<double, py::array::c_style>>(out)) {
    throw py::value_error("out is a contiguous array of float64");
  }
  auto array = py::reinterpret_borrow<py::array_t<double>>(out);
  if (array.ndim() != 1 || array.size() != size || !array.writeable()) {
    throw py::value_error("out is a vector of " + std::to_string(size) +
                          " numbers that can be written to");
  }
  return array;
}

void pass(int status) {
  if (status != ASSAY_OK) {
    throw Stopped{status};
  }
}

py::array_t<double> copy(const double* from, int size) { return py::array_t<double>(size, from); }

/// An oracle of one's own, outside of an audit: `assay.Oracle("quadratic")`.
class OwnOracle : public OracleView {
public:
  OwnOracle(const std::string& instance,
            double epsilon,
            std::uint64_t seed,
            std::uint32_t trial,
            std::optional<std::uint64_t> budget)
      : instance_(make_instance(instance, epsilon)),
        oracle_(instance_,
                {.seed = seed, .trial = trial, .budget = budget ? Count{*budget} : ~Count{0}}),
        abi_(oracle_) {
    set(abi_.table());
  }

  [[nodiscard]] py::dict counters() const {
    py::dict counts;
    for (std::size_t kind = 0; kind < kind_names.size(); ++kind) {
      counts[py::str(std::string(kind_names[kind]))] =
          py::int_(py::str(to_string(oracle_.counters().calls[kind])));
    }
    return counts;
  }
  /// The exact hyper-gradient, which no solver sees.
  [[nodiscard]] py::array_t<double> hypergradient(const Array& x) const {
    need_size(x, instance_.facts.dx, "x");
    Vector<double> out(instance_.facts.dx);
    instance_.model.hypergradient(Eigen::Map<const Vector<double>>(x.data(), x.size()), out);
    return copy(out.data(), instance_.facts.dx);
  }

private:
  Instance instance_;
  Oracle oracle_;
  audit::AbiOracle abi_;
};

/// Part of a finite sum, or all of it.
assay_batch batch_of(const OracleView& oracle, const std::string& level, std::uint32_t of) {
  const std::uint32_t components = oracle.table().constants->components;
  if (level != "upper" && level != "lower") {
    throw py::value_error("level is \"upper\" or \"lower\", not \"" + level + "\"");
  }
  if (components == 0) {
    throw py::value_error("this problem is no finite sum: constants[\"components\"] is 0");
  }
  return {.id = 0,
          .size = of == ASSAY_EVERYTHING ? components : 1U,
          .level = level == "upper" ? ASSAY_UPPER : ASSAY_LOWER,
          .of = of};
}

assay_batch component(const OracleView& oracle, const std::string& level, std::uint64_t index) {
  assay_batch batch = batch_of(oracle, level, ASSAY_COMPONENT);
  if (index >= oracle.table().constants->components) {
    throw py::value_error("there is no component " + std::to_string(index) + " among " +
                          std::to_string(oracle.table().constants->components));
  }
  batch.id = index;
  return batch;
}

template <class Question> auto gradient(Question assay_oracle::*question, bool upper) {
  return [question, upper](const OracleView& self, const Array& x, const Array& y,
                           const assay_batch& batch, const py::object& out) {
    return self.ask(question, upper, x, y, batch, out);
  };
}

template <class Question> auto product(Question assay_oracle::*question, bool upper) {
  return [question, upper](const OracleView& self, const Array& x, const Array& y, const Array& v,
                           const assay_batch& batch, const py::object& out) {
    return self.ask(question, upper, x, y, v, batch, out);
  };
}

} // namespace

const assay_oracle& OracleView::table() const {
  if (table_ == nullptr) {
    throw std::runtime_error("an oracle answers only during the call of start or step that it was "
                             "passed to");
  }
  return *table_;
}

py::array_t<double> OracleView::x0() const { return copy(table().x0, table().dx); }
py::array_t<double> OracleView::y0() const { return copy(table().y0, table().dy); }
py::dict OracleView::constants() const { return to_dict(*table().constants); }

py::object OracleView::ask(Gradient assay_oracle::*question,
                           bool upper,
                           const Array& x,
                           const Array& y,
                           const assay_batch& batch,
                           const py::object& out) const {
  const assay_oracle& t = table();
  need_size(x, t.dx, "x");
  need_size(y, t.dy, "y");
  py::array_t<double> answer = place(out, upper ? t.dx : t.dy);
  pass((t.*question)(t.context, x.data(), y.data(), batch, answer.mutable_data()));
  return answer;
}

py::object OracleView::ask(Product assay_oracle::*question,
                           bool upper,
                           const Array& x,
                           const Array& y,
                           const Array& v,
                           const assay_batch& batch,
                           const py::object& out) const {
  const assay_oracle& t = table();
  need_size(x, t.dx, "x");
  need_size(y, t.dy, "y");
  need_size(v, t.dy, "v");
  py::array_t<double> answer = place(out, upper ? t.dx : t.dy);
  pass((t.*question)(t.context, x.data(), y.data(), v.data(), batch, answer.mutable_data()));
  return answer;
}

py::array_t<double> OracleView::descend(const Array& x,
                                        const Array& y,
                                        double step,
                                        std::uint64_t steps,
                                        double shift,
                                        std::uint64_t batch,
                                        double delay) const {
  const assay_oracle& t = table();
  need_size(x, t.dx, "x");
  need_size(y, t.dy, "y");
  py::array_t<double> end = copy(y.data(), t.dy);
  const assay_descend loop{
      .x = x.data(), .shift = shift, .step = step, .delay = delay, .steps = steps, .batch = batch};
  pass(t.descend(t.context, &loop, end.mutable_data()));
  return end;
}

py::dict to_dict(const assay_constants& c) {
  py::dict d;
  d["components"] = c.components;
  const std::pair<const char*, double> numbers[] = {{"epsilon", c.epsilon},
                                                    {"mu", c.mu},
                                                    {"lower_curvature", c.lower_curvature},
                                                    {"pl", c.pl},
                                                    {"upper_curvature", c.upper_curvature},
                                                    {"coupling", c.coupling},
                                                    {"upper_coupling", c.upper_coupling},
                                                    {"curvature_slope", c.curvature_slope},
                                                    {"upper_slope", c.upper_slope},
                                                    {"solution_slope", c.solution_slope},
                                                    {"smoothness", c.smoothness},
                                                    {"growth", c.growth},
                                                    {"gap", c.gap},
                                                    {"start_distance", c.start_distance},
                                                    {"sigma_fx", c.sigma_fx},
                                                    {"sigma_fy", c.sigma_fy},
                                                    {"sigma_gx", c.sigma_gx},
                                                    {"sigma_gy", c.sigma_gy},
                                                    {"sigma_hvp", c.sigma_hvp},
                                                    {"sigma_jvp", c.sigma_jvp}};
  for (const auto& [name, value] : numbers) {
    d[name] = value;
  }
  return d;
}

void bind_oracle(py::module_& module) {
  using namespace py::literals;
  py::class_<assay_batch>(module, "Batch", "Samples by name: equal batches are the same samples.")
      .def_readonly("id", &assay_batch::id)
      .def_readonly("size", &assay_batch::size)
      .def_readonly("level", &assay_batch::level, "0: of f; 1: of g")
      .def_readonly("of", &assay_batch::of, "0: samples; 1: one component; 2: all components");
  py::class_<OracleView> view(module, "OracleView");
  view.def_property_readonly("dx", [](const OracleView& o) { return o.table().dx; })
      .def_property_readonly("dy", [](const OracleView& o) { return o.table().dy; })
      .def_property_readonly("x0", &OracleView::x0)
      .def_property_readonly("y0", &OracleView::y0)
      .def_property_readonly("constants", &OracleView::constants)
      .def(
          "upper",
          [](const OracleView& o, std::uint64_t size) {
            return o.table().upper(o.table().context, size);
          },
          "size"_a = 1, "Fresh samples of f; no call yet.")
      .def(
          "lower",
          [](const OracleView& o, std::uint64_t size) {
            return o.table().lower(o.table().context, size);
          },
          "size"_a = 1, "Fresh samples of g; no call yet.")
      .def("component", &component, "level"_a, "index"_a,
           "One component of a finite sum, of level \"upper\" (f) or \"lower\" (g): one call.")
      .def(
          "everything",
          [](const OracleView& o, const std::string& level) {
            return batch_of(o, level, ASSAY_EVERYTHING);
          },
          "level"_a, "All components of a finite sum, without noise: as many calls.")
      .def(
          "uniform", [](const OracleView& o) { return o.table().uniform(o.table().context); },
          "A number in [0, 1): the solver's own randomness.")
      .def("grad_x_f", gradient(&assay_oracle::grad_x_f, true), "x"_a, "y"_a, "xi"_a,
           "out"_a = py::none())
      .def("grad_y_f", gradient(&assay_oracle::grad_y_f, false), "x"_a, "y"_a, "xi"_a,
           "out"_a = py::none())
      .def("grad_x_g", gradient(&assay_oracle::grad_x_g, true), "x"_a, "y"_a, "zeta"_a,
           "out"_a = py::none())
      .def("grad_y_g", gradient(&assay_oracle::grad_y_g, false), "x"_a, "y"_a, "zeta"_a,
           "out"_a = py::none())
      .def("hvp", product(&assay_oracle::hvp, false), "x"_a, "y"_a, "v"_a, "zeta"_a,
           "out"_a = py::none(), "grad^2_yy g(x, y; zeta) v")
      .def("jvp", product(&assay_oracle::jvp, true), "x"_a, "y"_a, "v"_a, "zeta"_a,
           "out"_a = py::none(), "grad^2_xy g(x, y; zeta) v")
      .def("descend", &OracleView::descend, "x"_a, "y"_a, "step"_a, "steps"_a = 1, "shift"_a = 0.0,
           "batch"_a = 1, "delay"_a = 0.0,
           "The end of y <- y - step (shift grad_y f + grad_y g), `steps` times, from y.");
  py::class_<OwnOracle, OracleView>(module, "Oracle",
                                    "An oracle of one's own: counted, budgeted, reproducible.")
      .def(py::init<const std::string&, double, std::uint64_t, std::uint32_t,
                    std::optional<std::uint64_t>>(),
           "instance"_a, "epsilon"_a = 0.1, "seed"_a = 1, "trial"_a = 0, "budget"_a = py::none())
      .def_property_readonly("counters", &OwnOracle::counters)
      .def("hypergradient", &OwnOracle::hypergradient, "x"_a,
           "The exact hyper-gradient, not counted: for judging.");
}

} // namespace assay::python
