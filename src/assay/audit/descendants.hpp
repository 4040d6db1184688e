#pragma once
#include <cstddef>
#include <sys/types.h>
#include <vector>

namespace assay::audit {

/// The processes that a process has started, those that these have started, and so on: at most
/// `most` of them; none where the system does not tell (/proc/PID/task/TID/children).
std::vector<pid_t> descendants(pid_t process, std::size_t most);

} // namespace assay::audit
