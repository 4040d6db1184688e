#pragma once
#include <assay/experiments/experiment.hpp>

#include <string>
#include <string_view>

/// Experiments as TOML texts; the keys are those of examples/experiments/composite.toml.
///
/// Errors  one line: "NAME:LINE:COLUMN: what is wrong", with the nearest known key for one that is
///         unknown. Whatever the text, nothing but InvalidArgument is thrown.
namespace assay {

/// `name` is the file's name, for messages; its stem is the experiment's name if the text has none.
/// Throws InvalidArgument: no TOML, an unknown key, a wrong type, anything `checked` refuses.
Experiment read_experiment(std::string_view text, const std::string& name);
/// Throws also FileError if there is no such file or it cannot be read.
Experiment read_experiment_file(const std::string& path);

/// The text that reads back as this experiment, the same for equal experiments. Expects a checked
/// experiment.
std::string to_toml(const Experiment& experiment);

} // namespace assay
