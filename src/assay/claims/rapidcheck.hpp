#pragma once
#include <assay/claims/identity.hpp>
#include <assay/differences/generators.hpp>
#include <assay/problems/generators.hpp>

#include <rapidcheck.h>
#include <rapidcheck/detail/TestListenerAdapter.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

/// The generators of assay for RapidCheck, with shrinking to a counterexample one can read.
///
///     const std::string found = counterexample("the envelope theorem", [] {
///       const QuadraticCase c = *property::quadratics();
///       RC_ASSERT(...);
///     });
///     // empty, or the smallest failing case and a line that replays it:
///     //   replay with RC_PARAMS="reproduce=..."
///
/// Header only; nothing else of assay includes it: link RapidCheck where you do (it takes its
/// options, such as max_success=1000 or seed=7, from RC_PARAMS).
/// Shrinking  deletes coordinates of x and y (principal submatrices stay positive definite), then
///            zeroes blocks, then moves entries towards 0. rc::gen::inRange(-8, 9) would shrink
///            towards -8: use property::rationals.
namespace assay {

inline void showValue(const QuadraticCase& sample, std::ostream& out) { out << describe(sample); }
inline void showValue(const Stencil& stencil, std::ostream& out) { out << to_string(stencil); }

namespace property {

/// The cases one step simpler, computed only as far as they are asked for.
inline rc::Seq<QuadraticCase> shrinks(const QuadraticCase& sample) {
  const std::vector<Simpler> steps(std::begin(simpler_steps), std::end(simpler_steps));
  return rc::seq::mapcat(rc::seq::fromContainer(steps), [sample](Simpler step) {
    return rc::seq::fromContainer(simpler(sample, step));
  });
}
inline rc::Seq<Stencil> shrinks(const Stencil& stencil) {
  return rc::seq::fromContainer(simpler(stencil));
}
inline rc::Seq<Rational> shrinks(const Rational& value) {
  return rc::seq::fromContainer(towards_zero(value));
}

/// A generator from `make(stream, size)`; size grows from 0 to 100 during a run.
template <class Make> auto generated(const Make& make) {
  using Value = std::decay_t<decltype(make(std::declval<Stream&>(), 0))>;
  return rc::Gen<Value>([make](const rc::Random& random, int size) {
    Stream stream(rc::Random(random).next(), 0, "rapidcheck");
    return rc::shrinkable::shrinkRecur(make(stream, size),
                                       [](const Value& value) { return shrinks(value); });
  });
}

/// Between 1 and largest, seldom near largest while size is small.
inline int grown(Stream& stream, int size, int largest) {
  const int now = std::clamp(1 + largest * size / 100, 1, largest);
  return static_cast<int>(stream.integer(1, now));
}

/// Rational quadratics with dx, dy up to `largest`, a point and a nu; f indefinite in y.
inline rc::Gen<QuadraticCase> quadratics(int largest = 8) {
  return generated([largest](Stream& stream, int size) {
    const int dx = grown(stream, size, largest);
    return good_case(dx, grown(stream, size, largest), stream);
  });
}

/// Near-singular, ill-scaled, with zero blocks or long fractions.
inline rc::Gen<QuadraticCase> nasty_quadratics(int largest = 4) {
  return generated([largest](Stream& stream, int size) {
    const auto kind = static_cast<Nasty>(stream.integer(0, nasty_kinds - 1));
    const int dx = grown(stream, size, largest);
    return nasty_case(kind, dx, grown(stream, size, largest), stream);
  });
}

inline rc::Gen<Stencil> stencils(int largest = 9) {
  return generated([largest](Stream& stream, int size) {
    return good_stencil(1 + grown(stream, size, largest - 1), stream);
  });
}
inline rc::Gen<Stencil> nasty_stencils(int largest = 6) {
  return generated([largest](Stream& stream, int size) {
    const auto kind = static_cast<NastyStencil>(stream.integer(0, nasty_stencil_kinds - 1));
    return nasty_stencil(kind, 1 + grown(stream, size, largest - 1), stream);
  });
}

/// Numerators up to `largest`, denominators up to 4; shrinks towards 0.
inline rc::Gen<Rational> rationals(int largest = 8) {
  return generated([largest](Stream& stream, int /*size*/) {
    return ratio(stream.integer(-largest, largest), stream.integer(1, 4));
  });
}

} // namespace property

/// Runs a property. Empty if it holds; else the smallest counterexample found, and how to replay
/// it. `name` identifies the property in the replay line: keep it unique. The cases are the same in
/// every run, unless RC_PARAMS is set.
template <class Testable>
std::string counterexample(const std::string& name, const Testable& testable) {
  rc::detail::TestMetadata who;
  who.id = name;
  who.description = name;
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  if (std::getenv("RC_PARAMS") == nullptr) {
    params.seed = 1; // RapidCheck's own default is the clock
  }
  rc::detail::TestListenerAdapter silent;
  const rc::detail::TestResult result = rc::detail::checkTestable(
      testable, who, params, silent, rc::detail::configuration().reproduce);
  if (result.template is<rc::detail::SuccessResult>()) {
    return "";
  }
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  if (result.template is<rc::detail::FailureResult>()) {
    rc::detail::Configuration replay;
    replay.reproduce[name] = result.template get<rc::detail::FailureResult>().reproduce;
    text << "\nreplay with RC_PARAMS=\"" << rc::detail::configToMinimalString(replay) << "\"";
  }
  return text.str();
}

/// Fails the running property unless both sides of an identity are equal.
inline void require_equal(const Sides& sides) {
  if (const auto found = difference(sides)) {
    RC_FAIL("entry " + std::to_string(found->entry) + " is " + found->left.str() +
            " on the left and " + found->right.str() + " on the right");
  }
}

} // namespace assay
