#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What report --sarif writes is what tests/validate_sarif asks for: with foreign
# names, with source, and with nothing at all to say.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

python3 "$IMDS_SOURCE_DIR/tests/reports/html_sample.py" >many.ndjson
head -1 many.ndjson >one.ndjson
for name in many one; do
  "$IMDS_BINARY_DIR/bin/imds-ready" report "$name.ndjson" \
    --sarif "$name.sarif" --text /dev/null
  [ $? -ne 2 ] || exit 1
done
"$IMDS_SOURCE_DIR/tests/validate_sarif" many.sarif one.sarif
