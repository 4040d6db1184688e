#include <assay/audit/crew.hpp>

#include <algorithm>

namespace assay::audit {

/// Bodies of one loop until none is left to take. The lock is held but during a body.
void Crew::take(Loop& loop, std::unique_lock<std::mutex>& lock) {
  ++loop.helping;
  while (loop.next < std::min(loop.n, loop.failed)) {
    const int i = loop.next++;
    lock.unlock();
    std::exception_ptr why;
    try {
      loop.body(i);
    } catch (...) {
      why = std::current_exception();
    }
    lock.lock();
    if (why && i < loop.failed) {
      loop.failed = i;
      loop.why = why;
    }
  }
  open_.erase(std::remove(open_.begin(), open_.end(), &loop), open_.end());
  --loop.helping;
  changed_.notify_all();
}

void Crew::each(int n, const std::function<void(int)>& body) {
  Loop loop{.n = n, .body = body, .failed = n};
  std::unique_lock lock(mutex_);
  open_.push_back(&loop);
  changed_.notify_all();
  take(loop, lock);
  changed_.wait(lock, [&] { return loop.helping == 0; });
  if (loop.why) {
    std::rethrow_exception(loop.why);
  }
}

void Crew::help() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return dismissed_ || !open_.empty(); });
    if (dismissed_) {
      return;
    }
    take(*open_.front(), lock);
  }
}

void Crew::dismiss() {
  const std::lock_guard lock(mutex_);
  dismissed_ = true;
  changed_.notify_all();
}

} // namespace assay::audit
