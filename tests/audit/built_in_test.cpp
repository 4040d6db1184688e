// Every built-in method under its own declaration: no finding.
#include <assay/audit/audit.hpp>
#include <assay/error.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace assay;
using namespace assay::audit;

namespace {

Certificate smoke(const std::string& name, std::uint64_t seed) {
  return audit::audit(built_in_subject(name),
                      {.effort = Effort::smoke, .seed = seed, .threads = 2, .level = 1e-6});
}

} // namespace

// False alarms: at level 1e-6 for each audit.
TEST_CASE("a correct method has no finding") {
  std::vector<std::string> names = {"f2sa_p:p=1", "f2sa_p:p=3", "f2sa_p:p=4",
                                    "slip:system=recursion"};
  for (const RegisteredSolver& entry : registered_solvers()) {
    names.emplace_back(entry.name);
  }
  for (const std::string& name : names) {
    const Certificate certificate = smoke(name, 20261123);
    CHECK(certificate.count(Outcome::passed) >= 25);
    for (const Judged& judged : certificate.checks) {
      INFO(name << ", " << judged.check.id << ": " << judged.result.said);
      CHECK(judged.result.outcome != Outcome::finding);
    }
  }
}

namespace {

// 40 p-values of a correct method: more than 12 of them below 0.05 has probability 1e-7, any below
// 1e-8 has 4e-7.
void check_p_values(const std::string& name, const std::vector<std::string>& checks) {
  const Subject subject = built_in_subject(name);
  int small = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const AuditOptions options{.effort = Effort::smoke, .seed = seed, .only = checks};
    for (const Judged& judged : audit::audit(subject, options).checks) {
      INFO(name << ", " << judged.check.id << ", seed " << seed);
      REQUIRE(judged.result.p_value);
      CHECK(*judged.result.p_value > 1e-8);
      small += *judged.result.p_value < 0.05 ? 1 : 0;
    }
  }
  CHECK(small <= 12);
}

} // namespace

TEST_CASE("the tests of a random estimate's mean know that its limit is a mean itself",
          "[statistics]") {
  check_p_values("bsa", {"noise/additive", "noise/random_hessian"});
}

// One p-value each: below 1e-8 has probability 2e-7 in all.
TEST_CASE("the mean under noise is tested of methods whose small steps hardly settle",
          "[statistics]") {
  for (const char* name : {"f2sa_p", "f2sa_p:p=3", "slip", "accbo"}) {
    for (const char* check : {"noise/additive", "noise/random_hessian"}) {
      const AuditOptions options{.effort = Effort::smoke, .only = {check}};
      const Judged judged = audit::audit(built_in_subject(name), options).checks.at(0);
      INFO(name << ", " << check << ": " << judged.result.said);
      REQUIRE(judged.result.p_value);
      CHECK(*judged.result.p_value > 1e-8);
    }
  }
}

TEST_CASE("the tests of a random estimate's mean do not wait for y to settle") {
  // 1/(beta mu) = 330 steps, and 300 are left out.
  const AuditOptions options{.effort = Effort::normal,
                             .only = {"noise/additive", "noise/random_hessian"}};
  for (const Judged& judged : audit::audit(built_in_subject("ttsa:beta=0.003"), options).checks) {
    INFO(judged.check.id);
    REQUIRE(judged.result.p_value);
    CHECK(*judged.result.p_value > 1e-6);
  }
}

namespace {

/// FSLA, but what it shows as v is a step old: its memory is then no estimate at what it shows.
struct ShowsOldV {
  std::shared_ptr<AnySolver> fsla;
  Vector<double> old = {};

  void start(Oracle& oracle) {
    fsla->start(oracle);
    old = *fsla->v();
  }
  void step(Oracle& oracle) {
    old = *fsla->v();
    fsla->step(oracle);
  }
  [[nodiscard]] const Vector<double>& x() const { return fsla->x(); }
  [[nodiscard]] const Vector<double>& estimate() const { return *fsla->estimate(); }
  [[nodiscard]] const Vector<double>& y() const { return *fsla->y(); }
  [[nodiscard]] const Vector<double>& v() const { return old; }
};

} // namespace

TEST_CASE("a corrected memory beside a recursion for v is judged at that v") {
  Subject subject = built_in_subject("fsla");
  const auto outcome = [&subject] {
    const AuditOptions options{.effort = Effort::smoke, .only = {"lag/corrected_path"}};
    return audit::audit(subject, options).checks.at(0).result.outcome;
  };
  CHECK(outcome() == Outcome::passed);
  subject.make = [make = subject.make](const Facts& facts, const Parameters& set) {
    return AnySolver(ShowsOldV{std::make_shared<AnySolver>(make(facts, set))});
  };
  CHECK(outcome() == Outcome::finding);
}

