// tests/ mirrors src/: no file of a layer is out of reach of that layer's own tests.
#include <catch2/catch.hpp>

#include "tree.hpp"
#include <map>
#include <regex>

namespace {

/// What stands in the tree, by its path, and what each file includes of it.
class Includes {
public:
  explicit Includes(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  [[nodiscard]] std::vector<std::string> of(const std::string& path) const {
    static const std::regex include("(^|\n) *#include [<\"]([^>\"]+)[>\"]");
    const std::string& text = files_.at(path);
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), include), end; it != end; ++it) {
      const std::string name = (*it)[2].str();
      for (const std::string& candidate : {"src/" + name, "tests/" + name, folder + name}) {
        if (has(candidate)) {
          found.push_back(candidate);
          break;
        }
      }
    }
    return found;
  }
  [[nodiscard]] bool has(const std::string& path) const { return files_.count(path) != 0; }
  [[nodiscard]] const std::map<std::string, std::string>& files() const { return files_; }

private:
  std::map<std::string, std::string> files_;
};

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string stem_of(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

std::string source_of(const std::string& header) {
  return header.substr(0, header.rfind('.')) + ".cpp";
}

/// What the tests of a layer reach: the headers they include, the sources behind those, and what
/// both include of the layer. Instances and solvers (folders inside of a layer) register
/// themselves, and one test runs all of the list.
std::set<std::string> reached(const Includes& tree, const std::string& layer) {
  const std::string ours = "src/assay/" + layer + "/";
  std::vector<std::string> open;
  for (const auto& [path, text] : tree.files()) {
    const bool test = path.rfind("tests/" + layer + "/", 0) == 0 && ends_with(path, "_test.cpp");
    const bool registered = path.rfind(ours, 0) == 0 && path.find('/', ours.size()) != path.npos;
    if (test || registered) {
      open.push_back(path);
    }
  }
  std::set<std::string> seen;
  while (!open.empty()) {
    const std::string path = open.back();
    open.pop_back();
    const bool inside = path.rfind(ours, 0) == 0 || path.rfind("tests/", 0) == 0;
    if (!inside || !seen.insert(path).second) {
      continue;
    }
    const std::vector<std::string> next = tree.of(path);
    open.insert(open.end(), next.begin(), next.end());
    if (ends_with(path, ".hpp") && tree.has(source_of(path))) {
      open.push_back(source_of(path));
    }
  }
  return seen;
}

/// A source without a header of its own is part of one that it includes.
bool part_of_reached(const Includes& tree,
                     const std::set<std::string>& seen,
                     const std::string& path) {
  if (!ends_with(path, ".cpp")) {
    return false;
  }
  const std::vector<std::string> included = tree.of(path);
  return std::any_of(included.begin(), included.end(),
                     [&](const std::string& header) { return seen.count(header) != 0; });
}

std::vector<std::string> out_of_reach(const Includes& tree, const std::string& layer) {
  const std::set<std::string> seen = reached(tree, layer);
  std::vector<std::string> missing;
  for (const auto& [path, text] : tree.files()) {
    const bool ours = path.rfind("src/assay/" + layer + "/", 0) == 0;
    if (ours && seen.count(path) == 0 &&
        !tree.has("tests/" + layer + "/" + stem_of(path) + "_test.cpp") &&
        !part_of_reached(tree, seen, path)) {
      missing.push_back(path);
    }
  }
  return missing;
}

Includes the_tree() {
  std::map<std::string, std::string> files;
  for (const auto& path : tree::files({".hpp", ".cpp"})) {
    files[path.generic_string()] = tree::read(tree::root() / path);
  }
  return Includes(std::move(files));
}

} // namespace

TEST_CASE("every file of a layer is reached by the tests of that layer") {
  // Made by the build from theory/, where tests/theory includes it.
  const std::string generated = "src/assay/claims/registry.hpp";
  const Includes tree = the_tree();
  std::set<std::string> layers;
  for (const auto& [path, text] : tree.files()) {
    std::smatch match;
    if (std::regex_search(path, match, std::regex("^src/assay/([a-z_]+)/"))) {
      layers.insert(match[1].str());
    }
  }
  layers.erase("cli");    // tests/cli runs the program, it includes none of it
  layers.erase("python"); // and tests/python imports the module
  CHECK(layers.size() >= 9);
  for (const std::string& layer : layers) {
    for (const std::string& path : out_of_reach(tree, layer)) {
      if (path != generated) {
        FAIL_CHECK(path << ": no test under tests/" << layer << " includes it");
      }
    }
  }
}

TEST_CASE("a file without a test is found, a part of a tested one is not") {
  const Includes tree({{"src/assay/store/a.hpp", ""},
                       {"src/assay/store/a.cpp", "#include <assay/store/private.hpp>\n"},
                       {"src/assay/store/private.hpp", ""},
                       {"src/assay/store/more_of_a.cpp", "#include <assay/store/a.hpp>\n"},
                       {"src/assay/store/alone.hpp", ""},
                       {"src/assay/store/alone.cpp", "#include <assay/store/alone.hpp>\n"},
                       {"src/assay/store/named.cpp", ""},
                       {"src/assay/measure/other.hpp", ""},
                       {"tests/store/named_test.cpp", "#include \"support/b.hpp\"\n"},
                       {"tests/measure/x_test.cpp", "#include <assay/store/alone.hpp>\n"},
                       {"tests/support/b.hpp", "\n#include <assay/store/a.hpp>\n"}});
  CHECK(out_of_reach(tree, "store") ==
        std::vector<std::string>{"src/assay/store/alone.cpp", "src/assay/store/alone.hpp"});
  CHECK(out_of_reach(tree, "measure") == std::vector<std::string>{"src/assay/measure/other.hpp"});
}
