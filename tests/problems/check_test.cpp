#include <assay/problems/check.hpp>
#include <assay/problems/quadratic.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

/// What can go wrong in a problem; the twin without a slip passes.
enum class Slip {
  none,
  sign_of_a_gradient,
  rounded_gradient,
  short_gradient,
  not_a_number,
  nan_gradient,
  counts_its_calls,
  restless_gradient,
  concave_lower_level,
  no_lower_variable
};

/// g = (1/10 + exp(x)) y^2 / 2 + z^2 - x y with y = (y, z); f = y^2 x / 10.
struct Sample {
  Slip slip = Slip::none;
  mutable int calls = 0;

  [[nodiscard]] static int dx() { return 1; }
  [[nodiscard]] int dy() const { return slip == Slip::no_lower_variable ? 0 : 2; }
  [[nodiscard]] static double mu() { return 0.1; }

  template <Analytic T> T f(const Vector<T>& x, const Vector<T>& y) const {
    const T value = exact<T>("0.1") * y(0) * y(0) * x(0);
    ++calls;
    return slip == Slip::not_a_number       ? T(value / (x(0) - x(0)))
           : slip == Slip::counts_its_calls ? T(value + T(calls))
                                            : value;
  }
  template <Analytic T> T g(const Vector<T>& x, const Vector<T>& y) const {
    const T sign = slip == Slip::concave_lower_level ? T(-1) : T(1);
    return (exact<T>("0.1") + exp(x(0))) * y(0) * y(0) / T(2) + sign * y(1) * y(1) - x(0) * y(0);
  }
  template <Analytic T> Vector<T> grad_y_f(const Vector<T>& x, const Vector<T>& y) const {
    const T tenth = slip == Slip::rounded_gradient ? T(exact<T>(Rational(0.1))) : exact<T>("0.1");
    Vector<T> result = zeros<T>(slip == Slip::short_gradient ? 1 : 2);
    result(0) = T(2) * tenth * y(0) * x(0);
    if (slip == Slip::sign_of_a_gradient) {
      result(0) = -result(0);
    }
    if (slip == Slip::nan_gradient) {
      result(0) = result(0) / (y(0) - y(0));
    }
    if (slip == Slip::restless_gradient) {
      result(0) = result(0) + T(++calls) * exact<T>("1e-35");
    }
    return result;
  }
};

std::string complaint(const Sample& sample, const ProblemCheck& how = {}) {
  try {
    check_problem(sample, how);
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a problem without a slip passes", "[problems]") {
  CHECK(complaint({}).empty());
  Stream stream(1, 0, "test");
  CHECK_NOTHROW(check_problem(random_quadratic({.dx = 3, .dy = 4}, stream)));
}

TEST_CASE("each slip is named, with its place and its cure", "[problems]") {
  const auto said = [](Slip slip) { return complaint({.slip = slip}); };
  CHECK(contains(said(Slip::no_lower_variable), "dy() is 0"));
  CHECK(contains(said(Slip::not_a_number),
                 "f is not a number at x = (0), y = (0, 0); return a finite"));
  CHECK(contains(said(Slip::counts_its_calls), "f changes when called twice"));
  CHECK(contains(said(Slip::sign_of_a_gradient), "grad_y_f[0] is "));
  CHECK(contains(said(Slip::sign_of_a_gradient), "but differentiating f gives "));
  CHECK(contains(said(Slip::sign_of_a_gradient), "correct grad_y_f, or leave it out"));
  CHECK(contains(said(Slip::short_gradient), "grad_y_f has length 1 at "));
  CHECK(contains(said(Slip::nan_gradient), "grad_y_f[0] is not a number"));
  CHECK(contains(said(Slip::restless_gradient), "grad_y_f[0] changes when called twice"));
  CHECK(contains(said(Slip::concave_lower_level), "not positive definite"));
}

TEST_CASE("a gradient whose constant went through a double is found", "[problems]") {
  CHECK(contains(complaint({.slip = Slip::rounded_gradient}), "grad_y_f[0]"));
}

TEST_CASE("too large a mu is refused, an attained one is not", "[problems]") {
  // z's curvature is 2; at x = 0 y's is 1.1 and on [-1, 1] it is above 1/10 + 1/e.
  CHECK(complaint({}, {.points = 1, .mu = 1.1}).empty());
  CHECK(contains(complaint({}, {.points = 1, .mu = 1.2}), "less than 1.2-strongly convex"));
}

TEST_CASE("a lower level that is not meant to be convex can be let through", "[problems]") {
  CHECK(complaint({.slip = Slip::concave_lower_level}, {.strongly_convex = false}).empty());
}

TEST_CASE("a check that would look at nothing is refused", "[problems]") {
  CHECK(contains(complaint({}, {.points = 0}), "at least"));
}

namespace {
struct DoublesOnly {
  [[nodiscard]] static int dx() { return 1; }
  [[nodiscard]] static int dy() { return 1; }
  template <class T>
  requires(!std::same_as<T, Real>) T f(const Vector<T>& x, const Vector<T>& y)
  const { return x(0) * y(0); }
  template <class T>
  requires(!std::same_as<T, Real>) T g(const Vector<T>& x, const Vector<T>& y)
  const { return y(0) * y(0) - x(0) * y(0); }
};
} // namespace

TEST_CASE("a problem that runs in double only is checked in double", "[problems]") {
  CHECK_NOTHROW(check_problem(DoublesOnly{}));
  CHECK_THROWS_AS(check_problem(DoublesOnly{}, {.mu = 3}), InvalidArgument);
}
