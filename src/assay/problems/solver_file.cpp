#include <assay/error.hpp>
#include <assay/problems/solver_file.hpp>

#include <algorithm>
#include <filesystem>

namespace assay {
namespace {

constexpr std::size_t digits = 16; // of a digest

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// "K=20..."
bool begins_a_parameter(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), in_word);
  return end != text.begin() && end != text.end() && *end == '=';
}

/// What stands before the first colon.
bool is_path(std::string_view head) {
  const std::string place = parse_solver_file(head).place;
  return place.find('/') != std::string::npos || place.ends_with(".so") || place.ends_with(".py");
}

} // namespace

std::size_t end_of_name(std::string_view text) {
  std::size_t colon = text.find(':');
  if (is_path(text.substr(0, colon))) {
    while (colon != std::string_view::npos && !begins_a_parameter(text.substr(colon + 1))) {
      colon = text.find(':', colon + 1);
    }
  }
  return colon;
}

bool names_file(std::string_view text) { return is_path(text.substr(0, text.find(':'))); }

SolverFile parse_solver_file(std::string_view name) {
  const auto hexadecimal = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const std::size_t at = name.rfind('@');
  if (at == std::string_view::npos || name.size() - at - 1 != digits ||
      !std::all_of(name.begin() + static_cast<std::ptrdiff_t>(at) + 1, name.end(), hexadecimal)) {
    return {std::string(name), ""};
  }
  return {std::string(name.substr(0, at)), std::string(name.substr(at + 1))};
}

std::string to_string(const SolverFile& file) {
  return file.place + (file.digest.empty() ? "" : "@" + file.digest);
}

std::string path_of(const std::string& place) {
  const std::size_t at = place.rfind(".py");
  const std::size_t end = at == std::string::npos ? at : at + 3;
  return end < place.size() && place[end] == ':' ? place.substr(0, end) : place;
}

std::string canonical_place(const std::string& place) {
  const auto banned = [](char c) {
    return (c >= 0 && c < ' ') || c == '\x7f' ||
           std::string_view(",:={}*?\"'\\").find(c) != std::string_view::npos;
  };
  const std::string path = path_of(place);
  const std::string rest = place.substr(path.size());
  need(std::none_of(path.begin(), path.end(), banned) &&
           (rest.empty() || std::none_of(rest.begin() + 1, rest.end(), banned)),
       "the path of a solver in an experiment has none of , : = { } * ? quotes and backslashes: "
       "rename or link " +
           place);
  const std::string plain = std::filesystem::path(path).lexically_normal().string();
  return (names_file(plain) ? plain : "./" + plain) + rest;
}

} // namespace assay
