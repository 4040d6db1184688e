#pragma once
#include <assay/oracles/oracle.hpp>

#include <span>
#include <vector>

/// Steps that several methods share. Each is one line of its paper; what a method is made of
/// besides stands in its own file.
///
/// Legend  H = grad^2_yy g, J = grad^2_xy g at (x, y); eta: step of the Neumann series, eta H < 2.
/// Beware  the factors of a series need fresh samples each: with one sample for all of them its
///         limit is E[H_zeta^{-1}], not H^{-1}.
namespace assay {

/// eta sum_{q=0}^{Q} (I - eta H)^q v, one HVP batch for each of the Q factors (which the q-th power
/// takes from the front): tends to H^{-1} v, short of it by (I - eta H)^{Q+1} H^{-1} v.
/// Cost    Q products.
void neumann_sum(Oracle& oracle,
                 const Vector<double>& x,
                 const Vector<double>& y,
                 const Vector<double>& v,
                 double eta,
                 std::span<const Batch> factors,
                 Vector<double>& out);

/// b eta (I - eta H)^q v with q the number of factors. For q uniform on {0, ..., b-1} its mean is
/// the sum above with Q = b - 1; q = 0 belongs to it.
/// Cost    q products.
void neumann_term(Oracle& oracle,
                  const Vector<double>& x,
                  const Vector<double>& y,
                  const Vector<double>& v,
                  double eta,
                  double b,
                  std::span<const Batch> factors,
                  Vector<double>& out);

/// The samples of one hyper-gradient estimate, by name: evaluated at two points they are the same.
struct HypergradientSamples {
  Batch xi;                   ///< of grad_x f and grad_y f
  Batch zeta;                 ///< of J
  std::vector<Batch> factors; ///< of H, one for each factor
};

HypergradientSamples draw_samples(Oracle& oracle, std::size_t factors, Count size = 1);
/// The same with a number of factors drawn uniformly from 0, ..., b-1.
HypergradientSamples draw_term(Oracle& oracle, double b);

/// grad_x f - J eta sum_{q=0}^{Q} (I - eta H)^q grad_y f, with as many factors as samples were
/// drawn; given b, grad_x f - J b eta (I - eta H)^Q grad_y f instead.
/// Cost    one batch of grad_x f, grad_y f and JVP each, Q of HVP.
class NeumannEstimate {
public:
  explicit NeumannEstimate(double eta, double b = 0) : eta_(eta), b_(b) {}
  void operator()(Oracle& oracle,
                  const Vector<double>& x,
                  const Vector<double>& y,
                  const HypergradientSamples& samples,
                  Vector<double>& out);

private:
  double eta_;
  double b_; ///< 0: the whole sum
  Vector<double> pull_, v_, product_;
};

/// The estimate above given b, on fresh samples of a random term: its mean is the sum with Q = b
/// - 1. Cost    one call of grad_x f, grad_y f and JVP each, p of HVP.
class RandomTermEstimate {
public:
  RandomTermEstimate(double eta, double b) : b_(b), estimate_(eta, b) {}
  void
  operator()(Oracle& oracle, const Vector<double>& x, const Vector<double>& y, Vector<double>& out);

private:
  double b_;
  NeumannEstimate estimate_;
};

/// Conjugate gradients on H v = b, from a v near the solution. What is left of the error, at most:
/// 2 sqrt(kappa) ((sqrt(kappa) - 1)/(sqrt(kappa) + 1))^steps of it; nothing after dy steps.
/// Cost    a product for the first residual and one for each step, all of fresh samples; fewer
///         where no residual is left.
class ConjugateGradients {
public:
  void operator()(Oracle& oracle,
                  const Vector<double>& x,
                  const Vector<double>& y,
                  const Vector<double>& b,
                  Count steps,
                  Vector<double>& v);
  /// The same from v = 0, whose residual b costs nothing.
  void from_zero(Oracle& oracle,
                 const Vector<double>& x,
                 const Vector<double>& y,
                 const Vector<double>& b,
                 Count steps,
                 Vector<double>& v);

private:
  void improve(Oracle& oracle,
               const Vector<double>& x,
               const Vector<double>& y,
               Count steps,
               Vector<double>& v);
  Vector<double> residual_, direction_, product_;
};

/// STORM: memory <- fresh + (1 - a) (memory - stale), `stale` being the fresh samples' answer at
/// the point before. a = 1 forgets; a = 0 is SPIDER's (SARAH's) recursion.
inline void
storm(Vector<double>& memory, double a, const Vector<double>& fresh, const Vector<double>& stale) {
  memory = fresh + (1 - a) * (memory - stale);
}

/// x <- x - length direction/||direction||; stays where the direction is zero.
inline void normalised_step(Vector<double>& x, const Vector<double>& direction, double length) {
  const double norm = direction.norm();
  if (norm > 0) {
    x -= length / norm * direction;
  }
}

} // namespace assay