namespace {

/// A correct method whose estimate is lost in what it shows, though x moves as it should.
struct ShowsLost {
  std::shared_ptr<AnySolver> sound;
  Vector<double> lost = {};

  void start(Oracle& oracle) {
    sound->start(oracle);
    lost = Vector<double>::Constant(oracle.dx(), std::nan(""));
  }
  void step(Oracle& oracle) { sound->step(oracle); }
  [[nodiscard]] const Vector<double>& x() const { return sound->x(); }
  [[nodiscard]] const Vector<double>& estimate() const { return lost; }
  [[nodiscard]] const Vector<double>* y() const { return sound->y(); }
  [[nodiscard]] const Vector<double>* v() const { return sound->v(); }
};

} // namespace

TEST_CASE("an estimate that is not finite is a finding of every check that looks at it") {
  for (const auto& [name, check] :
       {std::pair("stocbio", "contract/finite"), std::pair("stocbio", "lag/fixed_solution"),
        std::pair("stocbio", "lag/moving_solution"), std::pair("fsla", "lag/corrected_path"),
        std::pair("saba", "noise/finite_sum"), std::pair("stocbio", "steps/direction")}) {
    Subject subject = built_in_subject(name);
    const auto judged = [&, only = check] {
      return audit::audit(subject, {.effort = Effort::smoke, .only = {only}}).checks.at(0).result;
    };
    INFO(name << ", " << check);
    CHECK(judged().outcome == Outcome::passed);
    subject.make = [make = subject.make](const Facts& facts, const Parameters& set) {
      return AnySolver(ShowsLost{std::make_shared<AnySolver>(make(facts, set))});
    };
    const CheckResult lost = judged();
    CHECK(lost.outcome == Outcome::finding);
    CHECK(lost.said.find("the estimate is not finite after step 1") != std::string::npos);
  }
}

TEST_CASE("the test of a random estimate's limit knows that a memory's estimates are dependent",
          "[statistics]") {
  check_p_values("sustain", {"limits/swapped_hessian", "limits/anisotropic"});
}

TEST_CASE("a period longer than the first look at the calls of a step is no finding") {
  const Certificate certificate = audit::audit(
      built_in_subject("accbo:option=II"), {.effort = Effort::smoke, .only = {"contract/counts"}});
  INFO(certificate.checks.at(0).result.said);
  CHECK(certificate.checks.at(0).result.outcome == Outcome::passed);
}

TEST_CASE("the certificate does not depend on the number of threads") {
  const auto said = [](int threads) {
    const Certificate certificate =
        audit::audit(built_in_subject("stocbio"), {.effort = Effort::smoke, .threads = threads});
    std::string text;
    for (const Judged& judged : certificate.checks) {
      text += judged.check.id + judged.result.said + judged.result.measured;
    }
    return text;
  };
  CHECK(said(1) == said(2));
}

TEST_CASE("what a method breaks by design is not asked of it, and the certificate says why") {
  const AuditOptions options{.effort = Effort::smoke,
                             .only = {"laws/idle_copy", "laws/rotation_y"}};
  Subject subject = built_in_subject("bome:xi=0.05,eta=0.5"); // steps long enough to show
  const Certificate spared = audit::audit(subject, options);
  REQUIRE(spared.checks.size() == 2);
  for (const Judged& judged : spared.checks) {
    const bool exempt = judged.check.id == "laws/idle_copy";
    CHECK(judged.result.outcome == (exempt ? Outcome::not_applicable : Outcome::passed));
    CHECK(judged.result.said.starts_with("by design: lambda weighs") == exempt);
  }
  subject.declared.traits.by_design.clear();
  CHECK(audit::audit(subject, options).count(Outcome::finding) == 1);
  subject.declared.traits.by_design = {{.check = "laws/idle_coppy", .why = "a slip"}};
  CHECK_THROWS_AS(audit::audit(subject, options), InvalidArgument);
}

TEST_CASE("no design leaves out what every solver must pass") {
  Subject subject = built_in_subject("sgd");
  for (const char* glob : {"contract/*", "contract/moves", "*", "fresh", "rates/lower_bound"}) {
    subject.declared.traits.by_design = {{.check = glob, .why = "it is inconvenient"}};
    CHECK_THROWS_AS(audit::audit(subject, {.effort = Effort::smoke, .only = {"laws/*"}}),
                    InvalidArgument);
  }
  subject.declared.traits.by_design = {{.check = "laws/*", .why = "another geometry"}};
  const Certificate spared =
      audit::audit(subject, {.effort = Effort::smoke, .only = {"laws/*", "contract/moves"}});
  CHECK(spared.exempt() == spared.count(Outcome::not_applicable));
  CHECK(spared.exempt() + 1 == static_cast<int>(spared.checks.size()));
}

