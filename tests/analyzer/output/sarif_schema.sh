#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What --sarif writes is valid against the official schema of SARIF 2.1.0, and
# has what GitHub code scanning refuses or mistakes nowhere in it. The schema
# comes from an npm package and is not part of this project; without node or
# the registry the test is skipped.
set -u
analyze="$IMDS_BINARY_DIR/libexec/imds-ready/imds-ready-analyze"
cases="$IMDS_SOURCE_DIR/tests/analyzer/cases"
schema=package/lib/schemas/sarif-2.1.0-rtm.5.json
skip() { echo "skipped: $1"; exit 77; }

command -v npm >/dev/null && command -v node >/dev/null || skip "no npm"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
echo '{"private": true}' > package.json
timeout 120 npm install --silent --no-audit --no-fund ajv@8 ajv-draft-04@1 ajv-formats@3 \
  >npm.log 2>&1 || skip "npm cannot be reached: $(tail -1 npm.log)"
timeout 60 npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >npm.log 2>&1 ||
  skip "npm cannot be reached: $(tail -1 npm.log)"
tar xzf ./*.tgz "$schema" || exit 1

"$analyze" "$cases" --no-cache --sarif all.sarif >text.log
[ $? -eq 1 ] || { echo "the cases should be not ready"; exit 1; }
mkdir empty && "$analyze" empty --no-cache --sarif none.sarif >text.log
[ $? -eq 3 ] || { echo "an empty tree should be incomplete"; exit 1; }

cat > check.mjs <<'JS'
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import formats from 'ajv-formats';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true,
                      unicodeRegExp: false });
formats(ajv);
const schema = read(process.argv[2]);
const valid = ajv.compile(schema);
let failed = false;
const complain = (text) => { failed = true; console.error(text); };

const checkUri = (at) => {
  const uri = at.physicalLocation.artifactLocation.uri;
  if (!uri || uri.startsWith('/') || uri.includes(':'))
    complain(`GitHub takes no such URI: '${uri}'`);
};
for (const path of process.argv.slice(3)) {
  const log = read(path);
  if (!valid(log))
    for (const e of valid.errors.slice(0, 10))
      complain(`${path}: ${e.instancePath} ${e.message}`);
  const run = log.runs[0];
  for (const result of run.results) {
    result.locations.forEach(checkUri);
    (result.relatedLocations ?? []).forEach(checkUri);
    if (!result.partialFingerprints?.primaryLocationLineHash)
      complain(`${path}: a result without a fingerprint`);
    if (result.suppressions) complain(`${path}: suppressions`);
    if (run.tool.driver.rules[result.ruleIndex]?.id !== result.ruleId)
      complain(`${path}: ruleIndex points to another rule`);
  }
  const ids = run.results.map((r) => JSON.stringify(
    [r.ruleId, r.locations[0].physicalLocation.artifactLocation.uri,
     r.partialFingerprints]));
  if (new Set(ids).size !== ids.length)
    complain(`${path}: two results with one identity`);
  console.log(`${path}: ${run.results.length} results`);
}
process.exit(failed ? 1 : 0);
JS
node check.mjs "$schema" all.sarif none.sarif
