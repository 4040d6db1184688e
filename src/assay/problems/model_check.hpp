#pragma once
#include <assay/problems/instance.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// Is a model what it says? Each derivative against differences of the one below, each closed form
/// against the equation that it solves; and are the constants of an instance true where runs go?
///
///     for (const ModelFinding& f : check_model(instance.model, visited_points(instance, {})))
///       std::cout << describe(f) << '\n';
///
/// Error   central differences with step `step` times the point's size; agreement to `tolerance`
///         times the size of what is compared, and ten times the differences' own error, estimated
///         at twice the step. Finds a wrong term, not a wrong last digit.
/// Cost    O(dx + dy) oracle calls a point, and one dense eigendecomposition: dimensions <= 300.
namespace assay {

struct ModelPoint {
  Vector<double> x, y;
};

struct ModelCheck {
  int points = 12;
  std::uint64_t seed = 1;
  double step = 1e-5;
  double tolerance = 1e-5;
  std::vector<double> shifts = {0, 0.01, -0.01}; ///< of the spectrum, in units of mu/L_f
};

/// What does not agree, and where.
struct ModelFinding {
  std::string what;
  double found = 0; ///< the error, or the value that breaks the bound
  double allowed = 0;
  std::string where; ///< "at point 3, shift 0.01"
};
std::string describe(const ModelFinding& finding);

/// Points where runs go: from x0 down grad phi, with y beside y*(x). A chain is entered as deep as
/// it is long.
std::vector<ModelPoint> visited_points(const Instance& instance, const ModelCheck& how);

/// Shapes; gradients against differences of f and g (where the model has values) and as fields with
/// symmetric Jacobians; hvp and jvp against differences of gradients; solution; hypergradient
/// against the implicit function theorem; the spectrum's minimiser, basis and curvatures.
std::vector<ModelFinding>
check_model(const Model& model, const std::vector<ModelPoint>& points, const ModelCheck& how);

/// One constant against what was found at the points.
struct FactFound {
  std::string name;
  double declared = 0;
  double extreme = 0;    ///< largest (for mu: least) value found
  bool is_least = false; ///< declared is a lower bound
  [[nodiscard]] bool holds() const {
    const double room = 1e-4 * std::abs(declared) + 1e-9;
    return is_least ? extreme >= declared - room : extreme <= declared + room;
  }
};

/// mu, L_g, L_f, couplings, rho, slopes, L_phi with growth, gap and start_distance at the points.
/// rho is sought from each coordinate upwards: what is found is a third derivative, perhaps not the
/// largest. The deviations need samples: oracles/noise_check.hpp.
std::vector<FactFound> check_facts(const Instance& instance, const std::vector<ModelPoint>& points);

} // namespace assay
