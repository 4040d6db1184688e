#include <assay/cli/exit.hpp>
#include <assay/cli/select.hpp>
#include <assay/error.hpp>

#include <catch2/catch.hpp>

#include <support/sample_ledger.hpp>

using namespace assay;
using namespace assay::cli;

TEST_CASE("a star crosses slashes") {
  CHECK(matches("*", "a/b"));
  CHECK(matches("a*", "a/b"));
  CHECK(matches("*b", "a/b"));
  CHECK(matches("a?b", "a/b"));
  CHECK(matches("*a*b*", "xxaxx/bxx"));
  CHECK(matches("a/b**", "a/b"));
  CHECK_FALSE(matches("a", "a/b"));
  CHECK_FALSE(matches("?", ""));
  CHECK_FALSE(matches("", "a"));
  CHECK_FALSE(matches("*c", "a/b"));
}

TEST_CASE("a pattern without a slash may match the stem alone") {
  CHECK(picks("bias_order", "chen/bias_order"));
  CHECK(picks("bias*", "chen/bias_order"));
  CHECK(picks("chen*", "chen/bias_order"));
  CHECK_FALSE(picks("x/bias*", "chen/bias_order"));
  CHECK_FALSE(picks("bias", "chen/bias_order"));
}

TEST_CASE("the nearest names are suggested, and nothing that is far") {
  const std::vector<std::string> names = {"chen/bias_order", "chen/sharp_bound", "fd/order"};
  CHECK(nearest("chen/bias_ordre", names).front() == "chen/bias_order");
  CHECK(nearest("bias_odrer", names).front() == "chen/bias_order");
  CHECK(nearest("bound", names).front() == "chen/sharp_bound");
  CHECK(nearest("zzzzzzzzzzzz", names).empty());
  CHECK(suggestion("fd/ordr", names) == "; did you mean fd/order?");
  CHECK(suggestion("zzzzzzzzzzzz", names).empty());
}

TEST_CASE("lists of orders") {
  CHECK(parse_list("1,2,4..8", 1, 64) == std::vector<int>{1, 2, 4, 5, 6, 7, 8});
  CHECK(parse_list("3", 1, 64) == std::vector<int>{3});
  CHECK(parse_list("5,1,5", 1, 64) == std::vector<int>{1, 5});
  CHECK(parse_list("2..2", 1, 64) == std::vector<int>{2});
  for (const char* bad : {"", ",", "1,", "a", "1..", "..2", "4..1", "0", "65", "1-3", "1 2",
                          "1...3", "-1", "1.5", "99999999999999999999"}) {
    INFO(bad);
    CHECK_THROWS_AS(parse_list(bad, 1, 64), InvalidArgument);
  }
}

TEST_CASE("exit codes: 70 > an interruption > 2 > 5 > 4 > 1 > 3 > 0") {
  const std::vector<int> upwards = {0, 3, 1, 4, 5, 2, 130, 70};
  for (std::size_t i = 0; i < upwards.size(); ++i) {
    for (std::size_t j = i; j < upwards.size(); ++j) {
      CHECK(worse(upwards[i], upwards[j]) == upwards[j]);
      CHECK(worse(upwards[j], upwards[i]) == upwards[j]);
    }
  }
}

TEST_CASE("the code of a ledger is that of its worst claim") {
  const Ledger all = sample::ledger();
  const auto only = [&all](std::initializer_list<std::size_t> chosen) {
    Ledger some;
    for (const std::size_t i : chosen) {
      some.results.push_back(all.results[i]);
    }
    return exit_code(some);
  };
  CHECK(only({0, 1, 2}) == as_expected); // refuted and inconclusive as expected are successes
  CHECK(only({0, 3}) == otherwise);
  CHECK(only({0, 4}) == undecided);
  CHECK(only({3, 4}) == otherwise);
  CHECK(exit_code(all) == bug);
  Ledger escaped;
  escaped.results = {all.results[0]};
  escaped.results[0].faults[0].judgement.verdict = Verdict::inconclusive;
  CHECK(exit_code(escaped) == otherwise);
}
