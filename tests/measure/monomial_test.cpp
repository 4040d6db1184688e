#include <assay/error.hpp>
#include <assay/measure/schedule.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("an exponent is a function of p, equal only if equal at every p") {
  const Exponent p = Exponent::order();
  const Exponent printed = Exponent(-4) - Exponent(2) / p;
  const Exponent misprint = Exponent(-4) - p / Exponent(2);
  CHECK(printed.at(2) == misprint.at(2));
  CHECK(printed.at(1) == -6);
  CHECK(misprint.at(1) == ratio(-9, 2));
  CHECK(!(printed == misprint));
  CHECK(to_string(printed) == "-4-2/p");
  CHECK(to_string(misprint) == "-4-p/2");
  CHECK(to_string(Exponent(0)) == "0");
  CHECK((Exponent(2) * p + Exponent(1)) * (Exponent(1) / p) == Exponent(2) + Exponent::order(-1));
  CHECK(printed.sign() == -1);
  CHECK(!(p - Exponent(3)).sign());
  CHECK(Exponent(0).sign() == 0);
  CHECK_THROWS_AS(Exponent(1) / (p + Exponent(1)), InvalidArgument);
  CHECK_THROWS_AS(p.at(0), InvalidArgument);
}

TEST_CASE("evaluating at p commutes with sums, products and single-term quotients") {
  const Exponent p = Exponent::order();
  const std::vector<Exponent> some = {0,
                                      3,
                                      ratio(-7, 2),
                                      p,
                                      Exponent(2) / p,
                                      Exponent(9) + Exponent(2) / p,
                                      Exponent(2) * p + Exponent(1)};
  int looked = 0;
  for (const Exponent& a : some) {
    for (const Exponent& b : some) {
      for (int at = 1; at <= 12; ++at) {
        CHECK((a + b).at(at) == a.at(at) + b.at(at));
        CHECK((a - b).at(at) == a.at(at) - b.at(at));
        CHECK((a * b).at(at) == a.at(at) * b.at(at));
        if (b.terms().size() == 1) {
          CHECK((a / b).at(at) == a.at(at) / b.at(at));
        }
        ++looked;
      }
    }
  }
  CHECK(looked == 7 * 7 * 12);
}

TEST_CASE("monomials multiply, divide and are raised to powers exactly") {
  const Monomial eps("eps");
  const Monomial kappa("kappa");
  const Monomial cost = kappa.power(ratio(7, 2)) / eps.power(2);
  CHECK(cost * eps.power(2) == kappa.power(ratio(7, 2)));
  CHECK(cost / cost == Monomial());
  CHECK(cost.power(2).exponent_of("kappa") == Exponent(7));
  CHECK(cost.power(0) == Monomial());
  CHECK(to_string(cost) == "kappa^(7/2) eps^(-2)");
  CHECK(to_string(Monomial()) == "1");
  CHECK(to_latex(cost) == R"(\kappa^{7/2} \varepsilon^{-2})");
  CHECK(to_latex(Monomial("L_1") * Monomial("dx")) == R"(L_{1} \mathrm{dx})");
  CHECK(squared_norm_to_norm(cost).exponent_of("eps") == Exponent(-4));
  CHECK(squared_norm_to_norm(cost).exponent_of("kappa") == cost.exponent_of("kappa"));
}

TEST_CASE("the term that dominates is the worst in eps, then in kappa, then in logarithms") {
  const Schedule none;
  CHECK(none("kappa^9 eps^-4 + kappa eps^-6").leading() == none("kappa eps^-6").leading());
  CHECK(none("kappa^9 eps^-4 + kappa^7 eps^-4").leading() == none("kappa^9 eps^-4").leading());
  CHECK(none("eps^-4 log + eps^-4").leading() == none("eps^-4 log").leading());
  CHECK(none("eps + eps + 3").terms().size() == 2);
  CHECK_THROWS_AS(none("sigma + Delta").leading(), Undecidable);
  CHECK_THROWS_AS(none("eps^(-3) + eps^(-p)").leading(), Undecidable);
  CHECK(none("eps^(-3) + eps^(-p)").at(4).leading() == Monomial("eps", -4));
}

TEST_CASE("at p = c log/loglog a power 1/p of kappa/eps is a power 1/c of the logarithm") {
  const auto at = [](const char* cost, const GrowingOrder& order) {
    return at_growing_order(Schedule()(cost).leading(), order);
  };
  const Schedule none;
  CHECK(at("p (kappa/eps)^(2/p) eps^-4", {.factor = 2}) == none("eps^-4 log^2 / loglog").leading());
  CHECK(at("p (kappa/eps)^(2/p) eps^-4", {.factor = 1}) == none("eps^-4 log^3 / loglog").leading());
  CHECK(at("Lbar^(3/p) kappa^(5+1/p) eps^(-2/p)", {.kappa_fixed = true}) ==
        none("kappa^5 log^2").leading());
  // what does not pair up is left, and so is p in the numerator
  CHECK(at("eps^(-2/p)", {}) == none("kappa^(-2/p) log^2").leading());
  CHECK(at("kappa^(3/p) eps^(-1/p)", {}) == none("kappa^(2/p) log").leading());
  CHECK(at("eps^(-p)", {}) == none("eps^(-p)").leading());
}

TEST_CASE("a schedule reads what papers write") {
  const Schedule schedule({"nu = (eps / (Lbar kappa^(2p+1)))^(1/p)", "S = sigma^2/(nu^2 eps^2)"});
  CHECK(to_string(schedule("p S").leading()) == "Lbar^(2/p) p sigma^2 kappa^(4+2/p) eps^(-2-2/p)");
  CHECK(schedule("2 S * 3").leading() == schedule("S").leading());
  CHECK(schedule("eps^-2").leading() == schedule("1/eps^2").leading());
  CHECK(schedule("(eps^2)^(-1/2)").leading() == schedule("1/eps").leading());
  CHECK(schedule("S (1 + eps) / S").leading() == Monomial());
}

TEST_CASE("text that is no expression is refused with its column") {
  const Schedule none;
  for (const char* bad :
       {"", "eps +", "(eps", "eps)", "eps^q", "eps^", "0 eps", "eps - 1", "eps^()"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(none(bad), InvalidArgument);
  }
  CHECK_THROWS_WITH(none("eps +"), Catch::Contains("column 6"));
  CHECK_THROWS_AS(Schedule({"eps^2"}), InvalidArgument);
  CHECK_THROWS_AS(Schedule({"2 = eps"}), InvalidArgument);
  CHECK_THROWS_AS(none("(1 + eps)^2"), InvalidArgument);
}
