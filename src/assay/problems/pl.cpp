#include <assay/problems/pl.hpp>

namespace assay {
namespace {

Matrix<Rational> draw(int rows, int columns, Stream& stream) {
  Matrix<Rational> m(rows, columns);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) {
      m(i, j) = Rational(stream.integer(-2, 2));
    }
  }
  return m;
}

Matrix<Rational> draw_symmetric(int n, Stream& stream) {
  const Matrix<Rational> m = draw(n, n, stream);
  return (m + m.transpose()).eval();
}

/// Full column rank: the identity on top of whatever was drawn.
Matrix<Rational> draw_tall(int rows, int columns, Stream& stream) {
  Matrix<Rational> m = draw(rows, columns, stream);
  m.topRows(columns) = identity<Rational>(columns);
  return m;
}

Matrix<Rational> gram(const Matrix<Rational>& m) { return (m * m.transpose()).eval(); }

bool has_full_row_rank(const Matrix<Rational>& m) {
  return m.rows() >= 1 && is_positive_definite(gram(m)) == Truth::yes;
}

std::vector<Eigen::Index> all_but(Eigen::Index n, Eigen::Index left_out) {
  std::vector<Eigen::Index> kept;
  for (Eigen::Index i = 0; i < n; ++i) {
    if (i != left_out) {
      kept.push_back(i);
    }
  }
  return kept;
}

PlCase without_x(PlCase c, Eigen::Index k) {
  const auto kept = all_but(c.problem.dx(), k);
  c.problem.B = c.problem.B(Eigen::all, kept).eval();
  c.problem.K = c.problem.K(kept, Eigen::all).eval();
  c.problem.P = c.problem.P(kept, kept).eval();
  c.problem.q = c.problem.q(kept).eval();
  c.x = c.x(kept).eval();
  return c;
}

PlCase without_y(PlCase c, Eigen::Index k) {
  const auto kept = all_but(c.problem.dy(), k);
  c.right = c.right(Eigen::all, kept).eval();
  c.problem.K = c.problem.K(Eigen::all, kept).eval();
  c.problem.F = c.problem.F(kept, kept).eval();
  c.problem.h = c.problem.h(kept).eval();
  c.y = c.y(kept).eval();
  c.away = c.away(kept).eval();
  return c;
}

PlCase with_lower_rank(PlCase c, Eigen::Index k) {
  const auto kept = all_but(c.right.rows(), k);
  const auto rows = all_but(c.left.rows(), k);
  c.right = c.right(kept, Eigen::all).eval();
  c.left = c.left(rows, kept).eval();
  c.problem.B = c.problem.B(rows, Eigen::all).eval();
  return c;
}

void keep_if_valid(PlCase&& candidate, std::vector<PlCase>& found) {
  if (is_valid(candidate)) {
    candidate.problem.A = (candidate.left * candidate.right).eval();
    found.push_back(std::move(candidate));
  }
}

template <class Visit> void for_each_block(const Visit& visit) {
  visit([](auto& c) -> auto& { return c.problem.F; });
  visit([](auto& c) -> auto& { return c.problem.K; });
  visit([](auto& c) -> auto& { return c.problem.P; });
  visit([](auto& c) -> auto& { return c.problem.q; });
  visit([](auto& c) -> auto& { return c.x; });
  visit([](auto& c) -> auto& { return c.y; });
  visit([](auto& c) -> auto& { return c.problem.h; });
  visit([](auto& c) -> auto& { return c.problem.B; });
}

std::vector<PlCase> fewer_coordinates(const PlCase& c) {
  std::vector<PlCase> found;
  for (Eigen::Index k = 0; c.right.rows() > 1 && k < c.right.rows(); ++k) {
    keep_if_valid(with_lower_rank(c, k), found);
  }
  for (Eigen::Index k = 0; k < c.problem.dy(); ++k) {
    keep_if_valid(without_y(c, k), found);
  }
  for (Eigen::Index k = 0; c.problem.dx() > 1 && k < c.problem.dx(); ++k) {
    keep_if_valid(without_x(c, k), found);
  }
  return found;
}

