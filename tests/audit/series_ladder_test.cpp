// How errors of longer and longer series are judged.
#include <assay/audit/audit.hpp>
#include <assay/audit/series_ladder.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace assay;
using namespace assay::audit;

namespace {

CheckResult judged(const std::function<double(double)>& error,
                   std::optional<double> factor = {},
                   double floor = 1e-8) {
  SeriesLadder ladder{.floor = floor, .factor = factor, .elsewhere = "it is elsewhere"};
  for (double n = 1; n <= 200 && (ladder.errors.empty() || ladder.errors.back() > floor);
       n = std::ceil(1.4 * n)) {
    ladder.lengths.push_back(n);
    ladder.errors.push_back(error(n));
  }
  return judge_series(ladder);
}

bool says(const CheckResult& result, const std::string& part) {
  return result.outcome == Outcome::finding && result.said.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a geometric series passes, known step or not, fast or slow") {
  for (const double factor : {0.5, 0.9, 0.999}) {
    const auto error = [factor](double n) { return std::pow(factor, n); };
    INFO(factor);
    CHECK(judged(error, factor).outcome == Outcome::passed);
  }
  CHECK(judged([](double n) { return std::pow(0.5, n); }).outcome == Outcome::passed);
  const auto two_eigenvalues = [](double n) { return std::pow(0.8, n) + 0.01 * std::pow(0.9, n); };
  CHECK(judged(two_eigenvalues).outcome == Outcome::passed);
  CHECK(judged([](double) { return 1e-12; }).outcome == Outcome::passed); // exact at once
}

TEST_CASE("a series that moves to grad phi too slowly is found") {
  const auto half = [](double n) { return std::pow(0.5, std::ceil(n / 2)); };
  CHECK(says(judged(half, 0.5), "multiplies the error by 0.7"));
  CHECK(says(judged([](double n) { return 1 / n; }), "as a power of its length"));
  CHECK(says(judged([](double n) { return 1 / (n * n); }), "as a power of its length"));
}

TEST_CASE("a series that stops, or leads away, is found") {
  const auto stops = [](double n) { return std::pow(0.5, n) + 1e-4; };
  CHECK(says(judged(stops, 0.5), "it is elsewhere"));
  CHECK(says(judged(stops), "does not bring the estimate nearer"));
  const auto grows = [](double n) { return std::pow(0.5, n) + 1e-6 * std::pow(1.1, n); };
  CHECK(says(judged(grows, 0.5), "lead away"));
}

TEST_CASE("the step of a series is read off its first terms") {
  const Subject subject = built_in_subject("stocbio");
  const Context context{subject, Effort::smoke, 1};
  const Instance instance = make_problem({.kappa = 2});
  for (const double eta : {0.1, 0.3}) {
    for (const int products : {0, 1}) {
      const Limit limit = held_limit(context, instance, with(with({}, "eta", eta), "Q", products));
      const auto read = first_step(instance, limit);
      INFO(eta << ", " << products);
      REQUIRE(read);
      CHECK(*read == Approx(eta).epsilon(1e-8));
    }
    const Limit longer = held_limit(context, instance, with(with({}, "eta", eta), "Q", 2));
    CHECK_FALSE(first_step(instance, longer));
  }
}
