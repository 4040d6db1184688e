#include <assay/error.hpp>
#include <assay/numbers/precision.hpp>
#include <assay/numbers/stream.hpp>
#include <assay/problems/zero_chain.hpp>
#include <assay/problems/zero_chain_kernel.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <vector>

using namespace assay;

namespace {

using Kernel = std::function<Vector<double>(const Vector<double>&)>;

Vector<double> fresh(const Vector<double>& u, Width width = Width::best) {
  return ChainGradient(static_cast<int>(u.size()), 1, 1, width).at(u);
}

bool same_bits(const Vector<double>& a, const Vector<double>& b) {
  return a.size() == b.size() &&
         std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

/// The worst |computed - exact|/max(|exact|, 1e-280) against 40 digits; NaN is kept.
double worst_error(const Kernel& kernel, const Vector<double>& u) {
  const Precision digits(40);
  const Vector<Real> exact = zero_chain::gradient(convert<Real>(u));
  const Vector<double> got = kernel(u);
  const Real floor(1e-280);
  double worst = 0;
  for (Eigen::Index i = 0; i < u.size(); ++i) {
    const Real size = abs(exact(i)) < floor ? floor : Real(abs(exact(i)));
    const double error = static_cast<double>(Real(abs(Real(got(i)) - exact(i)) / size));
    worst = error <= worst ? worst : error;
  }
  return worst;
}

/// Coordinates of every kind: near +-1/2 from 1e-16 to 0.1, moderate, up to 40, small, zero.
double coordinate(Stream& stream) {
  const double sign = stream.bernoulli(0.5) ? 1 : -1;
  switch (stream.integer(0, 5)) {
  case 0:
    return sign * (0.5 + std::pow(10, -16 + 15 * stream.uniform()));
  case 1:
    return sign * (0.5 + 0.2 * stream.uniform());
  case 2:
    return sign * 2 * stream.uniform();
  case 3:
    return sign * 40 * stream.uniform();
  case 4:
    return sign * 0.5 * stream.uniform();
  default:
    return stream.normal();
  }
}

Vector<double> random_chain(Eigen::Index length, Stream& stream) {
  Vector<double> u(length);
  for (Eigen::Index i = 0; i < length; ++i) {
    u(i) = coordinate(stream);
  }
  return u;
}

/// Does the kernel, fed with a slowly moving point, give what a fresh one gives, bit for bit?
bool remembers_rightly(const Kernel& kernel, std::uint64_t seed) {
  Stream stream(seed, 0, "moving chain");
  Vector<double> u = Vector<double>::Zero(37);
  for (int step = 0; step < 400; ++step) {
    for (int change = 0; change < step % 5; ++change) { // none at all on every fifth step
      const auto i = static_cast<Eigen::Index>(stream.integer(0, 36));
      switch (stream.integer(0, 3)) {
      case 0:
        u(i) = coordinate(stream);
        break;
      case 1:
        u(i) = 0;
        break;
      case 2:
        u(i) = -u(i);
        break;
      default:
        u(i) += 1e-13 * stream.normal();
      }
    }
    if (!same_bits(kernel(u), fresh(u))) {
      return false;
    }
  }
  return true;
}

} // namespace

TEST_CASE("the fast chain gradient has 14 digits in every entry", "[zero_chain_kernel]") {
  Stream stream(1, 0, "chain kernel");
  const Kernel ours = [](const Vector<double>& u) { return fresh(u); };
  double worst = 0;
  const auto see = [&](const Vector<double>& u) {
    const double error = worst_error(ours, u);
    worst = error <= worst ? worst : error;
  };
  for (const Eigen::Index length : {1, 2, 3, 4, 5, 7, 8, 9, 16, 33}) {
    for (int k = 0; k < 40; ++k) {
      see(random_chain(length, stream));
    }
  }
  Vector<double> ladder(2001); // from -40 to 40, and every pair of neighbours has the same sign
  for (Eigen::Index i = 0; i < ladder.size(); ++i) {
    ladder(i) = 0.04 * static_cast<double>(i - 1000);
  }
  see(ladder);
  see(ladder.reverse());
  // Where psi bends most, and about the places where one method takes over from another, in steps
  // that meet the expansions' grid (1/512) at every distance.
  for (const double from : {0.85, 1.9, 9.9}) {
    Vector<double> bend(1001);
    for (Eigen::Index i = 0; i < bend.size(); ++i) {
      bend(i) = from + 0.21 / 1024 * static_cast<double>(i);
    }
    see(bend);
  }
  CAPTURE(worst);
  CHECK(worst < 1e-14);
  // An error of the size that single precision or an uncompensated exponent makes is seen.
  const Kernel plain = [](const Vector<double>& u) {
    return Vector<double>(zero_chain::gradient(u));
  };
  CHECK(worst_error(plain, ladder) > 1e-14);
}

TEST_CASE("the memo of the chain never changes a bit; a stale one does", "[zero_chain_kernel]") {
  for (const std::uint64_t seed : {1, 2, 3}) {
    ChainGradient chain(37);
    CHECK(remembers_rightly([&](const Vector<double>& u) { return chain.at(u); }, seed));
  }
  ChainGradient chain(37);
  Vector<double> kept = Vector<double>::Zero(37);
  CHECK_FALSE(remembers_rightly(
      [&](const Vector<double>& u) {
        for (Eigen::Index i = 0; i < u.size(); ++i) { // planted: a small step is not noticed
          kept(i) = std::abs(u(i) - kept(i)) < 1e-9 ? kept(i) : u(i);
        }
        return chain.at(kept);
      },
      1));
}

TEST_CASE("the chain gradient has the same bits with and without AVX2", "[zero_chain_kernel]") {
  Stream stream(2, 0, "chain widths");
  int same = 0;
  for (int k = 0; k < 200; ++k) {
    const Vector<double> u = random_chain(1 + k % 23, stream);
    same += same_bits(fresh(u, Width::baseline), fresh(u, Width::best)) ? 1 : 0;
  }
  CHECK(same == 200);
}

TEST_CASE("nothing beyond the chain's active window is evaluated", "[zero_chain_kernel]") {
  ChainGradient chain(1000);
  Vector<double> u = Vector<double>::Zero(1000);
  Vector<double> out = chain.at(u);
  CHECK(chain.active() == 1);
  CHECK(chain.evaluations() == 0); // the memo starts at zero
  u.head(10).setConstant(0.7);
  u.tail(100).setConstant(0.3); // moves nothing: psi is zero up to 1/2
  out = chain.at(u);
  CHECK(chain.active() == 11);
  CHECK(chain.evaluations() <= 12);
  CHECK(out.head(11).maxCoeff() < 0);
  CHECK(out.tail(989).isZero(0));
  CHECK(chain.progress(u) == 1000);
  const std::size_t so_far = chain.evaluations();
  CHECK(same_bits(chain.at(u), out));
  CHECK(chain.evaluations() == so_far);
  u(5) = 0.8;
  CHECK(same_bits(chain.at(u), fresh(u)));
  CHECK(chain.evaluations() <= so_far + 4);
  u.head(10).setZero(); // the window shrinks: what was in it is zero again
  CHECK(chain.at(u).tail(999).isZero(0));
}

TEST_CASE("a scaled chain is the chain of the scaled point", "[zero_chain_kernel]") {
  Stream stream(4, 0, "scaled chain");
  const Vector<double> u = random_chain(19, stream);
  const double scale = 0.125; // a power of two: x/scale is u to the bit
  const ChainGradient scaled(19, scale, 3);
  Vector<double> x = Vector<double>::Constant(21, 9.0); // what follows the chain is not looked at
  x.head(19) = scale * u;
  CHECK((scaled.at(x) - 3 * fresh(u)).norm() <= 0x1p-52 * (3 * fresh(u)).norm());
  CHECK(scaled.value(x) == Approx(3 * scale * zero_chain::value(u)).epsilon(1e-13));
  CHECK(scaled.progress(x) == ChainGradient(19).progress(u));
  CHECK_THROWS_AS(ChainGradient(19, 0), InvalidArgument);
  CHECK_THROWS_AS(ChainGradient(19, 1, -1), InvalidArgument);
}

TEST_CASE("value and progress are those of the plain chain", "[zero_chain_kernel]") {
  Stream stream(3, 0, "chain value");
  double worst = 0;
  int right = 0;
  for (int k = 0; k < 100; ++k) {
    const Vector<double> u = random_chain(1 + k % 19, stream);
    const ChainGradient chain(static_cast<int>(u.size()));
    const double error = std::abs(chain.value(u) - zero_chain::value(u));
    worst = error <= worst ? worst : error;
    for (const double alpha : {0.0, 0.25, 0.5, 1.0}) {
      std::size_t last = 0; // counted from 1
      for (Eigen::Index i = 0; i < u.size(); ++i) {
        last = std::abs(u(i)) > alpha ? static_cast<std::size_t>(i) + 1 : last;
      }
      const std::span<const double> all(u.data(), static_cast<std::size_t>(u.size()));
      right += progress(all, alpha) == last && progress(all, alpha, Width::baseline) == last &&
                       (alpha != 0.25 || chain.progress(u) == last)
                   ? 1
                   : 0;
    }
  }
  CHECK(worst < 19 * 12 * 4 * 0x1p-52); // 19 terms of at most 12, each to four ulp
  CHECK(right == 400);
}

TEST_CASE("a chain at infinity or NaN gives no invented number", "[zero_chain_kernel]") {
  Vector<double> u = Vector<double>::Constant(6, 1.0);
  u(2) = std::numeric_limits<double>::quiet_NaN();
  CHECK(std::isnan(fresh(u)(2)));
  u(2) = std::numeric_limits<double>::infinity();
  CHECK(fresh(u).allFinite());
  CHECK(fresh(u)(2) == 0); // psi' and phi' vanish there
  u(2) = 1e300;
  CHECK(fresh(u)(2) == 0);
  CHECK_THROWS_AS(ChainGradient(0), InvalidArgument);
  CHECK_THROWS_AS(ChainGradient(7).at(u), InvalidArgument);
}
