#include <assay/error.hpp>
#include <assay/measure/csv.hpp>
#include <assay/measure/curve_csv.hpp>

#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>

namespace assay {
namespace {

constexpr double smallest = 1e-300; ///< beyond these, sums and ratios are not finite
constexpr double largest = 1e300;

/// A column of the header, by its place in the line.
using Place = std::optional<std::size_t>;

std::string listed(const CsvLine& header) {
  std::string text;
  for (const CsvField& field : header.fields) {
    text += (text.empty() ? "" : ", ") + in_quotes(field.text);
    if (text.size() > 300) {
      return text + ", ...";
    }
  }
  return text;
}

/// The one column that has one of these names.
Place find(const CsvLine& header, const std::vector<std::string>& names) {
  Place found;
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    for (const std::string& name : names) {
      if (header.fields[i].text != name) {
        continue;
      }
      if (found) {
        refuse_csv(header.number, header.fields[i].column,
                   "a second column for the same: " + in_quotes(name) + " beside " +
                       in_quotes(header.fields[*found].text));
      }
      found = i;
    }
  }
  return found;
}

std::size_t require(const CsvLine& header, const std::vector<std::string>& names) {
  const Place found = find(header, names);
  if (!found) {
    refuse_csv(header.number, 1,
               "the header has no column " + in_quotes(names.front()) + "; it has " +
                   listed(header));
  }
  return *found;
}

struct Places {
  std::size_t epsilon = 0;
  std::size_t calls = 0;
  Place success;
  Place log_factor;
  Place run;
};

Places places(const CsvLine& header, const CurveColumns& columns) {
  using Names = std::vector<std::string>;
  Places at;
  at.epsilon = require(header, {"eps", "epsilon"});
  at.calls = require(header, columns.calls.empty() ? Names{"calls", "n"} : Names{columns.calls});
  at.success = find(header, {"success"});
  at.run = find(header, {"run", "seed"});
  if (columns.use_log_factor) {
    at.log_factor = columns.log_factor.empty() ? find(header, {"log_factor"})
                                               : Place(require(header, {columns.log_factor}));
  }
  if (at.calls == at.epsilon || at.log_factor == at.calls || at.log_factor == at.epsilon) {
    refuse_csv(header.number, header.fields[at.calls].column,
               "one column cannot be two things: eps, calls and log factor");
  }
  return at;
}

/// One line of data under a header.
class Row {
public:
  Row(const CsvLine& header, const CsvLine& line) : header_(header), line_(line) {
    if (line.fields.size() != header.fields.size()) {
      const bool few = line.fields.size() < header.fields.size();
      refuse_csv(line.number,
                 few ? line.fields.back().column : line.fields[header.fields.size()].column,
                 std::to_string(line.fields.size()) + " fields under a header of " +
                     std::to_string(header.fields.size()));
    }
  }

  [[nodiscard]] double positive(std::size_t at) const {
    const double value = number<double>(at, "a number");
    if (!(value > 0 && std::isfinite(value))) {
      refuse(at, "must be positive and finite");
    }
    if (value < smallest || value > largest) {
      refuse(at, "is out of range");
    }
    return value;
  }

  [[nodiscard]] bool truth(std::size_t at) const {
    const std::string& text = line_.fields[at].text;
    if (text != "1" && text != "0" && text != "true" && text != "false") {
      refuse(at, "is not 1, 0, true or false");
    }
    return text == "1" || text == "true";
  }

  [[nodiscard]] std::int64_t count(std::size_t at) const {
    const auto value = number<std::int64_t>(at, "a whole number below 2^63");
    if (value < 0) {
      refuse(at, "is negative");
    }
    return value;
  }

  [[noreturn]] void refuse(std::size_t at, const std::string& what) const {
    refuse_csv(line_.number, line_.fields[at].column,
               in_quotes(header_.fields[at].text) + ": " + in_quotes(line_.fields[at].text) + " " +
                   what);
  }

private:
  template <class Number> [[nodiscard]] Number number(std::size_t at, const char* what) const {
    const std::string& text = line_.fields[at].text;
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
      refuse(at, error == std::errc::result_out_of_range ? std::string("is out of range")
                                                         : std::string("is not ") + what);
    }
    return value;
  }

  const CsvLine& header_;
  const CsvLine& line_;
};

/// The growth of a logarithm slows from the larger half of the accuracies to the smaller; a power's
/// does not. Slow growth may be either.
bool grows_like_a_power(const std::map<double, double>& factors) {
  constexpr std::size_t fewest = 4;
  constexpr double slow = 0.3;
  constexpr double steady = 0.9;
  if (factors.size() < fewest) {
    return false;
  }
  const auto least = factors.begin();
  const auto middle = std::next(least, static_cast<std::ptrdiff_t>(factors.size() / 2));
  const auto most = std::prev(factors.end());
  const auto slope = [](const auto& from, const auto& to) {
    return std::log(to->second / from->second) / std::log(from->first / to->first);
  };
  const double end = slope(middle, least);
  return end > slow && end > steady * slope(most, middle);
}

} // namespace

CurveData read_curve(std::string_view text, const CurveColumns& columns) {
  CsvReader reader(text);
  const std::optional<CsvLine> header = reader.next();
  need(header.has_value(), "line 1, column 1: no header; the file is empty");
  const Places at = places(*header, columns);
  CurveData data{.trials = {},
                 .counter = header->fields[at.calls].text,
                 .has_success = at.success.has_value(),
                 .has_log_factor = at.log_factor.has_value()};
  std::map<double, double> factors; // one for each accuracy
  while (const std::optional<CsvLine> line = reader.next()) {
    const Row row(*header, *line);
    if (data.trials.size() == most_rows) {
      refuse_csv(line->number, 1, "more than " + std::to_string(most_rows) + " rows");
    }
    const Trial trial{.epsilon = row.positive(at.epsilon),
                      .calls = row.positive(at.calls),
                      .success = !at.success || row.truth(*at.success),
                      .log_factor = at.log_factor ? row.positive(*at.log_factor) : 1,
                      .run = at.run ? row.count(*at.run) : -1};
    if (factors.try_emplace(trial.epsilon, trial.log_factor).first->second != trial.log_factor) {
      row.refuse(*at.log_factor, "is a second log factor at one eps");
    }
    data.trials.push_back(trial);
  }
  if (data.trials.empty()) {
    refuse_csv(header->number, 1, "a header and no rows");
  }
  if (grows_like_a_power(factors)) {
    refuse_csv(header->number, header->fields[*at.log_factor].column,
               header->fields[*at.log_factor].text +
                   " grows like a power of 1/eps from end to end, as no logarithm does: dividing "
                   "by it would take the power off the exponent");
  }
  return data;
}

} // namespace assay
