// SPDX-License-Identifier: Apache-2.0
// node warehouse_duckdb.cjs EVIDENCE REPORT.json QUERIES
// The Trino queries, with DuckDB standing in for Trino (it names one function
// otherwise): their totals are the report's.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const { DuckDBInstance } = require("@duckdb/node-api");

async function main([evidence, reportPath, queries]) {
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  await db.run("CREATE MACRO json_extract_scalar(j, p) AS " +
               "json_extract_string(j, p)");
  await db.run("CREATE VIEW imds AS SELECT line FROM read_csv(" +
    `'${evidence}', columns={'line': 'VARCHAR'}, delim='\\x01', quote='', ` +
    "escape='', header=false)");
  const rows = async (name) => Object.fromEntries(
    (await (await db.run(fs.readFileSync(`${queries}/${name}.trino.sql`,
      "utf8"))).getRows()).map((row) =>
    [row.slice(0, -1).join("|"), Number(row.at(-1))]));

  const report = JSON.parse(fs.readFileSync(reportPath, "utf8"));
  const classes = {}, hosts = {}, callers = {}, images = {};
  for (const caller of report.callers) {
    for (const [name, n] of Object.entries(caller.classes))
      classes[name] = (classes[name] ?? 0) + n;
    if (caller.tokenless === 0)
      continue;
    hosts[caller.host] = (hosts[caller.host] ?? 0) + caller.tokenless;
    const key = [caller.host, caller.exe ?? caller.comm].join("|");
    callers[key] = (callers[key] ?? 0) + caller.tokenless;
    for (const image of caller.images) // one at most in this sample
      images[image] = (images[image] ?? 0) + caller.tokenless;
  }
  assert.deepEqual(await rows("classes"), classes);
  assert.deepEqual(await rows("hosts"), hosts);
  assert.deepEqual(await rows("callers"), callers);
  assert.deepEqual(await rows("images"), images);
  assert.ok(Object.keys(images).length > 0);
  assert.ok(Object.keys(classes).length > 3);
}

main(process.argv.slice(2)).catch((e) => { console.error(e); process.exit(1); });
