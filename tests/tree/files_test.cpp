// What must hold for every file we write.
#include <catch2/catch.hpp>

#include "tree.hpp"
#include <regex>

namespace {

const std::set<std::string> code = {".cpp", ".hpp", ".h", ".cmake", ".in", ".bash", ".awk", ".py"};

bool is_code(const tree::fs::path& path) {
  return code.count(path.extension().string()) != 0 || path.filename() == "CMakeLists.txt" ||
         path == "assay" || path == ".ci/run";
}

// A place on one machine: a home or working folder at the start of an absolute path.
bool names_a_machine(const std::string& text) {
  static const std::regex place(R"((^|[^A-Za-z0-9_./-])/(work|root|home|Users)/)");
  return std::regex_search(text, place);
}

bool is_text(const std::string& content) {
  return content.substr(0, 4096).find('\0') == std::string::npos;
}

} // namespace

TEST_CASE("no source file is longer than 400 lines") {
  std::size_t looked_at = 0;
  for (const auto& path : tree::files()) {
    if (!is_code(path)) {
      continue;
    }
    const std::string text = tree::read(tree::root() / path);
    const auto lines = std::count(text.begin(), text.end(), '\n');
    INFO(path.generic_string() << ": " << lines << " lines");
    CHECK(lines <= 400);
    ++looked_at;
  }
  CHECK(looked_at > 50);
}

TEST_CASE("no file names a folder of one machine") {
  std::size_t looked_at = 0;
  for (const auto& path : tree::files()) {
    const std::string text = tree::read(tree::root() / path);
    if (!is_text(text)) {
      continue;
    }
    INFO(path.generic_string());
    // Line by line: a regular expression over a whole file would recurse too deeply.
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string line = text.substr(at, std::min<std::size_t>(end - at, 2000));
      if (names_a_machine(line)) {
        FAIL_CHECK(line);
      }
      at = end + 1;
    }
    ++looked_at;
  }
  CHECK(looked_at > 60);
}

TEST_CASE("comments name no document that is not here") {
  static const std::regex document(R"(\b([a-z_]+\.md)\b)");
  std::set<std::string> here;
  for (const auto& path : tree::files()) {
    here.insert(path.filename().string());
  }
  const std::set<std::string> written = {"curve.md", "fit.md", "certificate.md"}; // by the program
  std::size_t named = 0;
  for (const auto& path : tree::files()) {
    if (path.extension() != ".hpp") {
      continue;
    }
    const std::string text = tree::read(tree::root() / path);
    for (std::sregex_iterator at(text.begin(), text.end(), document), end; at != end; ++at) {
      INFO(path.generic_string());
      const std::string name = (*at)[1];
      CHECK((here.contains(name) || written.contains(name)));
      ++named;
    }
  }
  CHECK(named > 10);
}

TEST_CASE("a machine's folder is recognised") {
  const std::string slash = "/";
  CHECK(names_a_machine("see " + slash + "home/someone/assay"));
  CHECK(names_a_machine(slash + "work/main"));
  CHECK_FALSE(names_a_machine("src/assay/work/x"));
  CHECK_FALSE(names_a_machine("https://example.org/home/page"));
}

TEST_CASE("every header is included once and says what it is for") {
  std::size_t looked_at = 0;
  for (const auto& path : tree::files({".hpp"})) {
    if (path.generic_string().rfind("src/assay/", 0) != 0) {
      continue;
    }
    const std::string text = tree::read(tree::root() / path);
    INFO(path.generic_string());
    CHECK(text.rfind("#pragma once\n", 0) == 0);
    CHECK(text.find("\n/// ") != std::string::npos);
    ++looked_at;
  }
  CHECK(looked_at > 20);
}
