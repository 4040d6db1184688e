#include <assay/differences/generators.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("every generated stencil is consistent, and so is what is simpler", "[differences]") {
  int checked = 0;
  for (std::uint32_t trial = 0; trial < 24; ++trial) {
    Stream stream(1, trial, "test");
    const int nodes = 2 + static_cast<int>(trial % 6);
    const auto kind = static_cast<NastyStencil>(trial % nasty_stencil_kinds);
    for (const Stencil& s : {good_stencil(nodes, stream), nasty_stencil(kind, nodes, stream)}) {
      REQUIRE(s.size() == static_cast<std::size_t>(nodes));
      CHECK(facts(s).consistent);
      for (const Stencil& t : simpler(s)) {
        CHECK(facts(t).consistent);
        CHECK(t.size() >= 2);
        CHECK_FALSE(t == s);
        ++checked;
      }
    }
  }
  CHECK(checked > 100);
}

TEST_CASE("a nasty stencil is as nasty as its kind says", "[differences]") {
  Stream stream(1, 0, "test");
  const Stencil crowded = nasty_stencil(NastyStencil::crowded, 4, stream);
  CHECK(crowded.nodes[1] - crowded.nodes[0] == power(10, -9));
  CHECK(nasty_stencil(NastyStencil::one_sided, 4, stream).nodes.front() > 0);
  CHECK_THROWS_AS(good_stencil(1, stream), InvalidArgument);
}
