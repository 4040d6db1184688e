#include <assay/problems/generators.hpp>

#include <algorithm>
#include <sstream>

namespace assay {
namespace {

std::vector<Eigen::Index> all_but(Eigen::Index n, Eigen::Index left_out) {
  std::vector<Eigen::Index> kept;
  for (Eigen::Index i = 0; i < n; ++i) {
    if (i != left_out) {
      kept.push_back(i);
    }
  }
  return kept;
}

/// Without coordinate k of y. Principal submatrices stay positive definite.
QuadraticCase without_y(const QuadraticCase& c, Eigen::Index k) {
  const auto kept = all_but(c.problem.dy(), k);
  const auto all = all_but(c.problem.dx(), -1);
  QuadraticCase r = c;
  r.problem.A = c.problem.A(kept, kept).eval();
  r.problem.F = c.problem.F(kept, kept).eval();
  r.problem.B = c.problem.B(kept, all).eval();
  r.problem.K = c.problem.K(all, kept).eval();
  r.problem.b = c.problem.b(kept).eval();
  r.problem.h = c.problem.h(kept).eval();
  return r;
}

QuadraticCase without_x(const QuadraticCase& c, Eigen::Index k) {
  const auto kept = all_but(c.problem.dx(), k);
  const auto all = all_but(c.problem.dy(), -1);
  QuadraticCase r = c;
  r.problem.B = c.problem.B(all, kept).eval();
  r.problem.K = c.problem.K(kept, all).eval();
  r.problem.P = c.problem.P(kept, kept).eval();
  r.problem.q = c.problem.q(kept).eval();
  r.x = c.x(kept).eval();
  return r;
}

/// Visits the blocks that may vanish, with whether they are symmetric. A block is named by the
/// function that finds it in a case.
template <class Visit> void for_each_block(const Visit& visit) {
  visit(
      [](auto& c) -> auto& { return c.problem.F; }, true);
  visit(
      [](auto& c) -> auto& { return c.problem.K; }, false);
  visit(
      [](auto& c) -> auto& { return c.problem.P; }, true);
  visit(
      [](auto& c) -> auto& { return c.problem.B; }, false);
  visit(
      [](auto& c) -> auto& { return c.problem.b; }, false);
  visit(
      [](auto& c) -> auto& { return c.problem.h; }, false);
  visit(
      [](auto& c) -> auto& { return c.problem.q; }, false);
  visit(
      [](auto& c) -> auto& { return c.x; }, false);
}

class Collector {
public:
  explicit Collector(const QuadraticCase& start) : start_(start) {}

  void delete_a_coordinate() {
    // Both at once first: some failures need dx = dy.
    const int both = std::min(start_.problem.dx(), start_.problem.dy());
    for (int k = 0; both > 1 && k < both; ++k) {
      keep_if_valid(without_x(without_y(start_, k), k));
    }
    for (int k = 0; start_.problem.dy() > 1 && k < start_.problem.dy(); ++k) {
      keep_if_valid(without_y(start_, k));
    }
    for (int k = 0; start_.problem.dx() > 1 && k < start_.problem.dx(); ++k) {
      keep_if_valid(without_x(start_, k));
    }
  }

  void zero_a_block() {
    for_each_block([this](auto block, bool /*symmetric*/) {
      if ((block(start_).array() != Rational(0)).any()) {
        offer([block](QuadraticCase& c) { block(c).setConstant(0); });
      }
    });
    const Matrix<Rational> one = identity<Rational>(start_.problem.dy());
    if (start_.problem.A != one) {
      offer([&one](QuadraticCase& c) { c.problem.A = one; });
    }
    if (start_.nu != 1) {
      offer([](QuadraticCase& c) { c.nu = 1; });
    }
  }

  void move_an_entry() {
    for_each_block([this](auto block, bool symmetric) { move_entries(block, symmetric); });
    move_entries(
        [](auto& c) -> auto& { return c.problem.A; }, true);
    if (start_.nu != 1 && start_.nu != ratio(1, 2)) {
      offer([](QuadraticCase& c) { c.nu = ratio(1, 2); });
    }
  }

  std::vector<QuadraticCase> found;

private:
  void keep_if_valid(QuadraticCase&& candidate) {
    if (is_valid(candidate)) {
      found.push_back(std::move(candidate));
    }
  }
  template <class Change> void offer(const Change& change) {
    QuadraticCase candidate = start_;
    change(candidate);
    keep_if_valid(std::move(candidate));
  }
  template <class Block> void move_entries(Block block, bool symmetric) {
    const auto& entries = block(start_);
    for (Eigen::Index i = 0; i < entries.rows(); ++i) {
      for (Eigen::Index j = symmetric ? i : 0; j < entries.cols(); ++j) {
        for (const Rational& value : towards_zero(entries(i, j))) {
          offer([&](QuadraticCase& c) {
            block(c)(i, j) = value;
            if (symmetric) {
              block(c)(j, i) = value;
            }
          });
        }
      }
    }
  }

  const QuadraticCase& start_;
};

} // namespace

std::vector<Rational> towards_zero(const Rational& a) {
  if (a == 0) {
    return {};
  }
  std::vector<Rational> result{Rational(0)};
  const Rational whole(numerator(a) / denominator(a)); // truncates
  if (whole != a && whole != 0) {
    result.push_back(whole);
  }
  const Rational half(Integer(numerator(whole) / 2));
  if (half != 0 && half != a) {
    result.push_back(half);
  }
  const Rational unit = a > 0 ? 1 : -1;
  if (denominator(a) != 1) {
    result.push_back(unit);
  } else if (abs(a) > 1) {
    result.push_back(a - unit);
  }
  return result;
}

std::vector<QuadraticCase> simpler(const QuadraticCase& sample, Simpler step) {
  Collector collector(sample);
  switch (step) {
  case Simpler::delete_a_coordinate:
    collector.delete_a_coordinate();
    break;
  case Simpler::zero_a_block:
    collector.zero_a_block();
    break;
  case Simpler::move_an_entry_towards_zero:
    collector.move_an_entry();
    break;
  }
  return std::move(collector.found);
}

std::string describe(const Matrix<Rational>& m) {
  std::ostringstream out;
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      out << (j > 0 ? " " : i > 0 ? "; " : "") << m(i, j);
    }
  }
  return m.size() == 1 ? out.str() : "[" + out.str() + "]";
}

std::string describe(const Vector<Rational>& v) {
  std::ostringstream out;
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    out << (i > 0 ? ", " : "") << v(i);
  }
  return v.size() == 1 ? out.str() : "(" + out.str() + ")";
}

std::string describe(const QuadraticCase& sample) {
  const Quadratic<Rational>& q = sample.problem;
  std::string text = "dx = " + std::to_string(q.dx()) + ", dy = " + std::to_string(q.dy());
  text += block("A", q.A);
  text += block("F", q.F);
  text += block("B", q.B);
  text += block("K", q.K);
  text += block("P", q.P);
  text += block("b", q.b);
  text += block("h", q.h);
  text += block("q", q.q);
  text += block("x", sample.x);
  return text + ", nu = " + sample.nu.str();
}

} // namespace assay