std::vector<PlCase> fewer_blocks(const PlCase& c) {
  std::vector<PlCase> found;
  for_each_block([&](auto block) {
    if ((block(c).array() != Rational(0)).any()) {
      PlCase candidate = c;
      block(candidate).setConstant(0);
      keep_if_valid(std::move(candidate), found);
    }
  });
  return found;
}

std::vector<PlCase> fewer_entries(const PlCase& c) {
  std::vector<PlCase> found;
  const auto visit = [&](auto block) {
    for (Eigen::Index k = 0; k < block(c).size(); ++k) {
      const Eigen::Index i = k % block(c).rows();
      const Eigen::Index j = k / block(c).rows();
      for (const int value : {0, 1}) {
        if (abs(block(c)(i, j)) > value) {
          PlCase candidate = c;
          block(candidate)(i, j) = value;
          keep_if_valid(std::move(candidate), found);
        }
      }
    }
  };
  visit([](auto& s) -> auto& { return s.left; });
  visit([](auto& s) -> auto& { return s.right; });
  for_each_block(visit);
  return found;
}

} // namespace

Vector<Rational> in_kernel(const PlCase& sample, const Vector<Rational>& v) {
  const Vector<Rational> image = sample.right * v;
  return (v - sample.right.transpose() * solve<Rational>(gram(sample.right), image)).eval();
}

bool is_valid(const PlCase& sample) {
  const Eigen::Index n = sample.problem.dy();
  return sample.right.cols() == n && sample.right.rows() < n && has_full_row_rank(sample.right) &&
         has_full_row_rank(sample.left.transpose()) &&
         sample.problem.F == sample.problem.F.transpose() &&
         (in_kernel(sample, sample.away).array() != Rational(0)).any();
}

PlCase pl_case(int dx, int dy, Stream& stream) {
  need(dx >= 1 && dy >= 2, "a rank-deficient case needs dx >= 1 and dy >= 2");
  const int rank = static_cast<int>(stream.integer(1, dy - 1));
  const int rows = rank + 1;
  PlCase c;
  c.left = draw_tall(rows, rank, stream);
  c.right = draw_tall(dy, rank, stream).transpose().eval();
  c.problem = {.A = (c.left * c.right).eval(),
               .B = draw(rows, dx, stream),
               .F = draw_symmetric(dy, stream),
               .K = draw(dx, dy, stream),
               .P = draw_symmetric(dx, stream),
               .h = draw(dy, 1, stream).col(0),
               .q = draw(dx, 1, stream).col(0)};
  c.x = draw(dx, 1, stream).col(0);
  c.y = draw(dy, 1, stream).col(0);
  // right begins with the identity, so no vector along the last axis is in range(right').
  c.away = zeros<Rational>(dy);
  c.away(dy - 1) = 1;
  return c;
}

std::vector<PlCase> simpler(const PlCase& sample, Simpler step) {
  switch (step) {
  case Simpler::delete_a_coordinate:
    return fewer_coordinates(sample);
  case Simpler::zero_a_block:
    return fewer_blocks(sample);
  case Simpler::move_an_entry_towards_zero:
    return fewer_entries(sample);
  }
  return {};
}

std::string describe(const PlCase& sample) {
  const LeastSquares<Rational>& p = sample.problem;
  std::string text = "dx = " + std::to_string(p.dx()) + ", dy = " + std::to_string(p.dy());
  text += block("A", p.A);
  text += block("B", p.B);
  text += block("F", p.F);
  text += block("K", p.K);
  text += block("P", p.P);
  text += block("h", p.h);
  text += block("q", p.q);
  text += block("x", sample.x);
  text += block("y", sample.y);
  return text;
}

} // namespace assay
