#include <assay/solvers/solver.hpp>

namespace assay {

SolverInfo find_solver(const std::string& name) {
  std::vector<std::string> names;
  for (const RegisteredSolver& entry : registered_solvers()) {
    if (entry.name == name) {
      return entry.make();
    }
    names.emplace_back(entry.name);
  }
  throw InvalidArgument("there is no solver \"" + name + "\"" + suggestion(name, names) +
                        " (assay list solvers)");
}

std::vector<Call> implicit_calls() { return {Call::fx, Call::fy, Call::gy, Call::hvp, Call::jvp}; }

std::vector<std::pair<Call, Call>> fresh_products() {
  return {{Call::gy, Call::hvp}, {Call::gy, Call::jvp}, {Call::hvp, Call::jvp}};
}

std::vector<Call> first_order_calls() { return {Call::fx, Call::fy, Call::gx, Call::gy}; }

std::vector<std::pair<Call, Call>> fresh_gradients() {
  return {{Call::gy, Call::gx}, {Call::fy, Call::fx}};
}

std::optional<Prediction> needs_strong_convexity(const Facts& facts) {
  if (facts.strongly_convex) {
    return std::nullopt;
  }
  return Prediction{.applicable = false,
                    .reason = "the method needs g strongly convex in y; here it is only PL"};
}

std::optional<Prediction> needs_pl_constant(const Facts& facts) {
  if (facts.strongly_convex || facts.pl > 0) {
    return std::nullopt;
  }
  return Prediction{.applicable = false, .reason = "this instance declares no PL constant"};
}

std::optional<Prediction> needs_no_noise(const Facts& facts) {
  if (!facts.noisy() && !facts.bernoulli) {
    return std::nullopt;
  }
  return Prediction{.applicable = false,
                    .reason = "the method is deterministic; this instance's oracles are noisy"};
}

std::optional<Prediction> needs_finite_sum(const Facts& facts) {
  if (facts.components > 0 || !facts.noisy()) {
    return std::nullopt;
  }
  return Prediction{.applicable = false,
                    .reason = "the method needs a finite sum; this instance is an expectation"};
}

std::optional<Prediction> needs_mean_squared_smoothness(const Facts& facts) {
  if (facts.mean_squared_smooth) {
    return std::nullopt;
  }
  return Prediction{.applicable = true,
                    .reason = "the theorem needs noise that is mean-squared smooth; this "
                              "instance's is not, so no rate is claimed"};
}

} // namespace assay
