#pragma once
#include <assay/problems/quadratic.hpp>

#include <iterator>
#include <string>
#include <vector>

/// Generated rational cases for property-based checks, and how a failing one is made small.
///
/// A case is a problem, a point x and a parameter nu for which A + nu F and A - nu F are positive
/// definite, so that y_nu* and y_-nu* are minimisers. Every case is a pure function of its stream.
/// `claims/rapidcheck.hpp` offers the same cases, with the same shrinking, to RapidCheck.
namespace assay {

struct QuadraticCase {
  Quadratic<Rational> problem;
  Vector<Rational> x;
  Rational nu = 1;
};

/// Small integer data with full cross terms; f is indefinite in y for dy >= 2.
/// Unit    nu is at most 1 / (1 + max row sum of |F|).
QuadraticCase good_case(int dx, int dy, Stream& stream);

/// What makes a case nasty.
///
/// near_singular  A has one eigenvalue near 1e-12, the others near 1.
/// ill_scaled     A has a condition number above 1e12: diagonal 1, 1e4, 1e-4, ... and a coupling.
/// blocks_zero    each of F, B, K, P, b, h, q is zero with probability 1/2.
/// long_fractions entries are quotients of primes, so that nothing cancels by luck.
enum class Nasty { near_singular, ill_scaled, blocks_zero, long_fractions };
inline constexpr int nasty_kinds = 4;
QuadraticCase nasty_case(Nasty kind, int dx, int dy, Stream& stream);

/// Dimensions of the trial-th case: every pair of 1..largest before any comes again, mixed.
struct Dimensions {
  int dx = 1;
  int dy = 1;
};
Dimensions spread_dimensions(int trial, int largest);

/// Are the data of matching shapes, and A + nu F and A - nu F positive definite?
bool is_valid(const QuadraticCase& sample);

/// Values simpler than a, none of them a: 0, its integer part, half of that, +-1 or a step of 1
/// towards 0.
std::vector<Rational> towards_zero(const Rational& a);

/// The steps by which a case is made simpler, the boldest first.
enum class Simpler { delete_a_coordinate, zero_a_block, move_an_entry_towards_zero };
inline constexpr Simpler simpler_steps[] = {Simpler::delete_a_coordinate, Simpler::zero_a_block,
                                            Simpler::move_an_entry_towards_zero};
/// Every valid case that is one such step away (A's "zero" is the identity, nu's is 1).
std::vector<QuadraticCase> simpler(const QuadraticCase& sample, Simpler step);

/// The case reached from a failing one by taking steps as long as some simpler case still fails.
/// Cost    bounded: each step makes the case smaller, so it ends.
template <class Case, class Fails> Case simplest(Case sample, const Fails& fails) {
  for (std::size_t step = 0; step < std::size(simpler_steps);) {
    bool moved = false;
    for (Case& candidate : simpler(sample, simpler_steps[step])) {
      if (fails(candidate)) {
        sample = std::move(candidate);
        moved = true;
        break;
      }
    }
    step = moved ? 0 : step + 1;
  }
  return sample;
}

/// One line: dimensions and every block that is not zero.
std::string describe(const QuadraticCase& sample);

/// "[1 2; 3 4]" for a matrix, "(1, 2)" for a vector, "7" for one entry.
std::string describe(const Matrix<Rational>& m);
std::string describe(const Vector<Rational>& v);
/// ", name = value", a part of a longer description; nothing where the value is zero.
template <class Value> std::string block(const char* name, const Value& value) {
  return (value.array() != Rational(0)).any() ? std::string(", ") + name + " = " + describe(value)
                                              : "";
}

} // namespace assay
