#include "new.hpp"

#include <assay/error.hpp>
#include <assay/problems/parameters.hpp>

#include <fmt/format.h>

#include "console.hpp"
#include "exit.hpp"
#include "files.hpp"
#include "templates.hpp"
#include <algorithm>
#include <cctype>
#include <map>
#include <utility>
#include <vector>

namespace assay::cli {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<std::pair<fs::path, std::string>>;

void check_name(const std::string& name) {
  const bool good = !name.empty() && std::islower(static_cast<unsigned char>(name[0])) != 0 &&
                    std::all_of(name.begin(), name.end(), [](unsigned char c) {
                      return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_';
                    });
  need(good, "\"" + name +
                 "\" is no name: lower case letters, digits and underscores, as in "
                 "my_solver");
}

/// "my_solver" as "MySolver".
std::string type_name(const std::string& name) {
  std::string type;
  bool capital = true;
  for (const char c : name) {
    if (c == '_') {
      capital = true;
    } else {
      type += capital ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
      capital = false;
    }
  }
  return type;
}

std::string replaced(std::string text, const std::vector<std::pair<std::string, std::string>>& by) {
  for (const auto& [from, to] : by) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

struct New {
  Files files;
  std::string next; ///< what to do with them
};

New new_solver(const NewRequest& request) {
  const std::string& name = request.name;
  const std::string type = type_name(name);
  const fs::path headers = "assay/audit";
  if (request.language == "python") {
    return {{{name + ".py", replaced(templates::solver_py,
                                     {{"examples/solvers/python/my_solver.py", name + ".py"},
                                      {"./assay", "assay"},
                                      {"f2sa2_in_python", name},
                                      {"F2sa2", type}})}},
            fmt::format("  assay audit {}.py:{}\n", name, type)};
  }
  const bool c = request.language == "c";
  const std::vector<std::pair<std::string, std::string>> names = {
      {"f2sa_2_in_cpp", name}, {"f2sa_2_in_c", name}, {"f2sa_2", name}, {"F2sa2", type}};
  New made{{{name + (c ? ".c" : ".cpp"),
             replaced(c ? templates::solver_c : templates::solver_cpp, names)},
            {headers / "plugin_abi.h", templates::plugin_abi_h}},
           {}};
  if (!c) {
    made.files.emplace_back(headers / "plugin.hpp", templates::plugin_hpp);
  }
  made.next = c ? fmt::format("  cc -std=c11 -O2 -shared -fPIC -I . {0}.c -o lib{0}.so -lm\n", name)
                : fmt::format("  c++ -std=c++20 -O2 -shared -fPIC -I . -I /usr/include/eigen3 "
                              "{0}.cpp -o lib{0}.so\n",
                              name);
  made.next += fmt::format("  assay audit ./lib{}.so\n", name);
  return made;
}

New new_program(const NewRequest& request, const char* text, const std::string& stem) {
  return {{{request.name + ".cpp", replaced(text, {{stem, request.name}})},
           {"CMakeLists.txt",
            fmt::format("cmake_minimum_required(VERSION 3.25)\n"
                        "project({0} LANGUAGES CXX)\n"
                        "find_package(assay 0.1 REQUIRED) # -DCMAKE_PREFIX_PATH=<where installed>\n"
                        "add_executable({0} {0}.cpp)\n"
                        "target_link_libraries({0} PRIVATE assay::assay)\n",
                        request.name)}},
          "  cmake -S . -B build -DCMAKE_PREFIX_PATH=<where assay is installed>\n"
          "  cmake --build build && build/" +
              request.name + "\n"};
}

New made_of(const NewRequest& request) {
  if (request.kind == "solver") {
    return new_solver(request);
  }
  return request.kind == "problem" ? new_program(request, templates::problem_cpp, "02_my_problem")
                                   : new_program(request, templates::claim_cpp, "03_my_claim");
}

} // namespace

int make_new(const NewRequest& request) {
  check_name(request.name);
  const New made = made_of(request);
  for (const auto& [path, text] : made.files) {
    const fs::path target = request.folder / path;
    const bool header = path.has_parent_path(); // the same for every solver
    if (fs::exists(target) && !header) {
      throw FileError(target.string() +
                      " exists already, and nothing is overwritten: choose another --out");
    }
  }
  std::string written;
  for (const auto& [path, text] : made.files) {
    const fs::path target = request.folder / path;
    make_folder(target.parent_path().empty() ? fs::path(".") : target.parent_path());
    write_file(target, text);
    written += (written.empty() ? "" : ", ") + path.string();
  }
  print(fmt::format("{}: {}\n{}{}", request.folder.string(), written,
                    request.folder == "." ? "" : "  cd " + request.folder.string() + "\n",
                    made.next));
  return as_expected;
}

} // namespace assay::cli
