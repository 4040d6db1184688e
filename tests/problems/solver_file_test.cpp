// Solvers in files, by their texts.
#include <assay/error.hpp>
#include <assay/problems/parameters.hpp>
#include <assay/problems/solver_file.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using Catch::Matchers::Contains;

namespace {

std::string name_in(const std::string& text) { return text.substr(0, end_of_name(text)); }

} // namespace

TEST_CASE("a path or a Python class names a file, a word does not") {
  for (const char* text : {"libmy_solver.so", "./libmy_solver", "libmy_solver.so:K=3",
                           "my_solver.py:MySolver", "my_solver.py:MySolver:K=3,nu=0.1",
                           "libmy_solver.so@0123456789abcdef:K=3", "my_solver.py"}) {
    INFO(text);
    CHECK(names_file(text));
  }
  for (const char* text : {"f2sa_p", "f2sa_p:p=2", "sgd:", "f2sa_p:mode=a/b"}) {
    INFO(text);
    CHECK_FALSE(names_file(text));
  }
}

TEST_CASE("the name ends where the parameters begin, whatever colons the path has") {
  CHECK(name_in("f2sa_p:p=2") == "f2sa_p");
  CHECK(name_in("f2sa_p:p") == "f2sa_p"); // a mistake that is told of later
  CHECK(name_in("my_solver.py:MySolver") == "my_solver.py:MySolver");
  CHECK(name_in("my_solver.py:Outer.Inner:K=3,nu=0.1") == "my_solver.py:Outer.Inner");
  CHECK(name_in("./a:b/lib.so:K=3") == "./a:b/lib.so");
  CHECK(name_in("./a=b/lib.so:K=3") == "./a=b/lib.so");
  const Selected selected = parse_selected("my solvers/my_solver.py:MySolver:K=3,nu=0.1");
  CHECK(selected.name == "my solvers/my_solver.py:MySolver");
  CHECK(selected.parameters.number("K", 0) == 3);
}

TEST_CASE("a digest is sixteen digits behind the name") {
  const SolverFile file = parse_solver_file("a@b/my_solver.py:MySolver@0123456789abcdef");
  CHECK(file.place == "a@b/my_solver.py:MySolver");
  CHECK(file.digest == "0123456789abcdef");
  CHECK(to_string(file) == "a@b/my_solver.py:MySolver@0123456789abcdef");
  for (const char* none :
       {"lib.so", "lib.so@", "lib.so@0123456789abcde", "lib.so@0123456789ABCDEF"}) {
    CHECK(parse_solver_file(none).place == none);
    CHECK(parse_solver_file(none).digest.empty());
  }
}

TEST_CASE("one path is written in one way") {
  CHECK(path_of("a.py:B") == "a.py");
  CHECK(path_of("a.pyx") == "a.pyx");
  CHECK(canonical_place("./lib.so") == "lib.so");
  CHECK(canonical_place("a/../b//my.py:C") == "b/my.py:C");
  CHECK(canonical_place("./mylib") == "./mylib"); // still a path
  CHECK(canonical_place("with space/lib.so") == "with space/lib.so");
  for (const char* bad : {"a:b/lib.so", "a*/lib.so", "a{1,2}.so", "it's/lib.so", "a\nb/lib.so"}) {
    CHECK_THROWS_WITH(canonical_place(bad), Contains("rename or link"));
  }
}
