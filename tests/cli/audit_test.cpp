// `assay audit` as a user runs it.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <support/program.hpp>
#include <support/schema.hpp>

using program::content;
using program::Folder;
using program::Outcome;
using program::run;

namespace {

Outcome audit(const Folder& folder, std::vector<std::string> options) {
  options.insert(options.begin(), "audit");
  program::Setting setting;
  setting.folder = folder.path();
  return run(options, setting);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("an audit prints its certificate and writes it in every format") {
  const Folder folder;
  const Outcome found = audit(folder, {"sgd", "--effort", "smoke", "--threads", "2"});
  INFO(found.err);
  CHECK(found.code == 0);
  CHECK(has(found.out, "sgd: no finding; "));
  CHECK(has(found.err, "passed"));
  const std::string json = content(folder.path() / "assay-out" / "certificate.json");
  CHECK(schema_complaints("certificate", json) == "");
  CHECK(nlohmann::json::parse(json)["verdict"] == "supported");
  CHECK(has(content(folder.path() / "assay-out" / "certificate.html"), "Certificate of sgd"));
  CHECK(has(content(folder.path() / "assay-out" / "certificate.md"), "# Certificate of `sgd`"));
  CHECK(has(content(folder.path() / "assay-out" / "run.json"), "seconds_per_check"));
}

// Steps of y so short that the estimate has not settled.
TEST_CASE("advice says what it costs: calls in the certificate, seconds beside it") {
  const Folder folder;
  const Outcome undecided =
      audit(folder, {"stocbio:alpha=1e-6,D=1", "--only", "anisotropic", "--effort", "smoke"});
  CHECK(undecided.code == 3);
  CHECK(has(undecided.out, "--effort full (this check then makes up to about "));
  CHECK(has(undecided.err, "to decide limits/anisotropic, --effort full may take "));
  const auto run_json = nlohmann::json::parse(content(folder.path() / "assay-out" / "run.json"));
  CHECK(run_json["seconds_to_decide_at_most"]["limits/anisotropic"] > 0);
}

TEST_CASE("the certificate is the same for any number of threads") {
  const Folder folder;
  const auto json = [&](const char* threads) {
    return audit(folder, {"stocbio", "--effort", "smoke", "--format", "json", "--threads", threads})
        .out;
  };
  CHECK(json("1") == json("2"));
}

TEST_CASE("a declaration that is not kept is a finding and exit code 1") {
  const Folder folder;
  std::ofstream(folder.path() / "false.toml") << "calls = [\"n_fx\"]\n";
  const Outcome found = audit(folder, {"slip", "--declare", "false.toml", "--only", "kinds"});
  CHECK(found.code == 1);
  CHECK(has(found.out, "it asks what it does not declare: n_fy, n_gy, n_hvp, n_jvp"));
  CHECK(has(found.out, "repeat: assay audit slip"));
}

namespace {

/// The template in C as a library, with `more` after its line `where`.
void make_library(const std::filesystem::path& folder,
                  const std::string& where,
                  const std::string& more) {
  program::Setting setting;
  setting.folder = folder;
  REQUIRE(run({"new", "solver", "mine", "--lang", "c"}, setting).code == 0);
  std::string source = content(folder / "mine.c");
  const std::size_t at = source.find(where);
  REQUIRE(at != std::string::npos);
  std::ofstream(folder / "mine.c") << source.insert(source.find('\n', at) + 1, more);
  REQUIRE(std::system(("cd '" + folder.string() + "' && cc -shared -fPIC -I. mine.c -o mine.so -lm")
                          .c_str()) == 0);
}

} // namespace

TEST_CASE("checks that a solver's end left undone are listed as not run, and exit code 4") {
  // Beside the program: what a solver writes to the folders of temporary files may be its own.
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_PROGRAM).parent_path() / "audit_test_folder";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  // The first process finds no such file.
  make_library(folder, "#include <assay", R"(
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void load(void) {
  if (access("loaded", F_OK) == 0) {
    abort();
  }
  fclose(fopen("loaded", "w"));
}
)");
  program::Setting setting;
  setting.folder = folder;
  const Outcome found = run({"audit", "./mine.so", "--effort", "smoke", "--threads", "1", "--only",
                             "contract/same_seed", "contract/moves", "stress/heavy_tails"},
                            setting);
  INFO(found.err);
  CHECK(found.code == 4);
  CHECK(has(found.out, "./mine.so: no finding, 1 not run; 2 passed"));
  const auto json = nlohmann::json::parse(content(folder / "assay-out" / "certificate.json"));
  CHECK(json["checks"][0]["outcome"] == "not run");
  const std::string said = json["checks"][0]["said"];
  CHECK(has(said, "it loaded once and does not again: "));
  CHECK(has(said, ": abort while it was loaded"));
  CHECK(json["verdict"] == "inconclusive");
  std::filesystem::remove_all(folder);
}

TEST_CASE("a crash that leaves nothing undone is a finding and exit code 1, in destroy too") {
  const Folder folder;
  make_library(folder.path(), "static void destroy(void* self) {", "  abort();\n");
  const Outcome found = audit(folder, {"./mine.so", "--effort", "smoke", "--only", "moves"});
  INFO(found.err);
  CHECK(found.code == 1);
  CHECK(has(found.out, "it broke: abort in destroy"));
}

TEST_CASE("bad input is one line and exit code 2") {
  const Folder folder;
  std::ofstream(folder.path() / "bad.toml") << "ordre = 2\n";
  CHECK(audit(folder, {"slipp"}).code == 2);
  CHECK(has(audit(folder, {"slipp"}).err, "slip"));
  CHECK(audit(folder, {"slip", "--only", "nothing"}).code == 2);
  CHECK(audit(folder, {"slip", "--effort", "some"}).code == 2);
  CHECK(has(audit(folder, {"slip", "--declare", "bad.toml"}).err, "bad.toml:1:1: unknown key"));
  CHECK(audit(folder, {"slip", "--declare", "none.toml"}).code == 5);
  CHECK(audit(folder, {}).code == 2);
}

TEST_CASE("the command that a certificate prints repeats the outcome as it stands") {
  const Folder folder;
  std::ofstream(folder.path() / "my claim.toml") << "calls = [\"n_fx\"]\n";
  make_library(folder.path(), "static int step(void* self", "  // as it is\n");
  for (const std::vector<std::string>& given :
       {std::vector<std::string>{"slip", "--declare", "my claim.toml"},
        std::vector<std::string>{"./mine.so", "--declare", "my claim.toml", "--memory", "3000",
                                 "--answer-seconds", "12.5"}}) {
    std::vector<std::string> options = given;
    options.insert(options.end(), {"--only", "kinds", "--effort", "smoke", "--seed", "7"});
    const Outcome found = audit(folder, options);
    INFO(found.out << found.err);
    CHECK(found.code == 1);
    const auto json =
        nlohmann::json::parse(content(folder.path() / "assay-out" / "certificate.json"));
    std::string command = json["checks"][0]["reproduce"];
    REQUIRE(has(command, "assay audit "));
    command = "cd '" + folder.path().string() + "' && '" + ASSAY_PROGRAM + "'" +
              command.substr(command.find(' ')) + " --format json --out again >again.json";
    const int status = std::system(command.c_str());
    CHECK(WEXITSTATUS(status) == 1);
    CHECK(nlohmann::json::parse(content(folder.path() / "again.json")) == json);
  }
}

TEST_CASE("limits on a solver of one's own are options, and hold") {
  const Folder folder;
  make_library(folder.path(), "static void destroy(void* self) {",
               "  for (volatile int i = 1; i;) {\n  }\n");
  const Outcome found = audit(
      folder, {"./mine.so", "--effort", "smoke", "--only", "moves", "--answer-seconds", "0.25"});
  INFO(found.err);
  CHECK(found.code == 1);
  CHECK(has(found.out, "no answer for 0.25 s in destroy"));
  CHECK(has(found.out, "--answer-seconds 0.25"));
  CHECK(audit(folder, {"./mine.so", "--answer-seconds", "0"}).code == 2);
  CHECK(audit(folder, {"./mine.so", "--memory", "1"}).code == 2);
}

TEST_CASE("a declaration that leaves out what all must pass is refused in one line") {
  const Folder folder;
  std::ofstream(folder.path() / "sly.toml") << "by_design = [[\"contract/*\", \"no time\"]]\n";
  const Outcome found = audit(folder, {"slip", "--declare", "sly.toml"});
  CHECK(found.code == 2);
  CHECK(has(found.err, "by_design \"contract/*\" leaves out contract/dimensions"));
  CHECK(std::count(found.err.begin(), found.err.end(), '\n') == 1);
}

TEST_CASE("list checks names every check with its law") {
  const Outcome found = run({"list", "checks"});
  CHECK(found.code == 0);
  CHECK(has(found.out, "limits/order"));
}
