#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What analyze --sarif writes is what tests/validate_sarif asks for.
set -u
analyze="$IMDS_BINARY_DIR/libexec/imds-ready/imds-ready-analyze"
cases="$IMDS_SOURCE_DIR/tests/analyzer/cases"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

"$analyze" "$cases" --no-cache --sarif all.sarif >text.log
[ $? -eq 1 ] || { echo "the cases should be not ready"; exit 1; }
mkdir empty && "$analyze" empty --no-cache --sarif none.sarif >text.log
[ $? -eq 3 ] || { echo "an empty tree should be incomplete"; exit 1; }
"$IMDS_SOURCE_DIR/tests/validate_sarif" all.sarif none.sarif
