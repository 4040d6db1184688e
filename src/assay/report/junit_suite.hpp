#pragma once
#include <string>

/// JUnit XML, as continuous integration reads it: one suite of test cases.
namespace assay {

class JunitSuite {
public:
  explicit JunitSuite(std::string name) : name_(std::move(name)) {}

  void pass(const std::string& group, const std::string& title);
  void fail(const std::string& group, const std::string& title, const std::string& message);
  /// The check itself broke.
  void error(const std::string& group, const std::string& title, const std::string& message);
  void skip(const std::string& group, const std::string& title, const std::string& message);

  /// The file.
  [[nodiscard]] std::string text() const;

private:
  void add(const std::string& group, const std::string& title, const std::string& inside);

  std::string name_, cases_;
  std::size_t tests_ = 0, failures_ = 0, errors_ = 0, skipped_ = 0;
};

} // namespace assay
