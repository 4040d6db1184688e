#include <assay/report/table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace assay {
namespace {

constexpr std::size_t gap = 2;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

/// Pieces that stay together: words with their trailing blank, split after '/' and ','. A name such
/// as order_conditions stays whole, so that it can be copied.
std::vector<std::string> pieces(const std::string& text) {
  std::vector<std::string> result(1);
  for (const char c : text) {
    result.back() += c;
    if (std::string_view(" /,").find(c) != std::string_view::npos) {
      result.emplace_back();
    }
  }
  if (result.back().empty()) {
    result.pop_back();
  }
  return result;
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

/// The longest prefix of at most `width` columns.
std::string prefix(const std::string& text, std::size_t width) {
  std::size_t bytes = 0;
  for (std::size_t seen = 0; bytes < text.size(); ++bytes) {
    if (!continues(text[bytes]) && ++seen > width) {
      break;
    }
  }
  return text.substr(0, bytes);
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, columns(text)), ' ');
}

/// The first column holds names to copy: it is never narrower than its longest piece.
std::size_t longest_name(const TextTable& table) {
  std::size_t longest = 0;
  for (const auto& row : table.rows) {
    for (const std::string& piece : pieces(row.front())) {
      longest = std::max(longest, columns(trimmed(piece)));
    }
  }
  return longest;
}

/// Natural widths, the widest columns narrowed until all fit or can give no more.
std::vector<std::size_t> column_widths(const TextTable& table, std::size_t width) {
  constexpr std::size_t narrowest = 9;
  std::vector<std::size_t> least(table.header.size(), narrowest);
  least.front() = std::max(narrowest, longest_name(table));
  std::vector<std::size_t> widths;
  for (const std::string& cell : table.header) {
    widths.push_back(columns(cell));
  }
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      widths[c] = std::max(widths[c], columns(row[c]));
    }
  }
  const auto total = [&widths] {
    std::size_t sum = 0;
    for (const std::size_t w : widths) {
      sum += w + gap;
    }
    return sum - gap;
  };
  while (total() > width) {
    const auto slack = [&](std::size_t c) { return widths[c] > least[c] ? widths[c] : 0; };
    std::size_t widest = 0;
    for (std::size_t c = 1; c < widths.size(); ++c) {
      widest = slack(c) > slack(widest) ? c : widest;
    }
    if (slack(widest) == 0) {
      break;
    }
    --widths[widest];
  }
  return widths;
}

std::string render_row(const std::vector<std::string>& row,
                       const std::vector<std::size_t>& widths) {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 1;
  for (std::size_t c = 0; c < row.size(); ++c) {
    cells.push_back(wrap(row[c], widths[c]));
    height = std::max(height, cells.back().size());
  }
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    std::string whole;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      whole +=
          padded(line < cells[c].size() ? cells[c][line] : "", widths[c]) + std::string(gap, ' ');
    }
    text += trimmed(whole) + "\n";
  }
  return text;
}

} // namespace

std::vector<std::string> wrap(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  for (std::string piece : pieces(text)) {
    if (!line.empty() && columns(line) + columns(trimmed(piece)) > width) {
      lines.push_back(trimmed(std::move(line)));
      line.clear();
    }
    while (columns(trimmed(piece)) > width) {
      lines.push_back(prefix(piece, width));
      piece.erase(0, lines.back().size());
    }
    line += piece;
  }
  if (!trimmed(line).empty() || lines.empty()) {
    lines.push_back(trimmed(std::move(line)));
  }
  return lines;
}

std::string paragraph(const std::string& text, std::size_t width, std::size_t indent) {
  std::string result;
  for (const std::string& line : wrap(text, width - std::min(indent, width - 1))) {
    result += (result.empty() ? "" : "\n" + std::string(indent, ' ')) + line;
  }
  return result;
}

void section(std::string& page, const char* title, const std::string& body, std::size_t width) {
  constexpr std::size_t indent = 14;
  if (!body.empty()) {
    page += fmt::format("{:<{}}{}\n", title, indent, paragraph(body, width, indent));
  }
}

void sections(std::string& page,
              const char* title,
              const std::vector<std::string>& bodies,
              std::size_t width) {
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    section(page, i == 0 ? title : "", bodies[i], width);
  }
}

std::string render(const TextTable& table, std::size_t width) {
  const std::vector<std::size_t> widths = column_widths(table, width);
  std::string text = render_row(table.header, widths);
  std::string rule;
  for (const std::size_t w : widths) {
    rule += std::string(w, '-') + std::string(gap, ' ');
  }
  text += trimmed(rule) + "\n";
  for (const auto& row : table.rows) {
    text += render_row(row, widths);
  }
  return text;
}

} // namespace assay
