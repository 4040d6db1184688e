#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

namespace assay {

/// Adds the trials and experiments of all files to `output`, which is made if it is missing; what
/// it has stays. One transaction: all or nothing.
///
/// The result depends neither on the order of the files nor on how often one is given. A trial
/// found twice keeps the least (version, wall time). Returns the number of trials in `output`.
/// Throws FileError: a trial with different results in two files (names its key and both); whatever
/// reading and writing throw.
std::uint64_t merge(const std::vector<std::filesystem::path>& files,
                    const std::filesystem::path& output);

} // namespace assay
