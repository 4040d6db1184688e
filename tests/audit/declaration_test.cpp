#include <assay/audit/declaration.hpp>
#include <assay/audit/host.hpp>
#include <assay/audit/subject.hpp>
#include <assay/error.hpp>

#include <catch2/catch.hpp>

using namespace assay;
using namespace assay::audit;

namespace {

std::string complaint(const std::string& toml) {
  try {
    (void)read_declaration(toml, "my.toml");
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "accepted";
}

} // namespace

TEST_CASE("a declaration is read field by field") {
  const Declaration read = read_declaration(R"(
name = "mine"
source = "a paper"
order = 2
exponent = 2.5
convention = "Q"
calls = ["n_fx", "n_gy"]
shared = [["n_fx", "n_fy"]]
independent = [["n_gy", "n_gx"], ["n_gy", "n_hvp"]]
normalised = true
random = true
estimates_ahead = true
momentum = true
corrected = true
finite_sum = true
from_constants = true
works = ["stiff", "heavy_tails"]
by_design = [["noise/*", "exact oracles"], ["rotation_x", "random axes"]]
[parameters]
nu = 0.1
K = 10
mode = "auto"
[units]
nu = "g/f"
[roles]
bias = "nu"
inner_steps = "K"
)",
                                            "my.toml");
  CHECK(read.name == "mine");
  CHECK(read.source == "a paper");
  CHECK(read.order == 2);
  CHECK(read.exponent == 5); // Q to N
  CHECK(read.traits.calls == std::vector<Call>{Call::fx, Call::gy});
  CHECK(read.traits.shared == std::vector<std::pair<Call, Call>>{{Call::fx, Call::fy}});
  CHECK(read.traits.independent.size() == 2);
  CHECK(read.traits.normalised);
  CHECK(read.traits.random);
  CHECK(read.traits.estimates_ahead);
  CHECK(read.traits.momentum);
  CHECK(read.traits.corrected);
  CHECK(read.traits.finite_sum);
  CHECK(read.from_constants);
  CHECK(read.units == std::map<std::string, Dimension>{{"nu", {.f = -1, .g = 1}}});
  CHECK(read.works == std::vector<std::string>{"stiff", "heavy_tails"});
  REQUIRE(read.traits.by_design.size() == 2);
  CHECK(read.traits.by_design[1].check == "rotation_x");
  CHECK(read.traits.by_design[1].why == "random axes");
  CHECK_FALSE(read.traits.single_level);
  REQUIRE(read.parameters.size() == 3);
  CHECK(read.parameters[0].standard == "0.1");
  CHECK(read.parameters[1].standard == "10");
  CHECK(read.traits.roles.bias == "nu");
  CHECK(read.traits.roles.inner_steps == "K");
  CHECK(read.traits.roles.lambda.empty());
}

TEST_CASE("an empty declaration declares nothing") {
  const Declaration read = read_declaration("", "my.toml");
  CHECK_FALSE(read.order);
  CHECK_FALSE(read.exponent);
  CHECK(read.traits.calls.empty());
}

TEST_CASE("a mistake is named with its place") {
  CHECK(complaint("ordre = 2") == "my.toml:1:1: unknown key \"ordre\"; did you mean order?");
  CHECK(complaint("\norder = 0").starts_with("my.toml:2:9: "));
  CHECK(complaint("calls = [\"n_fz\"]").starts_with("my.toml:1:10: \"n_fz\" is no oracle"));
  CHECK(complaint("shared = [\"n_fx\"]").starts_with("my.toml:1:11: "));
  CHECK(complaint("normalised = 1").starts_with("my.toml:1:14: "));
  CHECK(complaint("convention = \"M\"").starts_with("my.toml:1:14: "));
  CHECK(complaint("[roles]\nbias = \"nu\"") ==
        "my.toml:2:8: the role bias is played by \"nu\", which [parameters] does not list");
  CHECK(complaint("[units]\nnu = \"g/f\"") ==
        "my.toml:2:6: a unit is given to \"nu\", which [parameters] does not list");
  CHECK(complaint("[parameters]\nnu = 1\n[units]\nnu = \"z\"")
            .starts_with("my.toml:4:6: \"z\" is no unit"));
  CHECK(complaint("[roles]\nbiass = \"nu\"").starts_with("my.toml:2:1: "));
  CHECK(complaint("order = ").starts_with("my.toml:1:"));
}

TEST_CASE("a built-in method brings its declaration along") {
  const Subject subject = built_in_subject("f2sa_p:p=3");
  CHECK(subject.declared.order == 3);
  CHECK(subject.declared.exponent == Approx(4 + 2.0 / 3));
  CHECK(subject.declared.traits.roles.bias == "nu");
  CHECK(subject.target == "f2sa_p:p=3");
  CHECK_THROWS_AS(built_in_subject("f2sap"), InvalidArgument);
  CHECK_THROWS_AS(built_in_subject("f2sa_p:q=3"), InvalidArgument);
}

TEST_CASE("every role of a built-in method is one of its parameters") {
  for (const RegisteredSolver& entry : registered_solvers()) {
    const SolverInfo info = entry.make();
    const Roles& roles = info.traits.roles;
    for (const std::string& role : {roles.bias, roles.lambda, roles.inner_steps, roles.series,
                                    roles.outer_step, roles.batch}) {
      INFO(info.name << ": " << role);
      CHECK((role.empty() || std::any_of(info.parameters.begin(), info.parameters.end(),
                                         [&](const Parameter& p) { return p.name == role; })));
    }
    CHECK_FALSE(info.traits.calls.empty());
  }
}
