#include <assay/error.hpp>
#include <assay/problems/check.hpp>

#include <cmath>
#include <cstdio>

namespace assay::checking {

void complain(const std::string& what, const std::string& at, const std::string& how_to_mend) {
  throw InvalidArgument(what + " at " + at + "; " + how_to_mend);
}

std::string component(const std::string& name, Eigen::Index i) {
  return name + "[" + std::to_string(i) + "]";
}

std::string digits(double value) {
  if (std::isnan(value)) {
    return "not a number";
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

std::string digits(const Real& value) { return digits(value.to_double()); }

void check_sizes(int dx, int dy, const ProblemCheck& how) {
  need(dx >= 1, "dx() is " + std::to_string(dx) + "; a problem has at least one upper variable");
  need(dy >= 1, "dy() is " + std::to_string(dy) + "; a problem has at least one lower variable");
  need(how.points >= 1, "a check looks at one point at least");
  need(how.radius >= 0 && how.mu >= 0, "radius and mu of a check are not negative");
}

} // namespace assay::checking
