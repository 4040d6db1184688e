// A solver in Python audited below chroot, where a process namespace cannot mount a /proc of its
// own: there /proc says nothing of a process, least of all where its program stands.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <support/program.hpp>

#ifdef ASSAY_HAS_PYTHON

namespace {

/// Ends in the exit code of the audit. $1: a folder for the new root, which is no mount point; $2:
/// the build.
constexpr const char* below_chroot = R"(
set -eu
root=$1/root
mkdir -p "$root/build" "$root/given"
for name in bin lib lib64; do ln -s "usr/$name" "$root/$name"; done
for name in usr etc dev proc; do
  mkdir "$root/$name"
  mount --rbind "/$name" "$root/$name"
done
mount --rbind "$2" "$root/build"
mount --rbind "$1/given" "$root/given"
exec chroot "$root" /build/src/assay/cli/assay audit /given/mine.py:Mine --effort smoke --quiet \
  --only contract/dimensions --out /given/out
)";

} // namespace

TEST_CASE("a Python solver is audited below chroot as elsewhere") {
  if (std::system("unshare --map-root-user --mount true 2>/dev/null") != 0) {
    WARN("this system allows no user namespaces");
    return;
  }
  const program::Folder folder;
  const std::string here = folder.path().string();
  REQUIRE(
      program::run({"new", "solver", "mine", "--lang", "python", "--out", here + "/given"}).code ==
      0);
  const std::filesystem::path build =
      std::filesystem::path(ASSAY_PROGRAM).parent_path() / "../../..";
  const std::string command = "unshare --map-root-user --mount bash -c '" +
                              std::string(below_chroot) + "' chroot '" + here + "' '" +
                              build.lexically_normal().string() + "' >'" + here + "/log' 2>&1";
  const int status = std::system(command.c_str());
  INFO(program::content(folder.path() / "log"));
  CHECK(status == 0);
}

#endif
