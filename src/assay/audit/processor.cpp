#include <assay/audit/processor.hpp>

#include <cstddef>
#include <map>
#include <mutex>
#include <sched.h>

namespace assay::audit {
namespace {

/// How many threads have chosen each processor.
struct Choices {
  std::mutex mutex;
  std::map<std::size_t, int> threads;
};

Choices& choices() {
  static Choices all;
  return all;
}

/// A thread's own.
class Chosen {
public:
  Chosen() {
    known_ = sched_getaffinity(0, sizeof allowed_, &allowed_) == 0;
    if (!known_) {
      return;
    }
    Choices& all = choices();
    const std::lock_guard lock(all.mutex);
    int fewest = -1;
    for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
      if (CPU_ISSET(i, &allowed_) && (fewest < 0 || all.threads[i] < fewest)) {
        fewest = all.threads[i];
        number_ = i;
      }
    }
    ++all.threads[number_];
    CPU_ZERO(&one_);
    CPU_SET(number_, &one_);
  }
  Chosen(const Chosen&) = delete;
  Chosen& operator=(const Chosen&) = delete;
  ~Chosen() {
    if (known_) {
      Choices& all = choices();
      const std::lock_guard lock(all.mutex);
      --all.threads[number_];
    }
  }
  void pin() const {
    if (known_) {
      sched_setaffinity(0, sizeof one_, &one_);
    }
  }
  void release() const {
    if (known_) {
      sched_setaffinity(0, sizeof allowed_, &allowed_);
    }
  }
  [[nodiscard]] std::int64_t number() const {
    return known_ ? static_cast<std::int64_t>(number_) : -1;
  }

private:
  bool known_ = false;
  std::size_t number_ = 0;
  cpu_set_t allowed_{}, one_{};
};

Chosen& chosen() {
  thread_local Chosen processor;
  return processor;
}

} // namespace

OnOneProcessor::OnOneProcessor() { chosen().pin(); }
OnOneProcessor::~OnOneProcessor() { chosen().release(); }
std::int64_t OnOneProcessor::number() const { return chosen().number(); }

} // namespace assay::audit
