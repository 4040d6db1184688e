#!/usr/bin/env bash
# make_methods.bash PROGRAM ROOT FILE: makes reports/methods.md by running the experiment over all
# methods (about a quarter of an hour on two cores), up to the details that assay curve prints too.
set -eu
program=$1 root=$2 file=$3
out=$(mktemp -d)
code=0
(cd "$root" && "$program" curve examples/experiments/all_methods.toml --quiet --format md \
  --out "$out/run") >"$out/all.md" || code=$?
case $code in 0 | 1 | 3) ;; *) exit "$code" ;; esac # a verdict, whatever it is
{
  sed '/^## Exponents/,$d' "$out/all.md"
  printf 'The whole report, with every accuracy and what was not run:\n'
  printf '`assay curve examples/experiments/all_methods.toml`\n'
} >"$file"
rm -rf -- "$out"
