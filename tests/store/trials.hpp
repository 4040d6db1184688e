#pragma once
#include <assay/store/store.hpp>
#include <assay/store/writer.hpp>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

/// Trials to store, and folders to store them in.
namespace trials {

using namespace assay;

/// A new empty folder, removed with all its content at the end of the test.
class Folder {
public:
  Folder() {
    static std::atomic<int> next{0};
    // In memory where there is such a folder: these tests wait for a thousand commits.
    const std::filesystem::path memory = "/dev/shm";
    path_ = (access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path()) /
            ("assay-store-" + std::to_string(getpid()) + "-" + std::to_string(next++));
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path_ / name;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

/// The n-th trial of a made-up sweep: another key for every n, counters beyond 64 bits.
inline TrialRecord numbered(std::uint32_t n) {
  TrialRecord record;
  record.spec = {.solver = "f2sa_p:p=" + std::to_string(n % 3 + 1),
                 .instance = "composite",
                 .epsilon = 0.5 / (n % 7 + 1),
                 .seed = 1,
                 .trial = n,
                 .budget = Count{1} << 70U};
  record.result.status = n % 5 == 0 ? Status::censored : Status::reached;
  record.result.calls[Call::gy] = (Count{1} << 100U) + n;
  record.result.iterations = n;
  record.result.gradient_norm = 0.1 / (n + 1);
  record.version = "0.1.0";
  record.seconds = 0.25;
  return record;
}

inline void write(const std::filesystem::path& file, const std::vector<TrialRecord>& records) {
  StoreWriter writer(file);
  for (const TrialRecord& record : records) {
    writer.add(record);
  }
  writer.close();
}

inline void write(const std::filesystem::path& file, std::uint32_t count) {
  std::vector<TrialRecord> records;
  for (std::uint32_t n = 0; n < count; ++n) {
    records.push_back(numbered(n));
  }
  write(file, records);
}

/// All trials, by their keys, whatever the order they are read in.
inline std::vector<TrialRecord> read(const std::filesystem::path& file, Order order = Order::keys) {
  std::vector<TrialRecord> records;
  const Store store(file);
  Records rows(store, order);
  while (auto record = rows.next()) {
    records.push_back(*record);
  }
  if (order != Order::keys) {
    std::sort(records.begin(), records.end(), [](const TrialRecord& a, const TrialRecord& b) {
      return key_number(a.spec) < key_number(b.spec);
    });
  }
  return records;
}

/// What `body` throws as an Error; "" if it throws nothing.
template <class Error, class Body> std::string message_of(const Body& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

} // namespace trials
