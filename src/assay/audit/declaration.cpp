#include <assay/audit/declaration.hpp>
#include <assay/experiments/toml_values.hpp>
#include <assay/store/text.hpp>

#include <algorithm>
#include <map>

namespace assay::audit {
namespace {

constexpr int highest_order = 64;

class Reader {
public:
  Reader(const std::string& where, Declaration& into) : values_(where), into_(into) {}

  void read(const TomlTable& root) {
    for (const TomlItem& item : root) {
      field(item);
    }
    check_names();
    if (into_.exponent && into_.convention == "Q") {
      *into_.exponent *= 2; // epsilon_Q = epsilon_N^2
    }
  }

private:
  void field(const TomlItem& item) {
    const std::string& key = item.key;
    if (key == "name") {
      into_.name = values_.text(item.value, "the solver's name");
    } else if (key == "source") {
      into_.source = values_.text(item.value, "paper and theorem");
    } else if (key == "convention") {
      into_.convention = values_.first_of(item.value, "N", "Q") ? "N" : "Q";
    } else if (key == "order") {
      into_.order = static_cast<int>(values_.whole(item.value, 1, highest_order));
    } else if (key == "leading") {
      into_.leading = values_.number(item.value);
    } else if (key == "exponent") {
      into_.exponent = values_.number(item.value);
    } else if (key == "from_constants") {
      into_.from_constants = flag(item.value);
    } else if (key == "works") {
      for (const TomlValue* element : TomlValues::elements(item.value)) {
        into_.works.push_back(values_.text(*element, "the name of a check stress/NAME"));
      }
    } else if (key == "parameters") {
      parameters(item);
    } else if (key == "roles") {
      roles(item);
    } else if (key == "units") {
      units(item);
    } else {
      trait(item);
    }
  }

  void trait(const TomlItem& item) {
    Traits& traits = into_.traits;
    if (item.key == "calls") {
      for (const TomlValue* element : TomlValues::elements(item.value)) {
        traits.calls.push_back(call(*element));
      }
    } else if (item.key == "shared") {
      traits.shared = pairs(item.value);
    } else if (item.key == "independent") {
      traits.independent = pairs(item.value);
    } else if (item.key == "normalised") {
      traits.normalised = flag(item.value);
    } else if (item.key == "single_level") {
      traits.single_level = flag(item.value);
    } else if (item.key == "random") {
      traits.random = flag(item.value);
    } else if (item.key == "estimates_ahead") {
      traits.estimates_ahead = flag(item.value);
    } else if (item.key == "momentum") {
      traits.momentum = flag(item.value);
    } else if (item.key == "corrected") {
      traits.corrected = flag(item.value);
    } else if (item.key == "finite_sum") {
      traits.finite_sum = flag(item.value);
    } else if (item.key == "by_design") {
      by_design(item.value);
    } else {
      values_.unknown_key(
          item, {"name",         "source",         "order",           "leading",     "exponent",
                 "convention",   "calls",          "shared",          "independent", "normalised",
                 "single_level", "random",         "estimates_ahead", "momentum",    "corrected",
                 "finite_sum",   "from_constants", "by_design",       "parameters",  "units",
                 "roles",        "works"});
    }
  }

  [[nodiscard]] bool flag(const TomlValue& value) const {
    const bool* given = std::get_if<bool>(&value.data);
    if (given == nullptr) {
      values_.wrong_type(value, "true or false");
    }
    return *given;
  }

  [[nodiscard]] Call call(const TomlValue& value) const {
    const std::string& name = values_.text(value, "one of n_fx, n_fy, n_gx, n_gy, n_hvp, n_jvp");
    const auto* const found = std::find(kind_names.begin(), kind_names.end(), name);
    if (found == kind_names.end()) {
      values_.fail(value.place, "\"" + name +
                                    "\" is no oracle: n_fx, n_fy, n_gx, n_gy, n_hvp, "
                                    "n_jvp are");
    }
    return static_cast<Call>(found - kind_names.begin());
  }

  [[nodiscard]] std::vector<std::pair<Call, Call>> pairs(const TomlValue& value) const {
    std::vector<std::pair<Call, Call>> result;
    for (const TomlValue* element : TomlValues::elements(value)) {
      const auto* list = std::get_if<TomlList>(&element->data);
      if (list == nullptr || list->size() != 2) {
        values_.wrong_type(*element, "a pair of oracles such as [\"n_fx\", \"n_fy\"]");
      }
      result.emplace_back(call((*list)[0]), call((*list)[1]));
    }
    return result;
  }

  void by_design(const TomlValue& value) {
    for (const TomlValue* element : TomlValues::elements(value)) {
      const auto* list = std::get_if<TomlList>(&element->data);
      if (list == nullptr || list->size() != 2) {
        values_.wrong_type(*element, "a pair such as [\"laws/rotation_x\", \"the reason\"]");
      }
      into_.traits.by_design.push_back({.check = values_.text((*list)[0], "a check's id"),
                                        .why = values_.text((*list)[1], "a reason")});
    }
  }

  void parameters(const TomlItem& item) {
    for (const TomlItem& one : values_.table(item.value, "a table of names and defaults")) {
      std::string text;
      if (const auto* whole = std::get_if<std::int64_t>(&one.value.data)) {
        text = std::to_string(*whole);
      } else if (std::holds_alternative<double>(one.value.data)) {
        text = shortest(values_.number(one.value));
      } else {
        text = values_.text(one.value, "a default value");
      }
      into_.parameters.push_back({one.key, text, ""});
    }
  }

  void units(const TomlItem& item) {
    for (const TomlItem& one : values_.table(item.value, "a table of units")) {
      const std::string& text = values_.text(one.value, "a unit such as y^2/g");
      into_.units[one.key] = values_.at(one.value.place, [&] { return parse_dimension(text); });
      named_.push_back({"a unit is given to", one.value.place, one.key});
    }
  }

  void roles(const TomlItem& item) {
    Roles& roles = into_.traits.roles;
    const std::map<std::string, std::string*> known = {{"bias", &roles.bias},
                                                       {"lambda", &roles.lambda},
                                                       {"inner_steps", &roles.inner_steps},
                                                       {"series", &roles.series},
                                                       {"outer_step", &roles.outer_step},
                                                       {"batch", &roles.batch}};
    for (const TomlItem& one : values_.table(item.value, "a table of roles")) {
      const auto found = known.find(one.key);
      if (found == known.end()) {
        std::vector<std::string> names;
        names.reserve(known.size());
        for (const auto& [name, role] : known) {
          names.push_back(name);
        }
        values_.unknown_key(one, names);
      }
      *found->second = values_.text(one.value, "a parameter's name");
      named_.push_back({"the role " + one.key + " is played by", one.value.place, *found->second});
    }
  }

  void check_names() const {
    for (const Named& named : named_) {
      const bool known = std::any_of(into_.parameters.begin(), into_.parameters.end(),
                                     [&](const Parameter& p) { return p.name == named.parameter; });
      if (!known) {
        values_.fail(named.place,
                     named.what + " \"" + named.parameter + "\", which [parameters] does not list");
      }
    }
  }

  struct Named {
    std::string what;
    TomlPlace place;
    std::string parameter;
  };
  TomlValues values_;
  Declaration& into_;
  std::vector<Named> named_;
};

} // namespace

Declaration read_declaration(const std::string& toml, const std::string& where) {
  Declaration declaration;
  Reader(where, declaration).read(parse_toml(toml, where));
  return declaration;
}

} // namespace assay::audit
