#pragma once
#include <string>

/// What keeps the process of a hosted solver from others and from what others left.
namespace assay::audit {

/// The next fork is the first process of a namespace: with a user namespace of its own, if there
/// can be one, so that no process outside can be looked into, not even by root.
enum class Namespace { none, processes, processes_and_user };
Namespace enter_namespace();

/// In that first process. It then sees no process but its own, where the system allows it.
/// False: it has the mounts of everybody.
bool own_mounts();

/// After own_mounts: /tmp, /var/tmp and /dev/shm as they are, and what is written there from now on
/// seen by this namespace alone. False: not all of them, or `solver`, a file, would be out of
/// sight.
bool own_temporary_files(const std::string& solver, unsigned long long most_bytes);

/// Gives up what could undo the above: every privilege in a user namespace of its own, else those
/// to mount and to look into other processes.
void drop_privileges(Namespace in);

/// While one lives, no process of the same user can read or change the memory of this one.
class Unreadable {
public:
  Unreadable();
  Unreadable(const Unreadable&) = delete;
  Unreadable& operator=(const Unreadable&) = delete;
  ~Unreadable();
};

} // namespace assay::audit
