#include <assay/audit/check.hpp>
#include <assay/numbers/stream.hpp>

namespace assay::audit {

namespace {

CheckResult result(Outcome outcome, std::string said) {
  CheckResult result;
  result.outcome = outcome;
  result.said = std::move(said);
  return result;
}

} // namespace

void Context::each(int n, const std::function<void(int)>& body) const {
  const auto whole = [&](int i) {
    body(i);
    need_sound_end(subject);
  };
  if (crew != nullptr) {
    crew->each(n, whole);
    return;
  }
  for (int i = 0; i < n; ++i) {
    whole(i);
  }
}

void need_sound_end(const Subject& subject) {
  if (subject.broke_at_end) {
    if (const std::optional<SolverBroke> broke = subject.broke_at_end()) {
      throw *broke;
    }
  }
}

CheckResult passed(std::string said) { return result(Outcome::passed, std::move(said)); }
CheckResult finding(std::string said) { return result(Outcome::finding, std::move(said)); }
CheckResult not_applicable(std::string why) {
  return result(Outcome::not_applicable, std::move(why));
}
CheckResult inconclusive(std::string said, std::string would_decide) {
  CheckResult undecided = result(Outcome::inconclusive, std::move(said));
  undecided.would_decide = std::move(would_decide);
  return undecided;
}

std::uint32_t problem_number(std::uint64_t seed, const std::string& id) {
  return Stream(seed, 0, "problem of " + id).block(0)[0];
}

std::vector<Check> all_checks() {
  std::vector<Check> checks;
  for (const auto& part :
       {contract_checks(), flag_checks(), sample_checks(), limit_checks(), series_checks(),
        blackbox_checks(), step_checks(), lag_checks(), memory_checks(), noise_checks(),
        variance_checks(), law_checks(), rate_checks(), schedule_checks(), stress_checks()}) {
    checks.insert(checks.end(), part.begin(), part.end());
  }
  return checks;
}

} // namespace assay::audit
