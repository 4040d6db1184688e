#!/usr/bin/env bash
# make_reports.bash PROGRAM DIR [OUT]: makes in DIR every file of reports/ that is regenerated from a
# run; the run's other reports are kept in OUT, if given.
set -eu
program=$1 dir=$2
mkdir -p "$dir"
out=${3:-$(mktemp -d)}
# Exit codes 1 and 3 still print the ledger; whether they are right is the ledger tests' business.
code=0
"$program" verify --quiet --format md --out "$out" >"$dir/ledger.md" || code=$?
case $code in 0 | 1 | 3) ;; *) exit "$code" ;; esac
[ -n "${3:-}" ] || rm -rf -- "$out"
