#pragma once
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

/// The threads of an audit: one that has no check left helps another's loop.
namespace assay::audit {

class Crew {
public:
  /// Calls body(0), ..., body(n - 1), here and on threads that help, and returns when all have
  /// ended. What the first of them by number threw is thrown here; those after it may be left out.
  void each(int n, const std::function<void(int)>& body);

  /// Helps with the loops of others until `dismiss`.
  void help();
  void dismiss();

private:
  struct Loop {
    int n;
    const std::function<void(int)>& body;
    int next = 0;
    int helping = 0;
    int failed; ///< the least number that threw; n: none
    std::exception_ptr why = nullptr;
  };
  void take(Loop& loop, std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Loop*> open_; ///< with numbers left to take
  bool dismissed_ = false;
};

} // namespace assay::audit
