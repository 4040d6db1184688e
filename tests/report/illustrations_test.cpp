#include <assay/report/illustrations.hpp>
#include <assay/report/process.hpp>

#include <catch2/catch.hpp>

#include <support/sample_ledger.hpp>
#include <support/well_formed.hpp>

using namespace assay;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a program gets its arguments as they are and its input whole") {
  const Finished said = run_program({"printf", "%s", "$(id); `id` 'a' \"b\" | c > d"}, "");
  CHECK(said.succeeded);
  CHECK(said.output == "$(id); `id` 'a' \"b\" | c > d");
  const std::string much(5'000'000, 'x'); // more than any pipe holds
  CHECK(run_program({"cat"}, much).output == much);
}

TEST_CASE("a program that is missing or fails is told apart") {
  CHECK_FALSE(run_program({"no-such-program-as-this"}, "").installed);
  const Finished failed = run_program({"ls", "/no/such/folder"}, "");
  CHECK(failed.installed);
  CHECK_FALSE(failed.succeeded);
  CHECK(has(failed.errors, "/no/such/folder"));
}

TEST_CASE("a label of a plot is text to gnuplot, never a command") {
  Plot plot = sample::plot();
  plot.series[0].label = "'; system('false'); set output 'x'; print '";
  plot.x_label = "a\nset output 'x'";
  const std::string script = gnuplot_script(plot, "dumb");
  CHECK(has(script, "title '''; system(''false''); set output ''x''; print ''' noenhanced"));
  CHECK(has(script, "set xlabel 'aset output ''x''' noenhanced"));
}

TEST_CASE("gnuplot draws powers of ten from logarithms and skips what is not finite") {
  const std::string script = gnuplot_script(sample::plot(), "svg");
  CHECK(has(script, "set format x '10^{%g}'"));
  CHECK(has(script, "set xlabel 'nu' noenhanced"));
  CHECK_FALSE(has(script, "inf"));
  CHECK_FALSE(has(script, "logscale"));
  Plot empty = sample::plot();
  empty.series.clear();
  CHECK_FALSE(has(gnuplot_script(empty, "svg"), "plot "));
}

TEST_CASE("formulas and plots are made, the same bytes each time") {
  const Ledger ledger = sample::ledger();
  const Illustrations once = illustrate(ledger, 2);
  const Illustrations again = illustrate(ledger, 1);
  CHECK(once.notes.empty()); // blahtexml and gnuplot are among the packages of the tests
  REQUIRE(once.formulas.size() == 1);
  CHECK(once.formulas == again.formulas);
  CHECK(nesting_fault(once.formulas.begin()->second).empty());
  REQUIRE(once.plots.size() == 1);
  const auto& [stem, plot] = *once.plots.begin();
  CHECK(stem == "alpha-good-curve");
  CHECK(plot.svg == again.plots.begin()->second.svg);
  CHECK(has(plot.svg, "<svg"));
  CHECK_FALSE(has(plot.svg, "<script"));
  CHECK(plot.pdf.starts_with("%PDF"));
}

TEST_CASE("LaTeX that cannot be set is said, and kept as LaTeX") {
  std::vector<Job> jobs = sample::jobs();
  jobs.resize(1);
  jobs[0].claim.latex = R"(\nosuchcommand{x})";
  const Illustrations made = illustrate(run_ledger(std::move(jobs), {}), 1);
  CHECK(made.formulas.empty());
  REQUIRE(made.notes.size() == 1);
  CHECK(has(made.notes[0], "nosuchcommand"));
}
