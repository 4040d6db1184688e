// What an estimate tends to, and what is said of it.
#include <assay/audit/audit.hpp>
#include <assay/audit/limit.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

Limit limit_of(double a, double b) {
  Limit limit;
  limit.direct = Vector<double>::LinSpaced(4, 1, 2);
  limit.implicit = Vector<double>::LinSpaced(4, 3, -1);
  limit.truth = limit.direct + limit.implicit;
  limit.value = a * limit.direct + b * limit.implicit;
  return limit;
}

/// A method that keeps its estimate to itself.
class Hidden {
public:
  explicit Hidden(AnySolver inner) : inner_(std::move(inner)) {}
  void start(Oracle& oracle) { inner_.start(oracle); }
  void step(Oracle& oracle) { inner_.step(oracle); }
  [[nodiscard]] const Vector<double>& x() const { return inner_.x(); }

private:
  AnySolver inner_;
};

} // namespace

TEST_CASE("a wrong limit is described by what is wrong with it") {
  CHECK(in_words(limit_of(1, -1)).find("wrong sign") != std::string::npos);
  CHECK(in_words(limit_of(1, 0)).find("implicit term is missing") != std::string::npos);
  CHECK(in_words(limit_of(0, 1)).find("grad_x f is missing") != std::string::npos);
  CHECK(in_words(limit_of(-1, -1)) == "the limit is minus the hyper-gradient");
  CHECK(in_words(limit_of(2, 2)) == "the limit is 2 times the hyper-gradient");
  CHECK(in_words(limit_of(1, 0.5)).find("1 grad_x f + 0.5") != std::string::npos);
  Limit other = limit_of(1, 1);
  other.value(0) += 5;
  CHECK(in_words(other).find("no combination") != std::string::npos);
}

TEST_CASE("the estimate of a correct method, x held, tends to the hyper-gradient") {
  for (const char* name : {"stocbio", "f2sa_p:p=2", "f2ba"}) {
    const Subject subject = built_in_subject(name);
    const Context context{subject, Effort::smoke, 1};
    const Instance instance = make_problem({});
    const Limit limit = held_limit(context, instance, at_limits(context, instance));
    INFO(name);
    CHECK(limit.why_not.empty());
    CHECK(limit.settled);
    CHECK(limit.error() < 1e-3);
  }
}

TEST_CASE("neither the rounding of differences nor slow steps are taken for the other") {
  const Subject subject = built_in_subject("f2sa_p:p=2");
  const Context context{subject, Effort::smoke, 1};
  for (std::uint32_t number = 1; number <= 40; ++number) { // some end in a cycle of roundings
    const Instance instance = make_problem({.number = number});
    INFO(number);
    const Parameters set = at_limits(context, instance);
    CHECK(held_limit(context, instance, set).settled);
    for (const double step : {1e-10, 1e-9, 1e-8}) {
      const Limit slow = held_limit(context, instance, with(with(set, "eta", step), "K", 1));
      CHECK((!slow.settled || slow.error() < 1e-3));
    }
  }
}

TEST_CASE("a correct method that shows no estimate is read from its moves, without a finding") {
  for (const char* name : {"f2sa_p:p=2", "f2ba", "stocbio"}) {
    Subject subject = built_in_subject(name);
    subject.make = [make = subject.make](const Facts& facts, const Parameters& set) -> AnySolver {
      return Hidden(make(facts, set));
    };
    const Context context{subject, Effort::smoke, 1};
    const Instance instance = make_problem({});
    CHECK(held_limit(context, instance, at_limits(context, instance)).from_moves);
    for (const std::vector<Check>& part :
         {limit_checks(), blackbox_checks(), noise_checks(), variance_checks()}) {
      for (const Check& check : part) {
        const CheckResult result = check.run(context);
        INFO(name << ", " << check.id << ": " << result.said);
        CHECK(result.outcome != Outcome::finding);
      }
    }
  }
}

TEST_CASE("a solver whose x cannot be held says so") {
  Subject subject = built_in_subject("stocbio");
  subject.declared.traits.roles.outer_step.clear();
  const Context context{subject, Effort::smoke, 1};
  CHECK_FALSE(held_limit(context, make_problem({}), {}).why_not.empty());
}

namespace {

CheckResult order_of_iterates(const std::string& name) {
  Subject subject = built_in_subject(name);
  subject.make = [make = subject.make](const Facts& facts, const Parameters& set) -> AnySolver {
    return Hidden(make(facts, set));
  };
  return audit::audit(subject, {.effort = Effort::smoke, .only = {"blackbox/order"}})
      .checks.at(0)
      .result;
}

} // namespace

TEST_CASE("the order of a method that shows x alone is read from where x comes to rest") {
  for (const auto& [name, order] :
       std::map<std::string, double>{{"f2ba", 1}, {"f2sa_p:p=2", 2}, {"f2sa_p:p=3", 3}}) {
    const CheckResult result = order_of_iterates(name);
    INFO(name << ": " << result.measured);
    CHECK(result.outcome == Outcome::passed);
    double lo = 0;
    double hi = 0;
    REQUIRE(std::sscanf(result.measured.c_str(), "[%lf, %lf]", &lo, &hi) == 2); // NOLINT
    CHECK(lo <= order);
    CHECK(order <= hi);
    CHECK(hi - lo < 0.3);
  }
}

TEST_CASE("a bias below rounding is not passed over in silence") {
  const CheckResult never = order_of_iterates("f2sa_p:p=12");
  CHECK(never.outcome == Outcome::not_applicable);
  CHECK(never.said == "at every nu it accepts the bias is at rounding level: no slope shows");
  const CheckResult soon = order_of_iterates("f2sa_p:p=8");
  CHECK(soon.outcome == Outcome::not_applicable);
  CHECK(soon.said.starts_with("rounding is reached before the slope has settled: its interval"));
}
