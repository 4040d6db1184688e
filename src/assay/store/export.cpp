#include <assay/store/export.hpp>
#include <assay/store/schema.hpp>
#include <assay/store/text.hpp>

#include <array>
#include <cmath>
#include <functional>
#include <ostream>

namespace assay {
namespace {

enum class Type {
  text,
  real,
  whole,      // fits a double
  wide_whole, // a string of digits in JSON
};

struct Column {
  const char* name;
  Type type;
  std::string (*value)(const TrialRecord&);
};

template <Call kind> std::string calls(const TrialRecord& r) {
  return to_string(r.result.calls[kind]);
}

// clang-format off
const std::array<Column, 20> columns = {{
    {"key", Type::text, [](const TrialRecord& r) { return trial_key(r.spec); }},
    {"solver", Type::text, [](const TrialRecord& r) { return r.spec.solver; }},
    {"instance", Type::text, [](const TrialRecord& r) { return r.spec.instance; }},
    {"epsilon", Type::real, [](const TrialRecord& r) { return shortest(r.spec.epsilon); }},
    {"criterion", Type::text, [](const TrialRecord& r) { return r.spec.criterion; }},
    {"seed", Type::wide_whole, [](const TrialRecord& r) { return std::to_string(r.spec.seed); }},
    {"trial", Type::whole, [](const TrialRecord& r) { return std::to_string(r.spec.trial); }},
    {"budget", Type::wide_whole, [](const TrialRecord& r) { return to_string(r.spec.budget); }},
    {"status", Type::text, [](const TrialRecord& r) { return to_string(r.result.status); }},
    {"n_fx", Type::wide_whole, calls<Call::fx>},
    {"n_fy", Type::wide_whole, calls<Call::fy>},
    {"n_gx", Type::wide_whole, calls<Call::gx>},
    {"n_gy", Type::wide_whole, calls<Call::gy>},
    {"n_hvp", Type::wide_whole, calls<Call::hvp>},
    {"n_jvp", Type::wide_whole, calls<Call::jvp>},
    {"iterations", Type::wide_whole, [](const TrialRecord& r) { return std::to_string(r.result.iterations); }},
    {"gradient_norm", Type::real, [](const TrialRecord& r) { return shortest(r.result.gradient_norm); }},
    {"lower_bound", Type::real, [](const TrialRecord& r) { return shortest(r.result.lower_bound); }},
    {"message", Type::text, [](const TrialRecord& r) { return r.result.message; }},
    {"version", Type::text, [](const TrialRecord& r) { return r.version; }},
}};
// clang-format on

/// A field of RFC 4180: in quotes where a comma, a quote or a line's end would be misread.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    return text;
  }
  std::string field = "\"";
  for (const char c : text) {
    field += c == '"' ? "\"\"" : std::string(1, c);
  }
  return field + '"';
}

std::string json_text(const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (c == '\n') {
      result += "\\n";
    } else if (byte < 0x20) {
      result += {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 15U]};
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string json_value(const Column& column, const TrialRecord& record) {
  const std::string value = column.value(record);
  const bool number = column.type == Type::whole ||
                      (column.type == Type::real && value.find('n') == std::string::npos);
  return number ? value : json_text(value); // "inf" and "nan" are no numbers in JSON
}

} // namespace

void export_csv(const Store& store, std::ostream& out) {
  const auto line = [&out](const auto& field) {
    const char* separator = "";
    for (const Column& column : columns) {
      out << separator << field(column);
      separator = ",";
    }
    out << '\n';
  };
  line([](const Column& column) { return std::string(column.name); });
  Records records(store);
  while (const std::optional<TrialRecord> record = records.next()) {
    line([&record](const Column& column) { return csv_field(column.value(*record)); });
  }
}

void export_json(const Store& store, std::ostream& out) {
  out << "{\"schema\":\"" << trials_schema << "\",\"version\":\"" << program_version()
      << "\",\"trials\":[";
  const char* between = "\n";
  Records records(store);
  while (const std::optional<TrialRecord> record = records.next()) {
    out << between;
    between = ",\n";
    const char* separator = "{";
    for (const Column& column : columns) {
      out << separator << '"' << column.name << "\":" << json_value(column, *record);
      separator = ",";
    }
    out << '}';
  }
  out << "\n]}\n";
}

} // namespace assay
