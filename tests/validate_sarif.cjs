// SPDX-License-Identifier: Apache-2.0
// node validate_sarif.cjs SCHEMA FILE...
"use strict";
const { readFileSync } = require("node:fs");
const Ajv = require("ajv-draft-04");
const formats = require("ajv-formats");

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats(ajv);
const valid = ajv.compile(read(process.argv[2]));
let failed = false;
const complain = (text) => { failed = true; console.error(text); };

const checkUri = (at) => {
  const uri = at.physicalLocation.artifactLocation.uri;
  if (!uri || uri.startsWith("/") || uri.includes(":"))
    complain(`GitHub takes no such URI: '${uri}'`);
};

for (const path of process.argv.slice(3)) {
  const log = read(path);
  if (!valid(log))
    for (const e of valid.errors.slice(0, 10))
      complain(`${path}: ${e.instancePath} ${e.message}`);
  const run = log.runs[0];
  const rules = run.tool.driver.rules;
  for (const result of run.results) {
    result.locations.forEach(checkUri);
    (result.relatedLocations ?? []).forEach(checkUri);
    if (!result.partialFingerprints?.primaryLocationLineHash)
      complain(`${path}: a result without a fingerprint`);
    if (result.suppressions) complain(`${path}: suppressions`);
    if (rules[result.ruleIndex]?.id !== result.ruleId)
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
