#include <assay/error.hpp>
#include <assay/measure/csv.hpp>

#include <algorithm>

namespace assay {
namespace {

bool blank(char c) { return c == ' ' || c == '\t'; }

/// One line, without its end, taken apart from the left.
class Fields {
public:
  Fields(std::string_view line, std::size_t number) : line_(line), number_(number) {}

  std::vector<CsvField> all() {
    std::vector<CsvField> fields = {one()};
    while (at_ < line_.size()) {
      ++at_; // the comma at which one() stopped
      fields.push_back(one());
    }
    return fields;
  }

private:
  CsvField one() {
    skip_blanks();
    CsvField field{.text = {}, .column = at_ + 1};
    if (at_ < line_.size() && line_[at_] == '"') {
      field.text = in_quotes();
      skip_blanks();
    } else {
      const std::size_t end = std::min(line_.find(',', at_), line_.size());
      std::string_view text = line_.substr(at_, end - at_);
      while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
      }
      if (const auto quote = text.find('"'); quote != std::string_view::npos) {
        refuse_csv(number_, at_ + quote + 1, "a quote inside a field that did not start with one");
      }
      field.text = text;
      at_ = end;
    }
    if (at_ < line_.size() && line_[at_] != ',') {
      refuse_csv(number_, at_ + 1, "a comma should follow the closing quote");
    }
    return field;
  }

  std::string in_quotes() {
    const std::size_t open = at_++;
    std::string text;
    for (; at_ < line_.size(); ++at_) {
      if (line_[at_] != '"') {
        text += line_[at_];
      } else if (line_.substr(at_ + 1).starts_with('"')) {
        text += line_[++at_];
      } else {
        ++at_;
        return text;
      }
    }
    refuse_csv(number_, open + 1, "a quote that is not closed on its line");
  }

  void skip_blanks() {
    while (at_ < line_.size() && blank(line_[at_])) {
      ++at_;
    }
  }

  std::string_view line_;
  std::size_t number_;
  std::size_t at_ = 0;
};

} // namespace

CsvReader::CsvReader(std::string_view text) : rest_(text) {
  if (rest_.starts_with("\xEF\xBB\xBF")) { // UTF-8's byte order mark, as spreadsheets write it
    rest_.remove_prefix(3);
  }
  if (rest_.starts_with("\xFF\xFE") || rest_.starts_with("\xFE\xFF")) {
    refuse_csv(1, 1, "this is UTF-16; save it as UTF-8");
  }
}

std::optional<CsvLine> CsvReader::next() {
  while (!rest_.empty()) {
    ++line_;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (const auto at = line.find_first_of(std::string_view("\r\0", 2));
        at != std::string_view::npos) {
      refuse_csv(line_, at + 1,
                 line[at] == '\r' ? "a carriage return without a line feed"
                                  : "a byte 0: this is no text file");
    }
    const std::size_t first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] != '#') {
      return CsvLine{.number = line_, .fields = Fields(line, line_).all()};
    }
  }
  return std::nullopt;
}

void refuse_csv(std::size_t line, std::size_t column, const std::string& what) {
  throw InvalidArgument("line " + std::to_string(line) + ", column " + std::to_string(column) +
                        ": " + what);
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string shown = "\"";
  for (const char c : text.substr(0, longest)) {
    shown += c >= ' ' && c <= '~' ? c : '?';
  }
  return shown + (text.size() > longest ? "...\"" : "\"");
}

} // namespace assay
