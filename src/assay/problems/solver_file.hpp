#pragma once
#include <string>
#include <string_view>

/// Solvers in files, by their texts: "./libmy_solver.so:K=20", "my_solver.py:MySolver:K=20".
///
/// In an experiment the name also says what the file held when the experiment was asked for:
/// "my_solver.py:MySolver@3f9c01ab12345678".
namespace assay {

/// Where the name in NAME or NAME:KEY=VALUE,... ends; npos: at the end. A path has colons too.
std::size_t end_of_name(std::string_view text);
/// Is the name a path (a slash, .so or .py), rather than that of a built-in method?
bool names_file(std::string_view text);

struct SolverFile {
  std::string place;  ///< "my_solver.py:MySolver"
  std::string digest; ///< 16 hexadecimal digits; empty: it does not say
};
SolverFile parse_solver_file(std::string_view name);
/// "NAME@DIGEST"; the name alone where there is no digest.
std::string to_string(const SolverFile& file);
/// The path in a place, without the class: "my_solver.py".
std::string path_of(const std::string& place);
/// One way to write a path: no "./", no "a/../". Throws InvalidArgument for characters that the
/// name of a solver cannot have.
std::string canonical_place(const std::string& place);

} // namespace assay
