// The digest that keys and solvers in files are made of.
#include <assay/store/digest.hpp>

#include <catch2/catch.hpp>

using assay::digest;

TEST_CASE("a digest is FNV-1a in 128 bits") {
  CHECK(digest("") == "6c62272e07bb014262b821756295c58d"); // by its specification
  CHECK(digest("a") == "d228cb696f1a8caf78912b704e4a8964");
  CHECK(digest(std::string("a\0", 2)) != digest("a"));
}