TEST_CASE("where a solver is declared to work, standing still is a finding") {
  const AuditOptions options{.effort = Effort::smoke, .only = {"stress/stiff"}};
  Subject subject = built_in_subject("soba");
  const CheckResult reported = audit::audit(subject, options).checks.at(0).result;
  CHECK(reported.outcome == Outcome::passed);
  CHECK(reported.said.starts_with("it stands still: after 40 steps"));
  subject.declared.works = {"stiff"};
  const CheckResult found = audit::audit(subject, options).checks.at(0).result;
  CHECK(found.outcome == Outcome::finding);
  CHECK(found.said.starts_with("it is declared to work here; it stands still"));
  subject.declared.works = {"stif"};
  CHECK_THROWS_AS(audit::audit(subject, options), InvalidArgument);
}

TEST_CASE("a first step that no budget holds is no success") {
  Subject subject = built_in_subject("soba");
  subject.make = [make = subject.make](const Facts& facts, const Parameters& set) -> AnySolver {
    class Endless {
    public:
      explicit Endless(AnySolver inner) : inner_(std::move(inner)) {}
      void start(Oracle& oracle) { inner_.start(oracle); }
      void step(Oracle& oracle) {
        for (;;) {
          inner_.step(oracle);
        }
      }
      [[nodiscard]] const Vector<double>& x() const { return inner_.x(); }

    private:
      AnySolver inner_;
    };
    return Endless(make(facts, set));
  };
  const AuditOptions options{.effort = Effort::smoke,
                             .only = {"stress/stiff", "stress/stationary"}};
  const Certificate silent = audit::audit(subject, options);
  for (const Judged& judged : silent.checks) {
    const bool within = judged.check.id == "stress/stationary";
    CHECK(judged.result.outcome == (within ? Outcome::inconclusive : Outcome::not_applicable));
    CHECK(judged.result.said.starts_with("its first step takes more than "));
  }
}

TEST_CASE("a certificate says what was not asked because nothing of it is declared") {
  Subject subject = built_in_subject("soba");
  const AuditOptions options{.effort = Effort::smoke, .only = {"contract/finite"}};
  const auto notes = [&] { return audit::audit(subject, options).notes; };
  CHECK(notes().empty());
  subject.declared.exponent.reset();
  REQUIRE(notes().size() == 1);
  CHECK(notes()[0] == "no exponent is declared: no rate was judged");
  subject.declared = {};
  REQUIRE(notes().size() == 1);
  CHECK(notes()[0].starts_with("nothing is declared"));
}

TEST_CASE("globs choose the checks") {
  const Subject subject = built_in_subject("sgd");
  const Certificate some =
      audit::audit(subject, {.effort = Effort::smoke, .only = {"contract/*"}, .skip = {"moves"}});
  CHECK(some.checks.size() == 9);
  CHECK_THROWS_AS(audit::audit(subject, {.only = {"contrct/*"}}), InvalidArgument);
  CHECK_THROWS_AS(audit::audit(subject, {.only = {"budget"}, .skip = {"*"}}), InvalidArgument);
}

// With 450 samples and the series at 20 kappa, seed 19 was called wrong: the rare long terms were
// missing, and the spread with them.
TEST_CASE("a limit whose rare samples are missing is looked at again", "[statistics]") {
  const Subject subject = built_in_subject("alset");
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const AuditOptions options{.effort = Effort::smoke, .seed = seed, .only = {"limits/curved"}};
    const CheckResult result = audit::audit(subject, options).checks.at(0).result;
    INFO("seed " << seed << ": " << result.said);
    CHECK(result.outcome == Outcome::passed);
  }
}

TEST_CASE("a schedule whose inner loops are too long to log is no mistake") {
  const Subject subject = built_in_subject("f2sa_p:schedule=theorem");
  for (const Judged& judged : audit::audit(subject, {.effort = Effort::smoke}).checks) {
    INFO(judged.check.id << ": " << judged.result.said);
    CHECK(judged.result.outcome != Outcome::finding);
  }
}

TEST_CASE("a method's flags follow its parameters") {
  CHECK(built_in_subject("slip").declared.traits.momentum);
  CHECK_FALSE(built_in_subject("slip:beta=0").declared.traits.momentum);
  CHECK_FALSE(built_in_subject("normalised_sgd").declared.traits.momentum);
  CHECK(built_in_subject("normalised_sgd:beta=0.9").declared.traits.momentum);
}
