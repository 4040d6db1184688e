#include <assay/report/table.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("a line breaks at blanks, then after slashes, then anywhere") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("finite_differences/order_of", 20) ==
        std::vector<std::string>{"finite_differences/", "order_of"});
  CHECK(wrap("abcdefghij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
  CHECK(wrap("", 4) == std::vector<std::string>{""});
}

TEST_CASE("a code point counts one column and is never cut") {
  CHECK(wrap("\u03b1\u03b2\u03b3\u03b4", 2) ==
        std::vector<std::string>{"\u03b1\u03b2", "\u03b3\u03b4"});
}

TEST_CASE("a table is aligned under its header") {
  CHECK(render({{"a", "bb"}, {{"ccc", "d"}, {"e", "ff"}}}, 40) ==
        "a    bb\n---  --\nccc  d\ne    ff\n");
}

TEST_CASE("a paragraph hangs") { CHECK(paragraph("one two three", 9, 2) == "one two\n  three"); }
