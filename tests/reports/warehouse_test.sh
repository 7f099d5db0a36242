#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The warehouse queries count what the report counts, on the same files, copies
# of lines included. DuckDB stands in for Trino; 77 where npm cannot fetch it.
set -euo pipefail
command -v node >/dev/null || { echo "skipped: needs node"; exit 77; }
npm=$IMDS_BINARY_DIR/npm
[ -d "$npm/node_modules/@duckdb/node-api" ] ||
  npm install --silent --no-audit --no-fund --prefix "$npm" \
    @duckdb/node-api >/dev/null 2>&1 ||
  { echo "skipped: npm cannot fetch @duckdb/node-api"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$IMDS_SOURCE_DIR/tests/reports/html_sample.py" >"$work/a.ndjson"
head -500 "$work/a.ndjson" >>"$work/a.ndjson" # copies add nothing
"$IMDS_BINARY_DIR/bin/imds-ready" report "$work/a.ndjson" \
  --json "$work/r.json" --text /dev/null || true
NODE_PATH=$npm/node_modules node \
  "$IMDS_SOURCE_DIR/tests/reports/warehouse_duckdb.cjs" \
  "$work/a.ndjson" "$work/r.json" "$IMDS_SOURCE_DIR/docs/warehouse/queries"
