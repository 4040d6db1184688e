// The compiled half of the Python package `assay`: what __init__.py and child.py are made of.
#include <assay/audit/audit.hpp>
#include <assay/audit/child.hpp>
#include <assay/audit/host.hpp>
#include <assay/problems/solver_file.hpp>
#include <assay/report/certificate.hpp>
#include <assay/report/version.hpp>

#include "oracle.hpp"
#include "solver.hpp"
#include <pybind11/stl.h>

namespace assay::python {
namespace {

std::string audited(const std::string& target,
                    const std::string& effort,
                    std::uint64_t seed,
                    int threads,
                    const std::vector<std::string>& only,
                    const std::vector<std::string>& skip,
                    double answer_seconds,
                    std::size_t memory,
                    std::optional<double> seconds,
                    const std::string& program) {
  const py::gil_scoped_release others_may_run;
  const audit::Limits limits{
      .answer_seconds = answer_seconds, .answers = audit::step_in_answers, .memory = memory << 20U};
  const audit::Subject subject = names_file(target) ? audit::hosted_subject(target, limits, program)
                                                    : audit::built_in_subject(target);
  const Effort::Level level = audit::effort_named(effort);
  if (names_file(target) && !seconds) {
    seconds = audit::usual_seconds(level);
  }
  return to_json(audit::audit(subject, {.effort = level,
                                        .seed = seed,
                                        .threads = threads,
                                        .only = only,
                                        .skip = skip,
                                        .seconds = seconds}));
}

} // namespace
} // namespace assay::python

PYBIND11_MODULE(_assay, module) {
  using namespace assay;
  using namespace assay::python;
  static const py::exception<python::Stopped> stopped(module, "Stopped", PyExc_BaseException);
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      std::rethrow_exception(std::move(thrown));
    } catch (const python::Stopped& stop) {
      PyErr_SetObject(stopped.ptr(), py::int_(stop.status).ptr());
    } catch (const InvalidArgument& error) {
      PyErr_SetString(PyExc_ValueError, error.what());
    } catch (const FileError& error) {
      PyErr_SetString(PyExc_OSError, error.what());
    }
  });
  bind_oracle(module);
  module.def("version", [] { return std::string(version()); });
  module.def("program", [] { return std::string(ASSAY_PROGRAM); });
  module.def("audit", &audited);
  module.def("serve", [](int descriptor, py::object make, std::string declaration, bool calls) {
    return audit::serve_solver(descriptor,
                               table_of(std::move(make), std::move(declaration), calls));
  });
  module.def("refuse", &audit::refuse_to_serve);
}
