#include <assay/audit/descendants.hpp>

#include <filesystem>
#include <fstream>
#include <string>

namespace assay::audit {

std::vector<pid_t> descendants(pid_t process, std::size_t most) {
  namespace fs = std::filesystem;
  std::vector<pid_t> found;
  for (std::size_t next = 0; next <= found.size(); ++next) {
    const pid_t parent = next == 0 ? process : found[next - 1];
    std::error_code gone; // it may end while we look
    for (fs::directory_iterator thread("/proc/" + std::to_string(parent) + "/task", gone), end;
         !gone && thread != end; thread.increment(gone)) {
      std::ifstream children(thread->path() / "children");
      for (pid_t child = 0; children >> child;) {
        if (found.size() >= most) {
          return found;
        }
        found.push_back(child);
      }
    }
  }
  return found;
}

} // namespace assay::audit
