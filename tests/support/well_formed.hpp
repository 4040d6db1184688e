#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What is wrong with the nesting of an XML or HTML text; "" if every element that opens closes.
/// Attributes must not hold '>'. Elements without an end tag in HTML are known.
inline std::string nesting_fault(std::string_view text) {
  static const std::set<std::string_view> empty = {"meta", "img", "br", "link", "hr", "input"};
  std::vector<std::string> open;
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const auto end = text.find('>', at);
    if (end == std::string_view::npos) {
      return "a tag that never ends";
    }
    std::string_view tag = text.substr(at + 1, end - at - 1);
    if (tag.starts_with('!') || tag.starts_with('?') || tag.ends_with('/')) {
      continue;
    }
    const bool closing = tag.starts_with('/');
    tag = tag.substr(closing ? 1 : 0);
    const std::string name(tag.substr(0, tag.find_first_of(" \n")));
    if (empty.contains(name)) {
      continue;
    }
    if (!closing) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> closes " + (open.empty() ? "nothing" : "<" + open.back() + ">");
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> never closes";
}
