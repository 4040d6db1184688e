#include <assay/problems/quadratic_model.hpp>
#include <assay/problems/structured_quadratic.hpp>

#include <cmath>

namespace assay {
namespace {

using V = Vector<double>;
using Data = StructuredQuadratic::Data;
using Eigen::Index;

constexpr double cross = 0.5; ///< |K|

/// v <- (I - 2 u u') v
void reflect(const V& u, V& v) { v -= 2 * u.dot(v) * u; }

/// out <- blocks(F_k) v
void times_f(const Data& d, const V& v, V& out) {
  out = d.f.cwiseProduct(v);
  for (Index k = 0; k < d.fc.size(); ++k) {
    out(2 * k) += d.fc(k) * v(2 * k + 1);
    out(2 * k + 1) += d.fc(k) * v(2 * k);
  }
}

/// Two neighbouring coordinates: one block.
struct Pair {
  double first, second;
};
Pair operator*(const Pair& a, const Pair& b) { return {a.first * b.first, a.second * b.second}; }
Pair operator*(double c, const Pair& a) { return {c * a.first, c * a.second}; }
Pair operator+(const Pair& a, const Pair& b) { return {a.first + b.first, a.second + b.second}; }
Pair operator-(const Pair& a, const Pair& b) { return {a.first - b.first, a.second - b.second}; }

Pair pair(const double* v, Index k) { return {v[2 * k], v[2 * k + 1]}; }

/// c in Q v = v - c u.
double reflection(const V& u, const V& v) { return 2 * u.dot(v); }

/// blocks(D) v + s by blocks, and what u meets of it.
template <class Blocks, class Constant> struct Affine {
  Blocks blocks;         ///< (k, pair) to D_k pair
  Constant constant;     ///< k to block k of s without x
  double along;          ///< u'Du
  double constant_along; ///< u's without x
  double weight;         ///< of x_k in the first place of block k of s
};
template <class Blocks, class Constant>
Affine(Blocks, Constant, double, double, double) -> Affine<Blocks, Constant>;

/// out <- Q (blocks(D) Q v + s). One pass finds what both reflections need to know, for
/// u'(D (v - c u) + s) = u'Dv - c u'Du + u's, and one writes: vectors longer than a cache cost what
/// they are read and written.
template <class Blocks, class Constant>
void turned(const Data& d, const V& x, const V& v, const Affine<Blocks, Constant>& of, V& out) {
  const Index blocks = d.fc.size();
  const double* const u = d.u.data();
  const double* const at = v.data();
  const double* const moved = of.weight != 0 ? x.data() : nullptr;
  Pair met[2] = {}; // sums of even and of odd blocks, which do not wait for each other
  Pair image[2] = {};
  double shifts[2] = {};
  const auto look = [&](Index k, int i) {
    const Pair axis = pair(u, k);
    const Pair here = pair(at, k);
    met[i] = met[i] + axis * here;
    image[i] = image[i] + axis * of.blocks(k, here);
    shifts[i] += moved != nullptr ? axis.first * moved[k] : 0;
  };
  for (Index k = 0; k + 1 < blocks; k += 2) {
    look(k, 0);
    look(k + 1, 1);
  }
  if (blocks % 2 != 0) {
    look(blocks - 1, 0);
  }
  const auto sum = [](const Pair* parts) {
    const Pair both = parts[0] + parts[1];
    return both.first + both.second;
  };
  const double c = 2 * sum(met);
  const double second =
      2 * (sum(image) - c * of.along + of.constant_along + of.weight * (shifts[0] + shifts[1]));
  out.resize(v.size());
  double* const to = out.data();
  for (Index k = 0; k < blocks; ++k) {
    const Pair axis = pair(u, k);
    const Pair made = of.blocks(k, pair(at, k) - c * axis) + of.constant(k) - second * axis;
    to[2 * k] = made.first + (moved != nullptr ? of.weight * moved[k] : 0);
    to[2 * k + 1] = made.second;
  }
}

/// The symmetric block [a c; c b]: eigenvalues low <= high, and the unit eigenvector of high.
struct Block {
  double low, high, cosine, sine;
};
Block eigen(double a, double b, double c) {
  const double half = (a - b) / 2;
  const double radius = std::hypot(half, c);
  const double angle = radius > 0 ? 0.5 * std::atan2(c, half) : 0;
  return {(a + b) / 2 - radius, (a + b) / 2 + radius, std::cos(angle), std::sin(angle)};
}

class BlockSpectrum final : public LowerSpectrum {
public:
  BlockSpectrum(std::shared_ptr<const Data> data, double shift)
      : data_(std::move(data)), shift_(shift), curvatures_(data_->a.size()) {
    const Data& d = *data_;
    for (Index k = 0; k < d.fc.size(); ++k) {
      const Block block = eigen(d.a(2 * k) + shift * d.f(2 * k),
                                d.a(2 * k + 1) + shift * d.f(2 * k + 1), shift * d.fc(k));
      curvatures_(2 * k) = block.high;
      curvatures_(2 * k + 1) = block.low;
      turns_.push_back({block.cosine, block.sine});
    }
    need(curvatures_.minCoeff() > 0,
         "g + " + std::to_string(shift) + " f is not strongly convex in y: nu is too large");
  }
  [[nodiscard]] const V& curvatures() const override { return curvatures_; }
  void minimiser(const V& x, V& m) const override {
    const Data& d = *data_;
    m = d.b - shift_ * d.h;
    for (Index k = 0; k < x.size(); ++k) {
      m(2 * k) += (1 - shift_ * cross) * x(k);
    }
    turn(m);
    m = m.cwiseQuotient(curvatures_);
    from_basis(m);
  }
  void to_basis(V& v) const override {
    reflect(data_->u, v);
    turn(v);
  }
  void from_basis(V& v) const override {
    for (std::size_t k = 0; k < turns_.size(); ++k) {
      const auto i = 2 * static_cast<Index>(k);
      const double high = v(i);
      const double low = v(i + 1);
      v(i) = turns_[k].cosine * high - turns_[k].sine * low;
      v(i + 1) = turns_[k].sine * high + turns_[k].cosine * low;
    }
    reflect(data_->u, v);
  }

private:
  struct Turn {
    double cosine, sine;
  };
  void turn(V& v) const {
    for (std::size_t k = 0; k < turns_.size(); ++k) {
      const auto i = 2 * static_cast<Index>(k);
      const double first = v(i);
      const double second = v(i + 1);
      v(i) = turns_[k].cosine * first + turns_[k].sine * second;
      v(i + 1) = turns_[k].cosine * second - turns_[k].sine * first;
    }
  }

