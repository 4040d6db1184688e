#!/usr/bin/env bash
# wrapper.bash ROOT SCRATCH: runs a copy of ./assay in SCRATCH, with stand-ins for the programs that
# would change the machine or take long. A stand-in logs its call to $calls.
set -u
root=$1 scratch=$2
rm -rf -- "$scratch"
mkdir -p "$scratch/tree" "$scratch/bin"
cp -R "$root/assay" "$root/packages.txt" "$root/.ci" "$scratch/tree/"
export calls="$scratch/calls" installed="$scratch/installed"
PATH="$scratch/bin:$PATH"
failures=0

# stand_in NAME: a program of that name, its body on stdin.
stand_in() {
  { printf '#!/usr/bin/env bash\n'; cat; } >"$scratch/bin/$1"
  chmod +x "$scratch/bin/$1"
}
# run WANTED-CODE COMMAND...: from another folder, stdout and stderr to files.
run() {
  local want=$1 code
  shift
  (cd / && "$@" </dev/null >"$scratch/out" 2>"$scratch/err")
  code=$?
  [ "$code" -eq "$want" ] || complain "exit code $code, not $want: $*"
}
complain() {
  failures=$((failures + 1))
  printf '%s\n' "$@"
  sed 's/^/  | /' "$scratch/err"
}
says() { grep -qF -- "$2" "$scratch/$1" || complain "$1 does not say: $2"; }
silent() { [ ! -s "$scratch/$1" ] || complain "$1 is not empty"; }

stand_in dpkg-query <<'E2'
for package in "${@:3}"; do
  if grep -qxF -- "$package" "$installed"; then echo "$package installed"; fi
done
E2
stand_in apt-get <<'E2'
echo "apt-get $*" >>"$calls"
if [ "$1" = install ]; then printf '%s\n' "${@:4}" >>"$installed"; fi
E2
stand_in id <<'E2'
echo "${user_id:-0}"
E2
stand_in cmake <<'E2'
echo "cmake $*" >>"$calls"
case $* in
  --preset*) touch "build/$2/build.ninja" ;;
  --build*)
    echo "${ninja_says:-ninja: no work to do.}"
    exit "${build_code:-0}"
    ;;
esac
E2
program="$scratch/tree/build/release/src/assay/cli/assay"
mkdir -p "$(dirname "$program")"
printf '#!/bin/sh\necho "ran in $PWD with $*"\nexit 3\n' >"$program"
chmod +x "$program"

# Everything is missing and we are not root: the exact line, and nothing is changed.
: >"$installed"
: >"$calls"
verify_group=$(awk '$2 == "verify" {printf "%s%s", sep, $1; sep = " "}' "$root/packages.txt")
user_id=1000 run 5 "$scratch/tree/assay" verify
says err "sudo apt-get install -y --no-install-recommends $verify_group"
silent out
[ ! -s "$calls" ] || complain "something was run without root"

# As root they are installed, the tree is configured and built, the program gets the arguments, the
# caller's folder and the last word on the exit code.
run 3 "$scratch/tree/assay" verify 'a b' --p 1
says out "ran in / with verify a b --p 1"
says calls "apt-get install -y --no-install-recommends $verify_group"
says calls "cmake --preset release"
# The second time nothing is installed or configured again, and nothing is said.
: >"$calls"
run 3 "$scratch/tree/assay" list claims
silent err
grep -qE 'apt-get|--preset' "$calls" && complain "work was done twice"

# One package went missing: only that one.
grep -vxF cmake "$installed" >"$scratch/left" && mv "$scratch/left" "$installed"
user_id=1000 run 5 "$scratch/tree/assay" show x
says err "sudo apt-get install -y --no-install-recommends cmake"
echo cmake >>"$installed"

# A build that fails says so, shows what failed, and keeps the log.
build_code=1 ninja_says='FAILED: x.cpp.o' run 70 "$scratch/tree/assay" verify
says err "FAILED: x.cpp.o"
says err "build.log"

# A tree that was moved is configured afresh.
: >"$calls"
echo "CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere" >"$scratch/tree/build/release/CMakeCache.txt"
run 127 "$scratch/tree/assay" verify # the program went with the old build folder
says calls "cmake --preset release"

# Tests need more packages; a wrong option is usage.
user_id=1000 run 5 "$scratch/tree/.ci/run"
says err "catch2"
run 2 "$scratch/tree/assay" test --no-such-option

printf '%d complaints\n' "$failures"
[ "$failures" -eq 0 ]
