#include <assay/report/html.hpp>
#include <assay/report/junit.hpp>
#include <assay/report/markdown.hpp>
#include <assay/report/markup.hpp>
#include <assay/report/text.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>
#include <support/sample_ledger.hpp>
#include <support/well_formed.hpp>

using namespace assay;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const Illustrations& drawings() {
  static const Illustrations made = illustrate(sample::ledger(), 2);
  return made;
}

} // namespace

TEST_CASE("the well-formedness check sees a wrong nesting") {
  CHECK(nesting_fault("<a><b x=\"1\"/><br></a>").empty());
  CHECK_FALSE(nesting_fault("<a><b></a></b>").empty());
  CHECK_FALSE(nesting_fault("<a>").empty());
}

TEST_CASE("the page is one file: no script, no network, well formed") {
  const std::string page = to_html(sample::ledger(), drawings());
  CHECK(nesting_fault(page).empty());
  CHECK_FALSE(has(page, "<script"));
  CHECK_FALSE(has(page, "<link"));
  CHECK_FALSE(has(page, "src=\"http"));
  CHECK_FALSE(has(page, "url("));
  CHECK_FALSE(has(page, "@import"));
  CHECK(has(page, "@media print"));
  CHECK(has(page, "id=\"contents\""));
  CHECK(has(page, "<details"));
  CHECK(has(page, "&lt;bug&gt;"));
  CHECK_FALSE(has(page, "<bug>"));
}

TEST_CASE("a verdict on the page is a word and a mark, not only a colour") {
  const std::string page = to_html(sample::ledger(), {});
  CHECK(has(page, "\u2713 supported"));
  CHECK(has(page, "\u2717 refuted as expected"));
  CHECK(has(page, "\u2717 REFUTED (expected supported)"));
  CHECK(has(page, "\u2205 VACUOUS"));
  CHECK(has(page, "\u26a0 BROKEN"));
}

TEST_CASE("without the other programs the page shows LaTeX and says what is missing") {
  const std::string page = to_html(sample::ledger(), {});
  CHECK(has(page, "<code>\\left\\| a - b \\right\\| &lt; 1</code>"));
  CHECK(has(page, "Plot not drawn: it's a `test`"));
  CHECK(nesting_fault(page).empty());
}

TEST_CASE("text, Markdown, JUnit and the page are the same for any number of threads") {
  const Ledger one = sample::ledger(1);
  const Ledger two = sample::ledger(2);
  CHECK(to_text(one, {}) == to_text(two, {}));
  CHECK(to_markdown(one) == to_markdown(two));
  CHECK(to_junit(one) == to_junit(two));
  CHECK(to_html(one, illustrate(one, 1)) == to_html(two, drawings()));
}

TEST_CASE("the text starts with the counts and fits the width it was given") {
  const Ledger ledger = sample::ledger();
  for (const std::size_t width : {80U, 100U, 160U}) {
    std::istringstream lines(to_text(ledger, {.width = width}));
    std::string line;
    REQUIRE(std::getline(lines, line));
    CHECK(line.starts_with("6 claims:"));
    for (; std::getline(lines, line);) {
      CHECK(line.size() <= width);
      CHECK_FALSE(line.ends_with(' '));
      CHECK_FALSE(has(line, "\x1b"));
    }
  }
  CHECK(has(to_text(ledger, {.colour = true}), "\x1b["));
}

TEST_CASE("the text names what is not as expected, and how to repeat it") {
  const std::string text = to_text(sample::ledger(), {});
  CHECK(has(text, "Not as expected"));
  CHECK(has(text, "a bug stopped this check: a <bug>"));
  CHECK(has(text, "repeat: assay verify beta/wrong --effort normal --seed 1"));
  CHECK_FALSE(has(text, "repeat: assay verify alpha/good"));
}

TEST_CASE("what an interruption left out is in every report") {
  Ledger ledger = sample::ledger();
  ledger.not_run = {"gamma/late"};
  CHECK(has(to_text(ledger, {}), "gamma/late"));
  CHECK(has(to_markdown(ledger), "gamma/late"));
  CHECK(has(to_html(ledger, {}), "gamma/late"));
  CHECK(has(to_junit(ledger), "<skipped message=\"interrupted\"/>"));
}

TEST_CASE("JUnit counts failures and errors, and is well formed") {
  const std::string xml = to_junit(sample::ledger());
  CHECK(nesting_fault(xml).empty());
  // Five claims with one fault each, and a broken one that counts once.
  CHECK(has(xml, "tests=\"11\" failures=\"2\" errors=\"1\" skipped=\"0\""));
}

TEST_CASE("a Markdown cell keeps to its cell") {
  CHECK(escape_markdown("a|b*c_d<e>\n") == "a\\|b\\*c\\_d\\<e\\> ");
  std::istringstream lines(to_markdown(sample::ledger()));
  std::string line;
  std::size_t rows = 0;
  while (std::getline(lines, line)) {
    if (line.starts_with("|")) {
      ++rows;
      std::size_t bars = 0;
      for (std::size_t i = 0; i < line.size(); ++i) {
        bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
      }
      CHECK(bars == 7);
    }
  }
  CHECK(rows == 8);
}

TEST_CASE("base64 is base64") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe\xfd") == "//79");
}

TEST_CASE("what assay show prints holds every field") {
  const std::string text = describe(sample::jobs()[0].claim, "assay verify alpha/good", {});
  for (const char* part :
       {"Statement", "Assumptions", "someone2026, Lemma 1 (arXiv v1)", "Method", "Reduces to",
        "Not shown", "a planted fault (must be refuted)", "Reproduce"}) {
    CHECK(has(text, part));
  }
}
