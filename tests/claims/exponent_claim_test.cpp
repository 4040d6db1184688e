#include <assay/claims/exponent_claim.hpp>
#include <assay/claims/judge.hpp>
#include <assay/error.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

ExponentStudy power_of_p() {
  return {.schedule = {"nu = eps^(1/p)", "K = 1/(nu^2 eps^2) log", "T = eps^-2"},
          .balances = {{"bias", "nu^p", "eps"}, {"warm start", "eps^3 + eps", "eps", Fit::within}},
          .totals = {{"SFO", "p T K", "p eps^(-4-2/p) log", ""}},
          .last_order = 12};
}

Verdict verdict(ExponentStudy study, const Change& change, Effort::Level level = Effort::normal) {
  change(study);
  return judge(examine(study, Effort{.level = level})).verdict;
}

const Change as_it_is = [](ExponentStudy&) {};

} // namespace

TEST_CASE("a study that multiplies out is supported, starved it looks at nothing") {
  CHECK(verdict(power_of_p(), as_it_is) == Verdict::supported);
  CHECK(verdict(power_of_p(), as_it_is, Effort::smoke) == Verdict::supported);
  CHECK(verdict(power_of_p(), as_it_is, Effort::starved) == Verdict::vacuous);
}

TEST_CASE("a shifted exponent, a dropped factor and a broken balance are refuted") {
  CHECK(verdict(power_of_p(), with_claim("SFO", "p eps^(-4-p/2)")) == Verdict::refuted);
  CHECK(verdict(power_of_p(), with_claim("SFO", "eps^(-4-2/p)")) == Verdict::refuted);
  CHECK(verdict(power_of_p(), with_line("K = eps^-2")) == Verdict::refuted);
  CHECK(verdict(power_of_p(), with_line("nu = eps^(1/2)")) == Verdict::refuted);
  CHECK(verdict(power_of_p(), with_product("SFO", "p T")) == Verdict::refuted);
  const auto slow_start = [](ExponentStudy& study) { study.balances[1].parts = "eps^(1/2)"; };
  CHECK(verdict(power_of_p(), slow_start) == Verdict::refuted);
}

TEST_CASE("a check at p = 2 alone is blind to 2/p against p/2") {
  const auto blind = [](ExponentStudy& study) {
    with_claim("SFO", "p eps^(-4-p/2)")(study);
    with_orders(2, 2)(study);
  };
  CHECK(verdict(power_of_p(), blind) == Verdict::supported);
}

TEST_CASE("logarithms count only where the study says so") {
  CHECK(verdict(power_of_p(), with_claim("SFO", "p eps^(-4-2/p) log^7")) == Verdict::supported);
  const auto counted = [](ExponentStudy& study) {
    with_claim("SFO", "p eps^(-4-2/p) log^7")(study);
    study.count_logs = true;
  };
  CHECK(verdict(power_of_p(), counted) == Verdict::refuted);
}

TEST_CASE("squared accuracy restated in norms doubles the exponent") {
  const ExponentStudy study = {.schedule = {"K = eps^(-7/2)"},
                               .totals = {{"SFO", "K", "eps^(-7/2)", "eps^-7"}}};
  CHECK(verdict(study, as_it_is) == Verdict::supported);
  CHECK(verdict(study, with_norms("SFO", "eps^(-7/2)")) == Verdict::refuted);
}

TEST_CASE("a statement without prescribed parameters stays open, an inconsistent one does not") {
  ExponentStudy study = {.totals = {{"SFO", "eps^-2", "eps^-2", "eps^-4"}}, .open = "a proof"};
  CHECK(verdict(study, as_it_is) == Verdict::inconclusive);
  CHECK(verdict(study, with_norms("SFO", "eps^-2")) == Verdict::refuted);
}

TEST_CASE("a total in norms is stated once: restated it would double what is in norms already") {
  ExponentClaim text = {.id = "paper/cost",
                        .convention = Convention::N,
                        .study = {.totals = {{"SFO", "eps^-3", "eps^-3", "eps^-6"}}}};
  CHECK_THROWS_WITH(make_claim(text), Catch::Contains("paper/cost") && Catch::Contains("once"));
  text.convention = Convention::Q;
  CHECK_NOTHROW(make_claim(text));
}

TEST_CASE("at a growing order the gain over a finite p is a power of the logarithm") {
  const ExponentStudy study = {.schedule = {"nu = (eps / kappa)^(1/p)", "K = 1/(nu^2 eps^2) log"},
                               .balances = {{"gain", "(kappa / eps)^(2/p)", "log"}},
                               .totals = {{"SFO", "p K", "eps^-2 log^3 / loglog", ""}},
                               .count_logs = true,
                               .growing = GrowingOrder{.factor = 2}};
  CHECK(verdict(study, as_it_is) == Verdict::supported);
  const auto smaller = [](ExponentStudy& changed) { changed.growing->factor = 1; };
  CHECK(verdict(study, smaller) == Verdict::refuted);
  CHECK(verdict(study, with_line("nu = eps^(1/p)")) == Verdict::refuted);
  CHECK(verdict(study, with_line("K = eps^-2 log")) == Verdict::refuted);
}

TEST_CASE("a change of something that is not there is a mistake of the author") {
  CHECK_THROWS_AS(verdict(power_of_p(), with_line("M = 1")), InvalidArgument);
  CHECK_THROWS_AS(verdict(power_of_p(), with_claim("HVP", "1")), InvalidArgument);
}

TEST_CASE("a claim is written from its study") {
  const Claim claim = make_claim(
      {.id = "paper/cost", .study = power_of_p(), .slips = {{"no log", with_line("T = 1")}}});
  CHECK(claim.latex == R"(\text{SFO} = \tilde{O}(p \varepsilon^{-4-2/p}))");
  CHECK(claim.method.find("nu = eps^(1/p)") != std::string::npos);
  const ClaimResult result = judge(claim, Effort{});
  CHECK(result.as_expected());
  CHECK(result.faults.size() == 1);
}