  std::shared_ptr<const Data> data_;
  double shift_;
  V curvatures_;
  std::vector<Turn> turns_;
};

/// u, A, F, b and what makes x = 0 the minimiser of phi with grad^2 phi = diag(m).
Data make_data(const StructuredShape& shape) {
  const Index n = shape.pairs;
  Data d{.u = V(2 * n),
         .a = V(2 * n),
         .f = V(2 * n),
         .fc = V(n),
         .h = V(2 * n),
         .b = V(2 * n),
         .p = V(n),
         .q = V(n),
         .m = V(n)};
  const double unit = 1 / std::sqrt(static_cast<double>(2 * n));
  for (Index k = 0; k < n; ++k) {
    const double along = n == 1 ? 0 : static_cast<double>(k) / static_cast<double>(n - 1);
    // The spectrum is spread over both places of the blocks; F_k is a reflection times L_f.
    d.a(2 * k) = std::pow(shape.kappa, along);
    d.a(2 * k + 1) = std::pow(shape.kappa, 1 - along);
    const double angle = 0.4 + 2 * along;
    d.f(2 * k) = shape.curvature * std::cos(angle);
    d.f(2 * k + 1) = -d.f(2 * k);
    d.fc(k) = shape.curvature * std::sin(angle);
    d.m(k) = 1 + along;
    for (const Index i : {2 * k, 2 * k + 1}) {
      d.u(i) = unit * (i % 3 == 0 ? 1 : -1);
      d.b(i) = unit;
    }
  }
  const V best = d.b.cwiseQuotient(d.a); // y*(0), turned
  V pull = V::Constant(2 * n, unit);
  times_f(d, best, d.h);
  d.h = pull - d.h;
  V image;
  times_f(d, d.u, image);
  d.ufu = d.u.dot(image);
  d.uau = d.u.dot(d.a.cwiseProduct(d.u));
  d.ub = d.u.dot(d.b);
  d.uh = d.u.dot(d.h);
  for (Index k = 0; k < n; ++k) {
    const double slope = 1 / d.a(2 * k);
    d.p(k) = d.m(k) - 2 * cross * slope - slope * slope * d.f(2 * k);
    d.q(k) = -cross * best(2 * k) - slope * pull(2 * k);
  }
  return d;
}

/// What the stencil's bias is made of, an eigenpair (A_k, F_k) each: F w = r A w, w'A w = 1.
struct Pole {
  Index k;
  double r, down, up, push;
};

std::vector<Pole> poles(const Data& d) {
  const double unit = 1 / std::sqrt(static_cast<double>(d.a.size())); // of grad_y f at x = 0
  std::vector<Pole> found;
  for (Index k = 0; k < d.fc.size(); ++k) {
    const double s = 1 / std::sqrt(d.a(2 * k));
    const double t = 1 / std::sqrt(d.a(2 * k + 1));
    const Block block = eigen(s * s * d.f(2 * k), t * t * d.f(2 * k + 1), s * t * d.fc(k));
    const auto add = [&](double r, double first, double second) {
      found.push_back({k, r, s * first, cross * s * first, unit * (s * first + t * second)});
    };
    add(block.high, block.cosine, block.sine);
    add(block.low, -block.sine, block.cosine);
  }
  return found;
}

} // namespace

StructuredQuadratic::StructuredQuadratic(const StructuredShape& shape) {
  need(shape.pairs >= 1 && shape.kappa >= 1 && shape.curvature > 0,
       "a structured quadratic needs d >= 2, kappa >= 1 and a positive curvature");
  data_ = std::make_shared<const Data>(make_data(shape));
}

void StructuredQuadratic::grad_x_f(const V& x, const V& y, V& out) const {
  const Data& d = *data_;
  const double c = reflection(d.u, y);
  out.resize(dx());
  const double* const u = d.u.data();
  const double* const at = y.data();
  for (Index k = 0; k < out.size(); ++k) {
    out.data()[k] =
        d.p.data()[k] * x.data()[k] + d.q.data()[k] + cross * (at[2 * k] - c * u[2 * k]);
  }
}

void StructuredQuadratic::grad_y_f(const V& x, const V& y, V& out) const {
  const Data& d = *data_;
  const double* const f = d.f.data();
  const double* const fc = d.fc.data();
  const double* const h = d.h.data();
  const auto blocks = [f, fc](Index k, const Pair& v) {
    return pair(f, k) * v + fc[k] * Pair{v.second, v.first};
  };
  const auto constant = [h](Index k) { return pair(h, k); };
  turned(d, x, y, Affine{blocks, constant, d.ufu, d.uh, cross}, out);
}

void StructuredQuadratic::grad_x_g(const V& x, const V& y, V& out) const { jvp(x, y, y, out); }

void StructuredQuadratic::grad_y_g(const V& x, const V& y, V& out) const {
  const Data& d = *data_;
  const double* const a = d.a.data();
  const double* const b = d.b.data();
  const auto blocks = [a](Index k, const Pair& v) { return pair(a, k) * v; };
  const auto constant = [b](Index k) { return -1.0 * pair(b, k); };
  turned(d, x, y, Affine{blocks, constant, d.uau, -d.ub, -1.0}, out);
}

void StructuredQuadratic::hvp(const V& x, const V& /*y*/, const V& v, V& out) const {
  const Data& d = *data_;
  const double* const a = d.a.data();
  const auto blocks = [a](Index k, const Pair& at) { return pair(a, k) * at; };
  const auto constant = [](Index) { return Pair{0, 0}; };
  turned(d, x, v, Affine{blocks, constant, d.uau, 0.0, 0.0}, out);
}

void StructuredQuadratic::jvp(const V& /*x*/, const V& /*y*/, const V& v, V& out) const {
  const double* const u = data_->u.data();
  const double* const at = v.data();
  const double c = reflection(data_->u, v);
  out.resize(dx());
  for (Index k = 0; k < out.size(); ++k) {
    out.data()[k] = c * u[2 * k] - at[2 * k];
  }
}

void StructuredQuadratic::solution(const V& x, V& out) const {
  out = data_->b;
  for (Index k = 0; k < x.size(); ++k) {
    out(2 * k) += x(k);
  }
  out = out.cwiseQuotient(data_->a);
  reflect(data_->u, out);
}

void StructuredQuadratic::hypergradient(const V& x, V& out) const {
  out = data_->m.cwiseProduct(x);
}

std::shared_ptr<const LowerSpectrum> StructuredQuadratic::spectrum(double shift) const {
  return std::make_shared<BlockSpectrum>(data_, shift);
}

double StructuredQuadratic::f(const V& x, const V& y) const {
  turned_ = y;
  reflect(data_->u, turned_);
  times_f(*data_, turned_, image_);
  double sum = 0.5 * turned_.dot(image_) + data_->h.dot(turned_);
  for (Index k = 0; k < x.size(); ++k) {
    sum += x(k) * (cross * turned_(2 * k) + 0.5 * data_->p(k) * x(k) + data_->q(k));
  }
  return sum;
}

double StructuredQuadratic::g(const V& x, const V& y) const {
  turned_ = y;
  reflect(data_->u, turned_);
  double sum = 0.5 * turned_.dot(data_->a.cwiseProduct(turned_)) - data_->b.dot(turned_);
  for (Index k = 0; k < x.size(); ++k) {
    sum -= x(k) * turned_(2 * k);
  }
  return sum;
}

Facts StructuredQuadratic::facts(const V& x0, const V& y0) const {
  const Data& d = *data_;
  Facts facts;
  facts.dx = dx();
  facts.dy = dy();
  facts.mu = d.a.minCoeff();
  facts.lower_curvature = d.a.maxCoeff();
  facts.upper_curvature = std::hypot(d.f(0), d.fc(0));
  facts.coupling = 1;
  facts.upper_coupling = cross;
  facts.smoothness = d.m.maxCoeff();
  facts.gap = 0.5 * x0.dot(d.m.cwiseProduct(x0));
  for (Index k = 0; k < x0.size(); ++k) {
    facts.solution_slope = std::max(facts.solution_slope, 1 / d.a(2 * k));
  }
  facts.upper_slope = 1 + (cross + facts.upper_curvature * facts.solution_slope) *
                              std::sqrt(2 * facts.gap / d.m.minCoeff());
  V best;
  solution(x0, best);
  facts.start_distance = (y0 - best).norm();
  facts.stencil_bias = [poles = std::make_shared<const std::vector<Pole>>(poles(d))](int p,
                                                                                     double nu) {
    // As for a dense quadratic, block by block: entry k has two poles.
    double square = 0;
    for (std::size_t i = 0; i + 1 < poles->size(); i += 2) {
      double entry = 0;
      for (const Pole& pole : {(*poles)[i], (*poles)[i + 1]}) {
        const double scaled = pole.push / pole.r * simple_pole_bias(p, pole.r, nu);
        entry -= (pole.down + pole.up / pole.r) * scaled;
      }
      square += entry * entry;
    }
    return std::sqrt(square);
  };
  return facts;
}

} // namespace assay
