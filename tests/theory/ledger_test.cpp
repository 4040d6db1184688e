// Every claim of the ledger at once: what each must state, and how each must come out with enough
// effort, with too little, and with too few digits. Failures name the claim.
#include <assay/claims/ledger.hpp>
#include <assay/claims/registry.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

using namespace assay;

namespace {

std::vector<Claim> all_claims() {
  std::vector<Claim> claims;
  for (const RegisteredClaim& registered : registered_claims()) {
    claims.push_back(registered.make());
  }
  return claims;
}

Ledger run(const std::vector<Claim>& claims, const Effort& effort, int threads = 2) {
  std::vector<Job> jobs;
  for (const Claim& claim : claims) {
    jobs.push_back({.claim = claim, .effort = effort});
  }
  Ledger ledger = run_ledger(std::move(jobs), {.threads = threads, .on_claim = {}, .stop = {}});
  REQUIRE(ledger.results.size() == registered_claims().size());
  return ledger;
}

/// Expected to stay open, and nothing is measured that could close it.
bool is_source_only(const Claim& claim) {
  return claim.evidence == EvidenceLevel::exact && claim.expected == Verdict::inconclusive;
}

/// The smoke run that several tests look at.
const Ledger& smoke_run() {
  static const Ledger ledger = run(all_claims(), {.level = Effort::smoke});
  return ledger;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> bibliography_keys() {
  const std::string text = read(std::filesystem::path(ASSAY_ROOT) / "theory/references.bib");
  const std::regex entry(R"(@\w+\{\s*([^,\s]+)\s*,)");
  std::set<std::string> keys;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), entry);
       at != std::sregex_iterator(); ++at) {
    keys.insert((*at)[1]);
  }
  return keys;
}

bool same(const Row& a, const Row& b) {
  return a.instance == b.instance && a.p == b.p && a.relation == b.relation &&
         a.claimed == b.claimed && a.measured == b.measured && a.lo == b.lo && a.hi == b.hi &&
         a.tolerance == b.tolerance && a.resolution == b.resolution && a.digits == b.digits &&
         a.cases == b.cases && a.note == b.note;
}

bool same(const Plot& a, const Plot& b) {
  return a.name == b.name && a.title == b.title &&
         std::equal(a.series.begin(), a.series.end(), b.series.begin(), b.series.end(),
                    [](const Series& u, const Series& v) {
                      return u.label == v.label && u.points == v.points;
                    });
}

/// Starved of effort: an exact or certified check looks at nothing, no other decides.
bool is_open_when_starved(const ClaimResult& result) {
  const bool looks_at_nothing = result.claim.evidence == EvidenceLevel::exact ||
                                result.claim.evidence == EvidenceLevel::certified;
  const Verdict verdict = result.judgement.verdict;
  return verdict == Verdict::vacuous ||
         (verdict == Verdict::inconclusive &&
          (!looks_at_nothing || result.claim.expected == Verdict::inconclusive));
}

bool is_right_or_open(const ClaimResult& result) {
  const Verdict verdict = result.judgement.verdict;
  return verdict == result.claim.expected || verdict == Verdict::inconclusive ||
         verdict == Verdict::vacuous;
}

std::string summary(const ClaimResult& result) {
  return result.claim.id + ": " + std::string(name(result.judgement.verdict)) + ", " +
         result.judgement.reason + result.broken;
}

template <class T> bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& u, const T& v) { return same(u, v); });
}

} // namespace

TEST_CASE("the ledger is not empty, and no two claims share a name", "[theory]") {
  std::set<std::string_view> ids;
  for (const RegisteredClaim& registered : registered_claims()) {
    ids.insert(registered.id);
  }
  CHECK(!ids.empty());
  CHECK(ids.size() == registered_claims().size());
}

TEST_CASE("every claim says what it is, where it is from and what it leaves open", "[theory]") {
  const std::set<std::string> keys = bibliography_keys();
  REQUIRE(!keys.empty());
  for (const RegisteredClaim& registered : registered_claims()) {
    const Claim claim = registered.make();
    INFO(registered.id);
    CHECK(claim.id == registered.id);
    CHECK(std::filesystem::exists(std::filesystem::path(ASSAY_ROOT) / "theory" /
                                  (claim.id + ".cpp")));
    CHECK(keys.contains(claim.source.key));
    for (const std::string& text : {claim.title, claim.latex, claim.plain, claim.method,
                                    claim.not_shown, claim.source.version, claim.source.locus}) {
      CHECK(!text.empty());
    }
    CHECK(claim.expected != Verdict::vacuous);
    CHECK(static_cast<bool>(claim.run));
    CHECK(!claim.faults.empty());
    std::set<std::string> names;
    for (const Fault& fault : claim.faults) {
      INFO(fault.name);
      CHECK(!fault.name.empty());
      CHECK(names.insert(fault.name).second);
      CHECK(static_cast<bool>(fault.run));
      CHECK(fault.must_be != claim.expected);
    }
  }
}

TEST_CASE("what is source only says what would decide it, and nothing else does", "[theory]") {
  int open = 0;
  for (const Claim& claim : all_claims()) {
    INFO(claim.id);
    CHECK(is_source_only(claim) == !claim.open.empty());
    open += claim.open.empty() ? 0 : 1;
  }
  CHECK(open > 5);
}

TEST_CASE("every claim comes out as expected at smoke effort, every fault as planted", "[theory]") {
  for (const ClaimResult& result : smoke_run().results) {
    INFO(result.claim.id << ": " << result.judgement.reason << result.broken);
    CHECK(result.broken.empty());
    CHECK(name(result.judgement.verdict) == name(result.claim.expected));
    CHECK(result.faults.size() == result.claim.faults.size());
    for (const FaultResult& fault : result.faults) {
      INFO(fault.name << ": " << fault.judgement.reason);
      CHECK(name(fault.judgement.verdict) == name(fault.must_be));
    }
  }
}

