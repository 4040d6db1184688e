#!/usr/bin/env bash
# compare.bash REPORTS PROGRAM DIR: makes the reports in DIR, compares them with those in REPORTS.
set -u
here=$(dirname -- "$0")
rm -rf -- "$3" "$3.out"
wrong=0
bash "$here/make_reports.bash" "$2" "$3" "$3.out" || wrong=1
made=0
for file in "$3"/*; do
  made=$((made + 1))
  diff -u "$1/$(basename -- "$file")" "$file" | head -n 40
  cmp -s "$1/$(basename -- "$file")" "$file" || wrong=$((wrong + 1))
done
if [ "$wrong" -gt 0 ]; then
  echo "reports/ is not what this assay makes; ./assay test --update-reports rewrites it"
fi
[ "$made" -gt 0 ] && [ "$wrong" -eq 0 ]
