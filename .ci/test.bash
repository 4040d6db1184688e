# The steps of `./assay test`, sourced by it. Each step prints its name, outcome and time.

passed=0
failed=0
step_log=

# step NAME COMMAND...: runs it quietly, prints one line; its output is shown when it fails.
step() {
  local title=$1 begin=$SECONDS outcome=ok
  shift
  if ! "$@"; then
    outcome=FAILED
  fi
  printf '%-18s %-6s %4d s\n' "$title" "$outcome" $((SECONDS - begin))
  [ "$outcome" = ok ]
}

# One check that is not a ctest program: counts as one.
check() {
  if step "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
}

check_format() {
  local wrong
  wrong=$(find "$root"/{src,theory,tests,examples} -name '*.[ch]pp' -print0 |
    xargs -0 clang-format --dry-run -Werror 2>&1) && return 0
  printf '%s\n' "$wrong" | head -n 20 >&2
  say "clang-format -i mends this"
  return 1
}

# run_ctest PRESET: all its tests; adds to the tally.
run_ctest() {
  local dir="$root/build/$1" good bad status=0
  rm -f "$dir/Testing/Temporary/LastTest.log"
  (cd "$root" && ctest --preset "$1" --parallel "$jobs") </dev/null >"$dir/ctest.log" 2>&1 ||
    status=1
  read -r good bad < <(awk -f "$root/.ci/tally.awk" "$dir/Testing/Temporary/LastTest.log")
  # Whatever the log says, a failed run is never a pass, and neither is one that ran nothing.
  if [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; then
    [ "$bad" -gt 0 ] || bad=1
    grep -vE '^ *Start +[0-9]+:|Passed' "$dir/ctest.log" | tail -n 60 >&2
    say "tests failed (log: $dir/ctest.log)"
    status=1
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  return "$status"
}

# tests PRESET TITLE: builds a preset and runs its tests.
tests() {
  if step "build $2" build "$1"; then
    step "$2" run_ctest "$1" || true
  else
    failed=$((failed + 1))
  fi
}

run_tests() {
  local group=test update=
  while [ $# -gt 0 ]; do
    case $1 in
      --update-reports) update=yes ;;
      --full) group=full ;;
      *) die 2 "test: unknown option '$1' (known: --update-reports, --full)" ;;
    esac
    shift
  done
  SECONDS=0
  install_packages "$group"
  check format check_format
  if [ -n "$update" ]; then
    step "build tests" build dev &&
      step "update reports" bash "$root/tests/reports/make_reports.bash" \
        "$root/build/dev/src/assay/cli/assay" "$root/reports" || die 1 "reports/ is not updated"
  fi
  tests dev tests
  tests asan-ubsan sanitizers
  if [ "$group" = full ]; then
    tests full lint
    tests tsan threads
  fi
  printf 'time: %d min %d s\n' $((SECONDS / 60)) $((SECONDS % 60))
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
