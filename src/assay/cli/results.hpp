#pragma once
#include <filesystem>
#include <string>
#include <vector>

/// `assay merge`, `assay rerun` and `assay export`: what is done with results files.
namespace assay::cli {

/// Puts the trials of all files into one, made if missing; a trial that is there already stays.
int merge(const std::vector<std::string>& inputs, const std::filesystem::path& into);

/// Runs a stored trial again, from the first 8 or more digits of its key, and compares bit for bit:
/// 0 the same, 1 different.
int rerun(const std::filesystem::path& file, const std::string& key);

/// All trials of a file, sorted by key, without wall times: the same trials give the same bytes.
int export_trials(const std::filesystem::path& file, const std::string& format);

} // namespace assay::cli
