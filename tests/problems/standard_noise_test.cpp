// A noise takes its own parameters, and refuses those of another: nothing given is without effect.
#include <assay/problems/instance.hpp>
#include <assay/problems/standard_noise.hpp>

#include <catch2/catch.hpp>

using namespace assay;

namespace {

std::string complaint(const std::string& text) {
  try {
    make_instance(text, 0.1);
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}

} // namespace

TEST_CASE("a noise refuses the parameters of another, naming both", "[problems]") {
  const char* const kinds[] = {"additive", "random_curvature", "decorrelating",
                               "heavy",    "finite_sum",       "none"};
  const char* const values[][2] = {
      {"sigma", "0.5"}, {"products", "0.5"}, {"omega", "10"}, {"n", "8"}};
  const Instance plain = make_instance("quadratic:noise=none", 0.1);
  int taken = 0;
  for (const char* kind : kinds) {
    const std::vector<std::string>& own = parameters_of_noise(kind);
    for (const auto& [name, value] : values) {
      const std::string text = std::string("quadratic:noise=") + kind + "," + name + "=" + value;
      INFO(text);
      const bool takes = std::find(own.begin(), own.end(), name) != own.end();
      const std::string said = complaint(text);
      CHECK(said.empty() == takes);
      if (!takes) {
        CHECK(said.find(std::string("noise=") + kind + " has no parameter " + name) == 0);
      }
      taken += takes ? 1 : 0;
    }
  }
  CHECK(taken == 8);
  // What is taken has an effect, seen in the facts or in the noise itself.
  CHECK(make_instance("quadratic:products=0.5", 0.1).facts.sigma_hvp == 0.5);
  CHECK(make_instance("quadratic:sigma=0.5,noise=heavy", 0.1).facts.sigma_gy == 0.5);
  CHECK(make_instance("quadratic:n=8,noise=finite_sum", 0.1).facts.components == 8);
  const Instance wave = make_instance("quadratic:noise=decorrelating,omega=10", 0.1);
  CHECK(std::get<Decorrelating>(wave.noise.back()).omega == 10);
}

TEST_CASE("without a noise named, the parameters are those of additive noise", "[problems]") {
  CHECK(complaint("quadratic:sigma=0.5,products=0.1").empty());
  CHECK(complaint("quadratic:omega=3").find("noise=additive has no parameter omega") == 0);
  CHECK(complaint("degenerate:case=noiseless").empty());
  CHECK_FALSE(complaint("degenerate:case=noiseless,sigma=2").empty());
  CHECK_FALSE(complaint("degenerate:case=noiseless,noise=heavy").empty());
}
