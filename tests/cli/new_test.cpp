// `assay new` writes templates that work.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <support/program.hpp>

using program::content;
using program::Folder;
using program::Outcome;
using program::run;

namespace {

Outcome in(const Folder& folder, const std::vector<std::string>& arguments) {
  program::Setting setting;
  setting.folder = folder.path();
  return run(arguments, setting);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The first line that `assay new` says to run.
std::string first_command(const std::string& text) {
  const std::size_t begin = text.find("\n  ") + 3;
  return text.substr(begin, text.find('\n', begin) - begin);
}

int shell(const Folder& folder, const std::string& command) {
  return std::system(("cd " + folder.path().string() + " && " + command).c_str());
}

} // namespace

namespace {

/// What a template says is done to the letter: its line compiles it, its audit passes, and the edit
/// it names, `mistake` for sed, is found.
void check_template(const std::string& language,
                    const std::string& file,
                    const std::string& says,
                    const std::string& mistake) {
  const Folder folder;
  const Outcome made = in(folder, {"new", "solver", "my_thing", "--lang", language});
  CHECK(made.code == 0);
  CHECK(has(made.out, "assay audit ./libmy_thing.so"));
  REQUIRE(shell(folder, first_command(made.out)) == 0);
  const std::vector<std::string> audit = {"audit", "./libmy_thing.so", "--effort", "smoke"};
  const Outcome whole = in(folder, audit);
  INFO(whole.out);
  CHECK(whole.code == 0);

  REQUIRE(has(content(folder.path() / file), says));
  REQUIRE(shell(folder, "sed -i '" + mistake + "' " + file) == 0);
  REQUIRE(shell(folder, first_command(made.out)) == 0);
  const Outcome broken = in(folder, audit);
  CHECK(broken.code == 1);
  CHECK(has(broken.out, "the limit is"));
}

} // namespace

TEST_CASE("a template in C compiles by the line it says, passes its audit, and breaks as it says") {
  check_template("c", "my_thing.c", "write 0.4 for the 0.5 before s->part[k]",
                 "s/+= 0.5 \\* s->part/+= 0.4 * s->part/");
}

TEST_CASE("a template in C++ compiles by the line it says, passes its audit, breaks as it says") {
  check_template("c++", "my_thing.cpp", "write 0.4 for the 0.5 before part_",
                 "s/0.5 \\* part_/0.4 * part_/");
}

TEST_CASE("a template carries its name, and nothing is overwritten") {
  const Folder folder;
  CHECK(in(folder, {"new", "solver", "my_thing", "--lang", "python"}).code == 0);
  CHECK(has(content(folder.path() / "my_thing.py"), "class MyThing:"));
  CHECK(in(folder, {"new", "solver", "my_thing"}).code == 0);
  CHECK(has(content(folder.path() / "my_thing.cpp"), "ASSAY_EXPORT_SOLVER(MyThing"));
  CHECK(in(folder, {"new", "claim", "my_claim", "--out", "claim"}).code == 0);
  CHECK(has(content(folder.path() / "claim" / "CMakeLists.txt"), "add_executable(my_claim"));
  CHECK(in(folder, {"new", "problem", "my_problem", "--out", "problem"}).code == 0);
  const Outcome again = in(folder, {"new", "solver", "my_thing"});
  CHECK(again.code == 5);
  CHECK(has(again.err, "exists already"));
  CHECK(in(folder, {"new", "solver", "My-Thing"}).code == 2);
  CHECK(in(folder, {"new", "solver", "my_thing", "--lang", "cobol"}).code == 2);
}
