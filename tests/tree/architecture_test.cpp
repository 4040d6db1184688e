// The layers: an include may point only downwards, and not along the forbidden edges.
#include <catch2/catch.hpp>

#include "tree.hpp"
#include <map>
#include <optional>
#include <regex>
#include <sstream>

namespace {

// A layer's rank; an include goes from a higher rank to a lower one, or stays in its layer.
// Siblings share a rank and so never see each other. A layer that is not listed is an error.
const std::map<std::string, int> ranks = {
    {"numbers", 0}, {"differences", 1}, {"problems", 1},    {"oracles", 2}, {"solvers", 3},
    {"measure", 4}, {"store", 5},       {"experiments", 6}, {"claims", 7},  {"audit", 8},
    {"report", 9},  {"cli", 10},        {"python", 10}};

// measure takes columns of numbers: what made them is none of its business. Results are kept
// without knowing solvers, claims are judged without a database, reports are written from results.
const std::set<std::pair<std::string, std::string>> forbidden = {
    {"measure", "differences"}, {"measure", "problems"}, {"measure", "oracles"},
    {"measure", "solvers"},     {"store", "solvers"},    {"claims", "store"},
    {"report", "solvers"}};

// What of the store a report may see: how values are written, no database.
const std::set<std::string> for_reports = {"assay/store/text.hpp"};

struct File {
  std::string path; // src/assay/<layer>/..., theory/... or assay/<file> for what is no layer
  std::string text;
};

// The layer of a path, "theory" for claims, nothing for error.hpp, guarded.hpp and pch.hpp.
std::optional<std::string> layer_of(const std::string& path) {
  std::smatch match;
  if (std::regex_search(path, match, std::regex("^src/assay/([a-z_]+)/"))) {
    return match[1].str();
  }
  return path.rfind("theory/", 0) == 0 ? std::optional<std::string>("theory") : std::nullopt;
}

std::string complaint(const std::string& from, const std::string& to) {
  if (from == to) {
    return "";
  }
  if (ranks.count(to) == 0) {
    return "includes the unknown layer " + to;
  }
  if (from == "theory") {
    return to == "cli" || to == "report" ? "theory sees neither report nor cli" : "";
  }
  if (ranks.count(from) == 0) {
    return "is in the unknown layer " + from;
  }
  if (ranks.at(to) >= ranks.at(from)) {
    return "includes " + to + ", which is not below " + from;
  }
  return forbidden.count({from, to}) != 0 ? from + " must not see " + to : "";
}

// An include of what is not ours: paths that climb hide which layer they reach, and only the store
// speaks to the database.
std::string complaint_about_path(const std::string& path, const std::string& target) {
  if (target.find("../") != std::string::npos) {
    return "includes " + target + ": name it from the root, as <assay/...>";
  }
  if (target == "sqlite3.h" && layer_of(path) != "store") {
    return "includes sqlite3.h: only the store speaks SQL";
  }
  if (layer_of(path) == "report" && target.rfind("assay/store/", 0) == 0 &&
      for_reports.count(target) == 0) {
    return "includes " + target + ": report must not see the database";
  }
  return "";
}

// Every include that breaks the order, as "file: complaint".
std::vector<std::string> broken_rules(const std::vector<File>& files) {
  static const std::regex include("#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
  std::vector<std::string> broken;
  for (const File& file : files) {
    const std::optional<std::string> from = layer_of(file.path);
    for (std::sregex_iterator it(file.text.begin(), file.text.end(), include), end; it != end;
         ++it) {
      const std::string target = (*it)[1].str();
      const std::optional<std::string> to = layer_of("src/" + target);
      std::string problem = complaint_about_path(file.path, target);
      if (!problem.empty()) {
        broken.push_back(file.path + ": " + problem);
        continue;
      }
      if (target.rfind("theory/", 0) == 0) {
        problem = "includes " + target + ": claims are reached through the registry";
      } else if (to && !from) {
        problem = file.path == "src/pch.hpp" ? "" : "includes the layer " + *to;
      } else if (to) {
        problem = complaint(*from, *to);
      }
      if (!problem.empty()) {
        broken.push_back(file.path + ": " + problem);
      }
    }
  }
  if (files.empty()) {
    broken.emplace_back("no file was looked at");
  }
  return broken;
}

std::vector<File> sources() {
  std::vector<File> files;
  for (const auto& path : tree::files({".hpp", ".cpp", ".h", ".in"})) {
    const std::string name = path.generic_string();
    if (name.rfind("src/", 0) == 0 || name.rfind("theory/", 0) == 0) {
      files.push_back({name, tree::read(tree::root() / path)});
    }
  }
  return files;
}

} // namespace

TEST_CASE("every include points down the layers") {
  const std::vector<File> files = sources();
  REQUIRE(files.size() > 40);
  for (const std::string& problem : broken_rules(files)) {
    FAIL_CHECK(problem);
  }
}

TEST_CASE("an include that breaks the order is found") {
  const auto finds = [](const std::string& path, const std::string& included) {
    return !broken_rules({{path, "#include <" + included + ">\n"}}).empty();
  };
  CHECK(finds("src/assay/numbers/x.hpp", "assay/differences/stencil.hpp"));
  CHECK(finds("src/assay/differences/x.cpp", "assay/problems/bilevel.hpp"));
  CHECK(finds("src/assay/problems/x.cpp", "assay/differences/stencil.hpp"));
  CHECK(finds("src/assay/problems/instances/x.cpp", "assay/claims/claim.hpp"));
  CHECK(finds("src/assay/measure/x.cpp", "assay/problems/bilevel.hpp"));
  CHECK(finds("src/assay/measure/x.cpp", "assay/oracles/stream.hpp"));
  CHECK(finds("src/assay/claims/x.cpp", "assay/report/json.hpp"));
  CHECK(finds("src/assay/error.hpp", "assay/numbers/real.hpp"));
  CHECK(finds("src/assay/cli/x.cpp", "theory/hypergradient/routes.hpp"));
  CHECK(finds("theory/a/b.cpp", "assay/cli/verify.hpp"));
  CHECK(finds("src/assay/somewhere/x.hpp", "assay/numbers/real.hpp"));
  CHECK(finds("src/assay/claims/x.hpp", "assay/somewhere/y.hpp"));
  CHECK(finds("src/assay/experiments/x.cpp", "sqlite3.h"));
  CHECK(finds("theory/a/b.cpp", "sqlite3.h"));
  CHECK(finds("src/assay/report/x.cpp", "assay/store/database.hpp"));
  CHECK(finds("src/assay/report/x.cpp", "assay/store/store.hpp"));
  CHECK(finds("src/assay/report/x.cpp", "../store/database.hpp"));
  CHECK(finds("theory/a/b.cpp", "../c/d.hpp"));
  CHECK_FALSE(broken_rules({}).empty());
}

TEST_CASE("an include that keeps the order is allowed") {
  const auto allows = [](const std::string& path, const std::string& included) {
    return broken_rules({{path, "#include <" + included + ">\n"}}).empty();
  };
  CHECK(allows("src/assay/numbers/x.hpp", "assay/error.hpp"));
  CHECK(allows("src/assay/numbers/x.hpp", "assay/numbers/real.hpp"));
  CHECK(allows("src/assay/measure/x.cpp", "assay/numbers/real.hpp"));
  CHECK(allows("src/assay/cli/x.cpp", "assay/claims/registry.hpp"));
  CHECK(allows("theory/a/b.cpp", "assay/oracles/x.hpp"));
  CHECK(allows("src/assay/store/x.cpp", "sqlite3.h"));
  CHECK(allows("src/assay/report/x.cpp", "assay/store/text.hpp"));
  CHECK(allows("src/assay/cli/x.cpp", "assay/store/store.hpp"));
}
