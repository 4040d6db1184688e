// Exceptions of every kind, and shapes that are wrong: parameter fault=NAME, in the second step.
#include <assay/audit/plugin.hpp>

#include <new>

namespace {

struct Throws {
  Throws(const auto& /*facts*/, const auto& parameters)
      : fault(parameters.word(
            "fault", "none", {"none", "runtime", "number", "size", "memory", "no_x", "create"})) {
    if (fault == "create") {
      throw std::runtime_error("not in the mood");
    }
  }
  void start(auto& oracle) { x_ = oracle.x0(); }
  void step(auto& oracle) {
    if (++steps != 2) {
      return;
    }
    if (fault == "runtime") {
      throw std::runtime_error("the matrix is singular");
    }
    if (fault == "number") {
      throw 7;
    }
    if (fault == "size") {
      Eigen::VectorXd out;
      oracle.grad_x_f(Eigen::VectorXd::Zero(oracle.dx() + 1), oracle.y0(), oracle.upper(), out);
    }
    if (fault == "memory") {
      throw std::bad_alloc();
    }
    if (fault == "no_x") {
      x_.resize(0);
    }
  }
  const Eigen::VectorXd& x() const { return x_; }

  std::string fault;
  int steps = 0;
  Eigen::VectorXd x_;
};

} // namespace

ASSAY_EXPORT_SOLVER(Throws, nullptr)
