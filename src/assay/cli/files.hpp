#pragma once
#include <filesystem>
#include <functional>
#include <string>

/// Files under --out. What writes throws FileError, naming the path and the reason.
namespace assay::cli {

void make_folder(const std::filesystem::path& folder);

/// Makes the folder if need be and proves that a file can be written there.
void prepare_folder(const std::filesystem::path& folder);

/// Replaces a file in one step: a reader sees the old content or the new one, never a part.
void write_file(const std::filesystem::path& path, const std::string& content);

/// Writes one of several results: where it cannot, says so and sets `code` to `files` or worse, so
/// that the others are written all the same.
void attempt_file(const std::function<void()>& write, int& code);

} // namespace assay::cli
