#pragma once
#include <assay/experiments/experiment.hpp>
#include <assay/experiments/toml_values.hpp>

/// The settings of an experiment that one TOML value holds whole: a parameter, accuracies, a
/// budget, a rule of pairs.
///
/// Throws  TOML errors with their place for what is malformed, unknown or out of range.
namespace assay {

/// A parameter's value as the text after its "=".
std::string toml_parameter(const TomlValues& values, const TomlValue& value);
/// A number, a list, a text such as "0.5..0.1:6", or a table {from, to, points}.
std::vector<double> toml_epsilons(const TomlValues& values, const TomlValue& value);
/// A text such as "30x", or a table.
Budget toml_budget(const TomlValues& values, const TomlValue& value);
/// One [[pair]].
PairRule toml_rule(const TomlValues& values, const TomlValue& value);

} // namespace assay
