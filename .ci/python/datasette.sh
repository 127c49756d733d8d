#!/usr/bin/env bash
# The ten queries, asked of a graph file by the real Datasette. Usage: datasette.sh HUSTINGS PYTHON
set -euo pipefail
hustings=$1 python=$2
folder=$(mktemp -d)
"$hustings" build bundled -o "$folder/world.db" >"$folder/built"
ask() {
  "$python" -m datasette "$folder/world.db" --metadata data/datasette/metadata.json --get "/world/$1" >"$folder/answer"
  "$python" - "$folder/answer" "$1" <<'PY'
import json, sys
rows = json.load(open(sys.argv[1]))
assert isinstance(rows, list) and rows, f"{sys.argv[2]}: {str(rows)[:300]}"
print(f"  {sys.argv[2].split('.json')[0]}: {len(rows)} rows")
PY
}
for query in rivalries closest never_elected incumbents_beaten effective_number disagreements; do
  ask "$query.json?_shape=array"
done
ask "career.json?_shape=array&name=Shimon+Peres"
ask "search.json?_shape=array&words=rabin"
ask "succession.json?_shape=array&office=Leader+of+Likud"
ask "stated.json?_shape=array&page=Likud+leadership+elections,+with+Herut"
# What hustings itself says of the most frequent pair.
"$hustings" rivals --format csv --top 1 >"$folder/rivals.csv"
ask "rivalries.json?_shape=array" >/dev/null
"$python" - "$folder/answer" "$folder/rivals.csv" <<'PY'
import csv, json, sys
first = json.load(open(sys.argv[1]))[0]
wanted = next(csv.DictReader(open(sys.argv[2])))
assert (first["person_a"], first["meetings"]) == (wanted["person_a"], int(wanted["meetings"])), (first, wanted)
PY
# Every table opens in the browser's view.
for table in page person contest candidacy tenure fact citation judgement diagnostic standing defeat statement; do
  ask "$table.json?_shape=array&_size=5" || [ "$table" = diagnostic ]
done
