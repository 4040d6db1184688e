#include "check.hpp"

using namespace assay;
using namespace assay::solver_check;

namespace {

/// The largest distance of SPIDER's memory from the plain estimate at its point, over a run.
double lag(const Instance& at, const Quadratic<double>& q) {
  Oracle oracle(at, {});
  AnySolver it = solver("vrbo:Q=6,eta_v=0.2,q=10,m=3,S1=1,S2=1", at);
  it.start(oracle);
  double largest = 0;
  for (int k = 0; k < 30; ++k) {
    it.step(oracle);
    largest =
        std::max(largest, (*it.estimate() - neumann_estimate(q, it.x(), *it.y(), 0.2, 6)).norm());
  }
  return largest;
}

} // namespace

TEST_CASE("VRBO's limit tends to the minimiser like (1 - eta mu)^(Q+1)") {
  for (const auto& q : {anisotropic(), one_dimensional(), isotropic()}) {
    const Instance at = instance(q);
    const Slope found = order_in_terms(q, 2, 4, [&](int terms) {
      return limit(text("vrbo", {{"Q", terms - 1},
                                 {"eta_v", 0.2},
                                 {"alpha", 0.1},
                                 {"beta", 0.25},
                                 {"m", 4},
                                 {"q", 5},
                                 {"S1", 1},
                                 {"S2", 1}}),
                   at);
    });
    INFO(found);
    CHECK(found.is(1));
  }
}

TEST_CASE("VRBO has no lag without noise, and has one with it") {
  const auto q = anisotropic();
  CHECK(lag(instance(q), q) < 1e-12);
  CHECK(lag(instance(q, {AdditiveNoise{.fx = 0.1}}), q) > 1e-3);
}

TEST_CASE("VRBO's first direction is the plain estimate, and y stops where it was last evaluated") {
  const auto q = anisotropic();
  const Instance at = instance(q);
  const Run one = run("vrbo:Q=3,eta_v=0.2,alpha=0.1,beta=0.25,m=2,q=5", at, 1);
  const V plain = neumann_estimate(q, at.x0, at.y0, 0.2, 3);
  CHECK((one.x - (at.x0 - 0.1 * plain)).norm() < 1e-13);
  V y = at.y0;
  for (int t = 0; t < 2; ++t) { // m steps, not m + 1, all at the new x
    y -= 0.25 * q.grad_y_g<double>(one.x, y);
  }
  CHECK((one.y - y).norm() < 1e-13);
  y -= 0.25 * q.grad_y_g<double>(one.x, y);
  CHECK((one.y - y).norm() > 1e-3);
}

TEST_CASE("VRBO counts S1 every q iterations and 2(m+1)S2 in each") {
  const Instance at = instance(anisotropic());
  const std::string name = "vrbo:Q=4,q=3,m=2,S1=10,S2=2";
  for (const int k : {1, 3, 4, 7}) {
    const auto sets = static_cast<Count>((k + 2) / 3 * 10 + k * 2 * 3 * 2);
    CHECK(run(name, at, k).calls == calls(sets, sets, 0, sets, 4 * sets, sets));
    CHECK_FALSE(run("vrbo:Q=4,q=3,m=3,S1=10,S2=2", at, k).calls[Call::fx] == sets);
  }
}

TEST_CASE("VRBO evaluates every small batch at two points, the large ones at one") {
  const Instance at = instance(anisotropic(), {AdditiveNoise{.fx = 1, .gy = 1}});
  const Run two = run("vrbo:Q=2,q=2,m=1,S1=9,S2=3", at, 2);
  std::map<std::pair<Level, std::uint64_t>, Count> sizes;
  for (const LoggedCall& call : two.log) {
    sizes[{call.batch.level, call.batch.id}] = call.batch.size;
  }
  int twice = 0;
  for (const auto& [batch, kinds] : uses(two.log)) {
    for (const auto& [kind, times] : kinds) {
      CHECK(times == (sizes.at(batch) == 9 ? 1 : 2));
      twice += times == 2 ? 1 : 0;
    }
  }
  CHECK(twice == 2 * 2 * (2 + 1 + 2 + 1));
}

TEST_CASE("VRBO's plan counts an iteration's calls") {
  check_planned_calls("vrbo:q=5,S1=10,S2=2,m=2,Q=3");
}
