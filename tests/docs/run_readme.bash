#!/usr/bin/env bash
# run_readme.bash ROOT BUILD PROGRAM SCRATCH: runs the commands of ROOT/README.md in SCRATCH, where
# ./assay is the program just built and build/release is BUILD. Not run again here: `./assay test`,
# of which this is a part, and the bare `./assay verify`, which the test `reports` runs. A command
# whose line ends in `# exit N` must end so.
set -uo pipefail
root=$1 build=$2 program=$3 scratch=$4

rm -rf -- "$scratch"
mkdir -p "$scratch/build"
ln -s "$build" "$scratch/build/release"
for folder in examples theory src reports; do
  ln -s "$root/$folder" "$scratch/$folder"
done
cat >"$scratch/assay" <<EOF
#!/usr/bin/env bash
case \$* in
  test | 'test '* | verify) exit 0 ;;
esac
exec "$program" "\$@"
EOF
chmod +x "$scratch/assay"
cd "$scratch" || exit 5

commands=$(awk '/^```sh$/ {inside = 1; next} /^```/ {inside = 0}
  inside && !/^#/ && NF {line = line $0; if (sub(/\\$/, "", line)) next; print line; line = ""}' \
  "$root/README.md")
count=0
wrong=0
while IFS= read -r command; do
  want=0
  [[ $command =~ '# exit '([0-9]+)$ ]] && want=${BASH_REMATCH[1]}
  output=$(timeout 300 bash -c "$command" </dev/null 2>&1)
  code=$?
  count=$((count + 1))
  if [ "$code" -ne "$want" ]; then
    wrong=$((wrong + 1))
    printf 'exit code %d, not %d: %s\n%s\n' "$code" "$want" "$command" "$output"
  fi
done <<<"$commands"

# The C++ shown is part of an example, line by line.
shown=$(awk '/^```cpp$/ {inside = 1; next} /^```/ {inside = 0} inside && NF' "$root/README.md" |
  sed 's/^ *//')
examples=$(sed 's/^ *//' "$root"/examples/*.cpp)
while IFS= read -r line; do
  count=$((count + 1))
  if ! grep -qxF -- "$line" <<<"$examples"; then
    wrong=$((wrong + 1))
    printf 'not in an example: %s\n' "$line"
  fi
done <<<"$shown"

printf '%d commands and lines of README.md, %d wrong\n' "$count" "$wrong"
[ "$wrong" -eq 0 ] && [ "$count" -ge 10 ]
