// Every instance that solvers run on has the derivatives, the solution, the hyper-gradient and the
// spectrum that it says; and a model with one slip is found out.
#include <assay/problems/model_check.hpp>
#include <assay/problems/quadratic_model.hpp>

#include <catch2/catch.hpp>

#include "support/instance_list.hpp"

using namespace assay;

TEST_CASE("every instance that can be run is in the list that is checked", "[problems]") {
  for (const RegisteredInstance& entry : registered_instances()) {
    if (entry.make().make) {
      const std::string name(entry.name);
      const auto& list = instance_list();
      CHECK(std::any_of(list.begin(), list.end(), [&](const ListedInstance& listed) {
        return parse_selected(listed.text).name == name;
      }));
    }
  }
}

TEST_CASE("every instance's model agrees with its own derivatives", "[problems]") {
  for (const ListedInstance& listed : instance_list()) {
    INFO(listed.text);
    const Instance instance = make_instance(listed.text, listed.epsilon);
    CHECK(instance.model.f(instance.x0, instance.y0).has_value());
    const auto points = visited_points(instance, {});
    REQUIRE(points.size() == 12);
    const auto findings = check_model(instance.model, points, {});
    for (const ModelFinding& finding : findings) {
      UNSCOPED_INFO(describe(finding));
    }
    CHECK(findings.empty());
  }
}

namespace {

/// The quadratic with one slip.
struct Slipped : QuadraticModel {
  enum Slip {
    none,
    sign_of_fx,
    scale_of_hvp,
    transposed_jvp,
    solution_off,
    half_implicit,
    no_shift
  };
  Slipped(const QuadraticModel& model, Slip s) : QuadraticModel(model), slip(s) {}
  void grad_x_f(const V& x, const V& y, V& out) const {
    QuadraticModel::grad_x_f(x, y, out);
    out *= slip == sign_of_fx ? -1 : 1;
  }
  void hvp(const V& x, const V& y, const V& v, V& out) const {
    QuadraticModel::hvp(x, y, v, out);
    out *= slip == scale_of_hvp ? 1.01 : 1;
  }
  void jvp(const V& x, const V& y, const V& v, V& out) const {
    QuadraticModel::jvp(x, y, v, out);
    if (slip == transposed_jvp) {
      out.reverseInPlace();
    }
  }
  void solution(const V& x, V& out) const {
    QuadraticModel::solution(x, out);
    out(0) += slip == solution_off ? 1e-2 : 0;
  }
  void hypergradient(const V& x, V& out) const {
    QuadraticModel::hypergradient(x, out);
    out *= slip == half_implicit ? 0.99 : 1;
  }
  std::shared_ptr<const LowerSpectrum> spectrum(double shift) const {
    return QuadraticModel::spectrum(slip == no_shift ? 0 : shift);
  }
  Slip slip;
};

} // namespace

TEST_CASE("a model with one slip is found out", "[problems]") {
  const QuadraticModel model(random_double_quadratic());
  const auto found = [&](Slipped::Slip slip) {
    const std::vector<ModelPoint> somewhere{
        {Vector<double>::Constant(3, 0.5), Vector<double>::Constant(5, -0.25)}};
    return check_model(Slipped(model, slip), somewhere, {}).size();
  };
  CHECK(found(Slipped::none) == 0);
  CHECK(found(Slipped::sign_of_fx) > 0);
  CHECK(found(Slipped::scale_of_hvp) > 0);
  CHECK(found(Slipped::transposed_jvp) > 0);
  CHECK(found(Slipped::solution_off) > 0);
  CHECK(found(Slipped::half_implicit) > 0);
  CHECK(found(Slipped::no_shift) > 0);
}
