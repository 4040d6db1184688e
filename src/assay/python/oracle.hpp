#pragma once
#include <assay/audit/plugin_abi.h>

#include <map>
#include <memory>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <string>

/// The oracle as Python sees it: assay's C interface with NumPy arrays.
namespace assay::python {

namespace py = pybind11;
/// Of what loses nothing as float64: lists and whole numbers do, complex numbers are refused.
using Array = py::array_t<double, py::array::c_style>;

/// The oracle returned something else than 0: `assay.Stopped`, which must pass.
struct Stopped {
  int status;
};

/// The table of one call, or of an oracle of one's own. A question outside of the call that the
/// table belongs to is a RuntimeError.
class OracleView {
public:
  void set(const assay_oracle* table) { table_ = table; }
  [[nodiscard]] const assay_oracle& table() const;

  [[nodiscard]] py::array_t<double> x0() const;
  [[nodiscard]] py::array_t<double> y0() const;
  [[nodiscard]] py::dict constants() const;

  using Gradient = decltype(assay_oracle::grad_x_f);
  using Product = decltype(assay_oracle::hvp);
  /// A new array, or `out`. Throws Stopped; ValueError for arrays of the wrong size.
  [[nodiscard]] py::object ask(Gradient assay_oracle::*question,
                               bool upper,
                               const Array& x,
                               const Array& y,
                               const assay_batch& batch,
                               const py::object& out) const;
  [[nodiscard]] py::object ask(Product assay_oracle::*question,
                               bool upper,
                               const Array& x,
                               const Array& y,
                               const Array& v,
                               const assay_batch& batch,
                               const py::object& out) const;
  /// The end of the inner loop that begins at y.
  [[nodiscard]] py::array_t<double> descend(const Array& x,
                                            const Array& y,
                                            double step,
                                            std::uint64_t steps,
                                            double shift,
                                            std::uint64_t batch,
                                            double delay) const;

private:
  const assay_oracle* table_ = nullptr;
};

/// Constants by name.
py::dict to_dict(const assay_constants& constants);
void bind_oracle(py::module_& module);

} // namespace assay::python
