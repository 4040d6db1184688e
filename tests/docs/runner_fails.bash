#!/usr/bin/env bash
# runner_fails.bash FOLDER SCRATCH: a README with a wrong command, or with none, must not pass.
set -u
here=$1 scratch=$2
rm -rf -- "$scratch"
mkdir -p "$scratch"/{examples,build}
printf 'int main() {}\n' >"$scratch/examples/x.cpp"

# expect WANTED TEXT: the runner's exit code for a README of that text.
expect() {
  printf '%s\n' "$2" >"$scratch/README.md"
  bash "$here/run_readme.bash" "$scratch" "$scratch/build" /bin/false "$scratch/run" >/dev/null 2>&1
  local code=$?
  [ "$code" -eq "$1" ] && return 0
  printf 'exit code %d, not %d, for:\n%s\n' "$code" "$1" "$2"
  exit 1
}
nine=$(printf 'true\n%.0s' {1..9})
fence='```'
code=$fence'cpp
int main() {}
'$fence
expect 0 "${fence}sh
$nine
$fence
$code"
expect 1 "${fence}sh
$nine
./assay list claims
$fence
$code"
expect 0 "${fence}sh
$nine
./assay list claims # exit 1
$fence
$code"
expect 1 "${fence}sh
$nine
$fence
${fence}cpp
int other() {}
$fence"
expect 1 "no commands"
