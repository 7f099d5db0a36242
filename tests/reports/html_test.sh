#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The HTML report as a person sees it: headless Chromium driven by
# playwright-core, which npm fetches once into the build folder.
set -euo pipefail
command -v node >/dev/null && [ -x /usr/bin/chromium ] ||
  { echo "skipped: needs node and chromium"; exit 77; }
npm=$IMDS_BINARY_DIR/npm
[ -d "$npm/node_modules/playwright-core" ] ||
  npm install --silent --no-audit --no-fund --ignore-scripts \
    --prefix "$npm" playwright-core >/dev/null 2>&1 ||
  { echo "skipped: npm cannot fetch playwright-core"; exit 77; }
page=$(mktemp -d)
trap 'rm -rf "$page"' EXIT
python3 "$IMDS_SOURCE_DIR/tests/reports/html_sample.py" >"$page/e.ndjson"
"$IMDS_BINARY_DIR/bin/imds-ready" report "$page/e.ndjson" \
  --map "$IMDS_SOURCE_DIR/tests/reports/html_sample.map" \
  --html "$page/r.html" --text /dev/null || true
NODE_PATH=$npm/node_modules node "$IMDS_SOURCE_DIR/tests/reports/html_test.cjs" \
  "$page/r.html"
