// Solvers and instances as texts.
#include <assay/error.hpp>
#include <assay/experiments/selection.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace assay;

TEST_CASE("equal selections are equal texts") {
  CHECK(canonical_selection("f2sa_p") == "f2sa_p");
  CHECK(canonical_selection("f2sa_p:p=2.0,eta=1e-3") == "f2sa_p:eta=0.001,p=2");
  CHECK(canonical_selection("f2sa_p:eta=.001,p=02") == "f2sa_p:eta=0.001,p=2");
  CHECK(canonical_selection("a:b=-0") == canonical_selection("a:b=0.0"));
  CHECK(canonical_selection("a:b=-007") == "a:b=-7");
  CHECK(canonical_selection("a:b=1e5") == canonical_selection("a:b=100000"));
  // Beyond 2^53 a double would lose digits, so digits stay.
  CHECK(canonical_selection("a:seed=12345678901234567891") == "a:seed=12345678901234567891");
  CHECK(canonical_selection("a:mode=shared") == "a:mode=shared");
  CHECK(canonical_selection("a:mode=info") == "a:mode=info");
}

TEST_CASE("a solver in a file keeps its path, written in one way, and its class") {
  CHECK(canonical_selection("./lib.so:K=2.0") == "lib.so:K=2");
  CHECK(canonical_selection("a/../my.py:C:nu=.1,K=02") == "my.py:C:K=2,nu=0.1");
  CHECK(canonical_selection("my.py:C@0123456789abcdef:K=2") == "my.py:C@0123456789abcdef:K=2");
  CHECK_THROWS_AS(canonical_selection("lib.so:K"), InvalidArgument);
  CHECK_THROWS_AS(canonical_selection("a\xff/lib.so"), InvalidArgument);
}

TEST_CASE("what is no name, key or finite value is refused") {
  for (const std::string& text :
       {std::string(""),          std::string("f2 sa"),     std::string("2f"),
        std::string("a:"),        std::string("a:b"),       std::string("a:b="),
        std::string("a:b=1,b=2"), std::string("a:b=nan"),   std::string("a:b=inf"),
        std::string("a:b=-inf"),  std::string("a:b=1e999"), std::string("a:b=x y"),
        std::string("a:b=x\n"),   std::string("a:b=\"x\""), std::string("a:b=c:d"),
        std::string("a:b={1,2}"), std::string("a\nb"),      std::string("a:b=\xc3\xa9"),
        std::string(400, 'a'),    std::string("a:b=\0", 6)}) {
    INFO(text);
    CHECK_THROWS_AS(canonical_selection(text), InvalidArgument);
  }
}

TEST_CASE("braces stand for all combinations") {
  CHECK(expanded("sgd") == std::vector<std::string>{"sgd"});
  CHECK(expanded("f:p={1,2,4..6}") ==
        std::vector<std::string>{"f:p=1", "f:p=2", "f:p=4", "f:p=5", "f:p=6"});
  CHECK(expanded("{a,b}:x={0.1,c}") ==
        std::vector<std::string>{"a:x=0.1", "a:x=c", "b:x=0.1", "b:x=c"});
  CHECK(expanded("a:x={0.5..1}") == std::vector<std::string>{"a:x=0.5..1"});
}

TEST_CASE("braces that do not pair, are empty or stand for too much are refused") {
  for (const char* text : {"a{", "a}", "a{1", "a{{1}}", "a{}", "a{1,}", "a{5..1}", "a{0..1000}",
                           "{0..99}{0..99}{0..1}", "a{-2147483648..2147483647}"}) {
    INFO(text);
    CHECK_THROWS_AS(expanded(text), InvalidArgument);
  }
  CHECK(expanded("{0..99}{0..99}").size() == 10'000);
}

TEST_CASE("numbers in texts are ordered by value") {
  std::vector<std::string> texts = {"f:p=10", "g", "f:p=2", "f", "f:p=2,q=1", "f:p=02"};
  std::sort(texts.begin(), texts.end(), naturally_less);
  CHECK(texts == std::vector<std::string>{"f", "f:p=02", "f:p=2", "f:p=2,q=1", "f:p=10", "g"});
  CHECK_FALSE(naturally_less("f:p=2", "f:p=2"));
}
