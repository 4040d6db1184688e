#include <assay/experiments/epsilons.hpp>
#include <assay/experiments/read.hpp>
#include <assay/experiments/toml_settings.hpp>
#include <assay/problems/solver_file.hpp>
#include <assay/store/text.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>

namespace assay {
namespace {

/// Reads one document into one experiment and remembers where each field stands.
class Reader {
public:
  explicit Reader(const std::string& name) : values_(name) {}
  Experiment read(const TomlTable& root, const std::string& standard_name);

private:
  void field(const TomlItem& item);
  void selections(const TomlItem& item, std::vector<std::string>& into);
  void selection(const TomlValue& value, const std::string& key, std::vector<std::string>& into);
  void
  add(const std::string& key, TomlPlace place, std::string text, std::vector<std::string>& into);
  std::vector<std::string> grid(std::string begin, const TomlTable& items, TomlPlace place) const;
  void tune(const std::vector<std::string>& curves, const TomlItem& item);
  void tuning(const TomlItem& item);
  void candidates(const TomlItem& item);
  void rules(const TomlItem& item);
  [[nodiscard]] TomlPlace place_of(std::string field) const;

  TomlValues values_;
  Experiment experiment_;
  std::map<std::string, TomlPlace> places_;
};

/// All combinations of the values of `items` as parameters behind `begin`.
std::vector<std::string>
Reader::grid(std::string begin, const TomlTable& items, TomlPlace place) const {
  std::vector<std::string> texts = {std::move(begin)};
  for (const TomlItem& item : items) {
    if (item.key.empty() || item.key.find_first_of(",:={}") != std::string::npos) {
      values_.fail(item.place, "a parameter's name is made of letters, digits and underscores");
    }
    const std::vector<const TomlValue*> choices = TomlValues::elements(item.value);
    if (choices.empty()) {
      values_.fail(item.value.place, "an empty list of values");
    }
    if (texts.size() * choices.size() > most_pairs) {
      values_.fail(place, "the lists stand for more than 10000 combinations");
    }
    std::vector<std::string> longer;
    for (const std::string& text : texts) {
      const char separator = end_of_name(text) == std::string::npos ? ':' : ',';
      for (const TomlValue* choice : choices) {
        longer.push_back(text + separator + item.key + "=" + toml_parameter(values_, *choice));
      }
    }
    texts = std::move(longer);
  }
  return texts;
}

void Reader::add(const std::string& key,
                 TomlPlace place,
                 std::string text,
                 std::vector<std::string>& into) {
  if (into.size() == most_pairs) {
    values_.fail(place, "more than 10000 of " + key);
  }
  places_.emplace(key + "[" + std::to_string(into.size()) + "]", place);
  into.push_back(std::move(text));
}

/// A text, possibly with braces, or a table {name, PARAMETER..., tune}.
void Reader::selection(const TomlValue& value,
                       const std::string& key,
                       std::vector<std::string>& into) {
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    for (std::string& each : values_.at(value.place, [&] { return expanded(*text); })) {
      add(key, value.place, std::move(each), into);
    }
    return;
  }
  TomlTable parameters;
  const TomlItem* tuned = nullptr;
  std::string name;
  for (const TomlItem& item : values_.table(value, "a text or a table with a name")) {
    if (item.key == "name") {
      name = values_.text(item.value, "a text");
      values_.at(item.value.place, [&] {
        need(end_of_name(name) == std::string::npos &&
                 (names_file(name) || canonical_selection(name) == name),
             "a name alone: parameters are keys of their own here");
      });
    } else if (item.key == "tune" && key == "solver") {
      tuned = &item;
    } else {
      parameters.push_back(item);
    }
  }
  if (name.empty()) {
    values_.fail(value.place, "this " + key + " has no name");
  }
  const std::vector<std::string> texts = grid(name, parameters, value.place);
  for (const std::string& text : texts) {
    add(key, value.place, text, into);
  }
  if (tuned != nullptr) {
    tune(texts, *tuned);
  }
}

void Reader::selections(const TomlItem& item, std::vector<std::string>& into) {
  for (const TomlValue* each : TomlValues::elements(item.value)) {
    selection(*each, item.key, into);
  }
}

/// The lists under `tune` are the candidates of each curve, behind its own parameters.
void Reader::tune(const std::vector<std::string>& curves, const TomlItem& item) {
  const TomlTable& lists = values_.table(item.value, "a table with lists of values");
  std::size_t total = 0;
  for (const std::string& curve : curves) {
    std::vector<std::string> texts = grid(curve, lists, item.place);
    total += texts.size();
    if (total > most_pairs) {
      values_.fail(item.place, "the lists stand for more than 10000 combinations");
    }
    places_.emplace("tuning.candidates." + curve, item.place);
    experiment_.tuning.candidates.emplace(curve, std::move(texts));
  }
}

void Reader::candidates(const TomlItem& item) {
  for (const TomlItem& curve : values_.table(item.value, "a table with lists of solvers")) {
    std::vector<std::string> texts;
    const std::string field = "tuning.candidates." + curve.key;
    for (const TomlValue* each : TomlValues::elements(curve.value)) {
      const std::string& text = values_.text(*each, "a list of solvers");
      for (std::string& one : values_.at(each->place, [&] { return expanded(text); })) {
        add(field, each->place, std::move(one), texts);
      }
    }
    places_.emplace(field, curve.place);
    if (!experiment_.tuning.candidates.emplace(curve.key, std::move(texts)).second) {
      values_.fail(curve.place, "this solver has candidates already");
    }
  }
}

void Reader::tuning(const TomlItem& item) {
  Tuning& tuning = experiment_.tuning;
  for (const TomlItem& each : values_.table(item.value, "a table")) {
    places_.emplace("tuning." + each.key, each.value.place);
    if (each.key == "seeds") {
      tuning.seeds = static_cast<int>(values_.whole(each.value, 1, most_seeds));
    } else if (each.key == "over") {
      tuning.over_family = values_.first_of(each.value, "family", "instance");
    } else if (each.key == "per") {
      tuning.per_epsilon = values_.first_of(each.value, "epsilon", "curve");
    } else if (each.key == "candidates") {
      candidates(each);
    } else {
      values_.unknown_key(each, {"seeds", "over", "per", "candidates"});
    }
  }
}

void Reader::rules(const TomlItem& item) {
  for (const TomlValue* each : TomlValues::elements(item.value)) {
    PairRule rule = toml_rule(values_, *each);
    places_.emplace("pair[" + std::to_string(experiment_.rules.size()) + "]", each->place);
    experiment_.rules.push_back(std::move(rule));
  }
}

void Reader::field(const TomlItem& item) {
  const TomlValue& value = item.value;
  places_.emplace(item.key, value.place);
  if (item.key == "name") {
    experiment_.name = values_.text(value, "a text");
  } else if (item.key == "title") {
    experiment_.title = values_.text(value, "a text");
  } else if (item.key == "solver") {
    selections(item, experiment_.solvers);
  } else if (item.key == "instance") {
    selections(item, experiment_.instances);
  } else if (item.key == "epsilon") {
    experiment_.epsilons = toml_epsilons(values_, value);
  } else if (item.key == "seeds") {
    experiment_.seeds = static_cast<int>(values_.whole(value, 1, most_seeds));
  } else if (item.key == "seed") {
    experiment_.seed = static_cast<std::uint64_t>(
        values_.whole(value, 0, std::numeric_limits<std::int64_t>::max()));
  } else if (item.key == "criterion") {
    experiment_.criterion = values_.first_of(value, "hitting", "average") ? "hitting" : "average";
  } else if (item.key == "metric") {
    experiment_.metric = values_.first_of(value, "gradient", "own") ? "gradient" : "own";
  } else if (item.key == "budget") {
    experiment_.budget = toml_budget(values_, value);
  } else if (item.key == "pair") {
    rules(item);
  } else if (item.key == "tuning") {
    tuning(item);
  } else {
    values_.unknown_key(item, {"name", "title", "solver", "instance", "epsilon", "seeds", "seed",
                               "criterion", "metric", "budget", "pair", "tuning"});
  }
}

/// Where a field stands, or what contains it: "pair[2].epsilon", "pair[2]", "pair", the start.
TomlPlace Reader::place_of(std::string field) const {
  while (!field.empty()) {
    const auto found = places_.find(field);
    if (found != places_.end()) {
      return found->second;
    }
    const auto cut = field.find_last_of(".[");
    field.resize(cut == std::string::npos ? 0 : cut);
  }
  return {};
}

Experiment Reader::read(const TomlTable& root, const std::string& standard_name) {
  experiment_.name = standard_name;
  for (const TomlItem& item : root) {
    field(item);
  }
  try {
    return checked(experiment_);
  } catch (const BadExperiment& error) {
    values_.fail(place_of(error.where), error.what());
  }
}

} // namespace

Experiment read_experiment(std::string_view text, const std::string& name) {
  const TomlTable root = parse_toml(text, name);
  return Reader(name).read(root, std::filesystem::path(name).stem().string());
}

Experiment read_experiment_file(const std::string& path) {
  std::error_code error;
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path, error)) {
    throw FileError("cannot read the experiment " + path);
  }
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) {
    throw FileError("cannot read the experiment " + path);
  }
  return read_experiment(text, path);
}

} // namespace assay
