#include <assay/claims/identity.hpp>
#include <assay/problems/moving_solution.hpp>

namespace assay {

Vector<Rational> one(const Rational& value) { return Vector<Rational>::Constant(1, value); }

Vector<Rational> joined(const Vector<Rational>& a, const Vector<Rational>& b) {
  Vector<Rational> result(a.size() + b.size());
  result << a, b;
  return result;
}

Vector<Rational> difference_quotient(const QuadraticCase& sample, const Stencil& stencil) {
  std::vector<Vector<Rational>> values;
  for (const Rational& node : stencil.nodes) {
    values.push_back(moving_value_gradient(sample.problem, sample.x, Rational(node * sample.nu)));
  }
  return apply<Rational>(stencil, values, sample.nu);
}

Dimensions identity_dimensions(int trial) {
  return trial < 64 ? spread_dimensions(trial, 8) : spread_dimensions(trial - 64, 4);
}

std::optional<Difference> difference(const Sides& sides) {
  if (sides.left.size() != sides.right.size()) {
    return Difference{.entry = std::min(sides.left.size(), sides.right.size()), .size = 1};
  }
  for (Eigen::Index i = 0; i < sides.left.size(); ++i) {
    if (sides.left(i) != sides.right(i)) {
      return Difference{.entry = i,
                        .left = sides.left(i),
                        .right = sides.right(i),
                        .size = abs(sides.left(i) - sides.right(i))};
    }
  }
  return std::nullopt;
}

Row identity_row(std::string instance, int count) {
  Row row = exact_row(std::move(instance), Relation::equal, 0, 0);
  row.cases = static_cast<std::size_t>(count);
  return row;
}

Row failing_row(std::string instance,
                int looked,
                const Difference& found,
                const std::string& simplest_case,
                const std::string& where) {
  Row row = exact_row(std::move(instance), Relation::equal, 0, found.size);
  row.cases = static_cast<std::size_t>(looked);
  row.note = "simplest failing case: entry " + std::to_string(found.entry) + " is " +
             found.left.str() + " on the left and " + found.right.str() + " on the right; " +
             simplest_case + " (from " + where + ")";
  return row;
}

namespace {

QuadraticCase good(int trial, Stream& stream) {
  const Dimensions d = identity_dimensions(trial);
  return good_case(d.dx, d.dy, stream);
}

QuadraticCase nasty(int trial, Stream& stream) {
  const auto kind = static_cast<Nasty>(trial % nasty_kinds);
  const Dimensions d = spread_dimensions(trial / nasty_kinds, 4);
  return trial % 16 == 15 ? nasty_case(kind, 1, 12, stream) : nasty_case(kind, d.dx, d.dy, stream);
}

} // namespace

Evidence check_on_quadratics(const Effort& effort, const QuadraticSides& sides) {
  const int count = identity_cases(effort);
  Evidence evidence;
  evidence.instances = {"rational quadratics, dx and dy from 1 to 8",
                        "nasty rational quadratics, dy up to 12"};
  evidence.rows.push_back(check_identity(evidence.instances[0], count, effort.seed, good, sides));
  evidence.rows.push_back(
      check_identity(evidence.instances[1], count / 4, effort.seed, nasty, sides));
  return evidence;
}

} // namespace assay