TEST_CASE("every row names what it looked at and lies in its own interval", "[theory]") {
  for (const ClaimResult& result : smoke_run().results) {
    INFO(result.claim.id);
    CHECK(!result.evidence.rows.empty());
    CHECK(result.judgement.cases > 0);
    for (const Row& row : result.evidence.rows) {
      INFO(row.instance << ", p = " << row.p);
      CHECK(!row.instance.empty());
      CHECK(row.lo <= row.measured);
      CHECK(row.measured <= row.hi);
    }
    if (result.claim.evidence == EvidenceLevel::precise) {
      constexpr int precise_digits = 50;
      CHECK(result.evidence.digits >= precise_digits);
    }
  }
}

TEST_CASE("every plot has a name of its own and finite points", "[theory]") {
  for (const ClaimResult& result : smoke_run().results) {
    std::set<std::string> names;
    for (const Plot& plot : result.evidence.plots) {
      INFO(result.claim.id << ", plot " << plot.name);
      CHECK(!plot.name.empty());
      CHECK(names.insert(plot.name).second);
      std::size_t points = 0;
      for (const Series& series : plot.series) {
        CHECK(!series.label.empty());
        for (const auto& [x, y] : series.points) {
          points += std::isfinite(x) && std::isfinite(y) ? 1 : 0;
        }
        CHECK(!series.points.empty());
      }
      std::size_t all = 0;
      for (const Series& series : plot.series) {
        all += series.points.size();
      }
      CHECK(points == all);
    }
  }
}

TEST_CASE("one thread in reverse order finds what two threads find", "[theory]") {
  std::vector<Claim> backwards = all_claims();
  std::reverse(backwards.begin(), backwards.end());
  Ledger again = run(backwards, {.level = Effort::smoke}, 1);
  std::reverse(again.results.begin(), again.results.end());
  for (std::size_t i = 0; i < again.results.size(); ++i) {
    const ClaimResult& a = smoke_run().results[i];
    const ClaimResult& b = again.results[i];
    INFO(a.claim.id);
    CHECK(a.claim.id == b.claim.id);
    CHECK(same(a.evidence.rows, b.evidence.rows));
    CHECK(same(a.evidence.plots, b.evidence.plots));
    CHECK(a.evidence.instances == b.evidence.instances);
    CHECK(a.evidence.remark == b.evidence.remark);
    CHECK(a.evidence.digits == b.evidence.digits);
    for (std::size_t k = 0; k < a.faults.size(); ++k) {
      CHECK(a.faults[k].judgement.reason == b.faults[k].judgement.reason);
    }
  }
}

TEST_CASE("starved of effort no claim is decided, and an exact one is vacuous", "[theory]") {
  for (const ClaimResult& result : run(all_claims(), {.level = Effort::starved}).results) {
    INFO(summary(result));
    CHECK(result.broken.empty());
    CHECK(is_open_when_starved(result));
  }
}

TEST_CASE("with 15 digits, or orders that no claim has, none is wrong", "[theory]") {
  std::vector<Claim> claims = all_claims();
  for (Claim& claim : claims) {
    claim.faults.clear(); // what they come to here says nothing of the claim
  }
  for (const Effort& effort : {Effort{.level = Effort::smoke, .digits = 15},
                               Effort{.level = Effort::smoke, .orders = {97}}}) {
    for (const ClaimResult& result : run(claims, effort).results) {
      INFO(summary(result));
      CHECK(result.broken.empty());
      CHECK(is_right_or_open(result));
    }
  }
}

TEST_CASE("a claim that ignores effort, digits or determinism is noticed", "[theory]") {
  Claim planted;
  planted.id = "planted/claim";
  planted.run = [](const Effort& effort) {
    static int runs = 0;
    Evidence evidence;
    evidence.rows = {exact_row("here", Relation::equal, 0, effort.digits ? 1 : 0)};
    evidence.rows[0].note = std::to_string(++runs);
    return evidence;
  };
  const ClaimResult starved = judge(planted, {.level = Effort::starved});
  CHECK_FALSE(is_open_when_starved(starved));
  CHECK_FALSE(is_right_or_open(judge(planted, {.digits = 15})));
  CHECK_FALSE(same(starved.evidence.rows, judge(planted, {}).evidence.rows));
}

TEST_CASE("every statement is LaTeX that becomes MathML", "[theory]") {
  if (std::system("blahtexml --help > /dev/null 2>&1") != 0) {
    WARN("blahtexml is not installed: the formulas were not checked");
    return;
  }
  const auto folder = std::filesystem::temp_directory_path() /
                      ("assay_latex_" + std::to_string(std::hash<std::string>{}(ASSAY_ROOT)));
  std::filesystem::create_directories(folder);
  const auto becomes_mathml = [&folder](const std::string& latex) {
    std::ofstream(folder / "in") << latex;
    const std::string command = "blahtexml --mathml < '" + (folder / "in").string() + "' > '" +
                                (folder / "out").string() + "' 2>&1";
    const int status = std::system(command.c_str());
    const std::string text = read(folder / "out");
    return status == 0 && text.find("<mathml>") != std::string::npos &&
           text.find("<error>") == std::string::npos;
  };
  CHECK(becomes_mathml("x^2"));
  CHECK_FALSE(becomes_mathml("\\frac{1"));
  for (const Claim& claim : all_claims()) {
    INFO(claim.id << ": " << claim.latex);
    CHECK(becomes_mathml(claim.latex));
  }
  std::filesystem::remove_all(folder);
}
