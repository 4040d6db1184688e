// A table by hand whose step lets a C++ exception pass the C interface.
#include <assay/audit/plugin.hpp>

namespace {

struct Plain {
  void start(auto& oracle) { x_ = oracle.x0(); }
  void step(auto& /*oracle*/) {}
  const Eigen::VectorXd& x() const { return x_; }
  Eigen::VectorXd x_;
};

int throwing_step(void* /*solver*/, const assay_oracle* /*oracle*/) {
  throw std::out_of_range("index 7 of 3");
}

} // namespace

extern "C" const assay_solver_functions* assay_plugin(uint32_t /*abi_version*/) {
  static assay_solver_functions table = *assay::plugin::table_of<Plain>(nullptr);
  table.step = throwing_step;
  return &table;
}
