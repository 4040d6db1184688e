// The digest that keys and solvers in files are made of.
#include <assay/store/digest.hpp>

#include <catch2/catch.hpp>

using namespace assay;

TEST_CASE("a digest is FNV-1a in 128 bits") {
  CHECK(digest("") == "6c62272e07bb014262b821756295c58d"); // by its specification
  CHECK(digest("a") == "d228cb696f1a8caf78912b704e4a8964");
  CHECK(digest(std::string("a\0", 2)) != digest("a"));
}

TEST_CASE("a digest of pieces is that of the text, and its digits read back in its order") {
  const Count value = Digest().add("a").add("").add("bc").value();
  CHECK(hexadecimal(value) == digest("abc"));
  CHECK((parse_hexadecimal(digest("abc")) == value));
  CHECK((parse_hexadecimal(std::string(32, '9')) < parse_hexadecimal(std::string(32, 'a'))));
  CHECK(hexadecimal(1) == std::string(31, '0') + "1");
}

TEST_CASE("what is not 32 hexadecimal digits is refused") {
  for (const std::string& text :
       {std::string(31, '0'), std::string(33, '0'), std::string(31, '0') + "A",
        std::string(31, '0') + "g", std::string(31, '0') + "-", std::string()}) {
    CHECK_THROWS_AS(parse_hexadecimal(text), InvalidArgument);
  }
}
