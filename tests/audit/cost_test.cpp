// What a check's runs cost, and what more of them would.
#include <assay/audit/audit.hpp>
#include <assay/audit/problem.hpp>
#include <assay/audit/run.hpp>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace assay;
using namespace assay::audit;

TEST_CASE("a run's calls are added once, however its solver is moved") {
  const Subject subject = built_in_subject("f2sa_p:K=3,S=2");
  const auto cost = std::make_shared<Cost>();
  const Context context{.subject = subject, .cost = cost};
  const Run made = run(context, make_problem({}), {.steps = 4});
  CHECK(cost->calls() == made.steps.back().counters.total());
  CHECK(cost->calls() > 0);
  {
    AnySolver solver = solver_for(context, make_problem({}).facts, {});
    const AnySolver moved = std::move(solver);
  } // no call
  CHECK(cost->calls() == made.steps.back().counters.total());
  cost->add(~Count{0});
  CHECK(cost->calls() == ~Count{0}); // no overflow
}

TEST_CASE("effort full does more of all that a check asks for, each once") {
  const Subject subject = built_in_subject("f2sa_p");
  Context context{.subject = subject, .effort = Effort::smoke, .cost = std::make_shared<Cost>()};
  CHECK(context.cost->more() == 1);
  for (int again = 0; again < 3; ++again) {
    CHECK(context.by_effort(10, 20, 40) == 10); // 4 times
  }
  CHECK(context.by_effort(100, 300, 250) == 100); // 2.5 times
  CHECK(context.cost->more() == Approx(10));
  context.effort = Effort::normal;
  CHECK(context.by_effort(10, 20, 40) == 20); // a closer look: the first counts
  CHECK(context.cost->more() == Approx(10));
}

// Slow steps of y: the estimate has not settled, and effort full says whether it does.
TEST_CASE("advice foresees what more effort costs") {
  const Subject subject = built_in_subject("stocbio:alpha=1e-6,D=1");
  const auto judged = [&](Effort::Level effort) {
    return audit::audit(subject, {.effort = effort, .only = {"limits/anisotropic"}}).checks.at(0);
  };
  const Judged smoke = judged(Effort::smoke);
  CHECK(smoke.result.outcome == Outcome::inconclusive);
  CHECK(smoke.costs());
  const Judged full = judged(Effort::full);
  CHECK(full.result.outcome == Outcome::inconclusive);
  const auto foreseen = smoke.more * static_cast<double>(smoke.calls);
  CHECK(foreseen == Approx(static_cast<double>(full.calls)).epsilon(0.01));
  CHECK(smoke.result.would_decide ==
        fmt::format("more steps: --effort full (this check then makes up to about {:.2g} oracle "
                    "calls)",
                    foreseen));
}
