#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The ClickHouse queries on a real server: two databases of one local server are
# two shards behind a Distributed table. 77 where ClickHouse is not installed.
set -euo pipefail
server=$(command -v clickhouse-server || command -v clickhouse || true)
client=$(command -v clickhouse-client || true)
[ -n "$server" ] && [ -n "$client" ] ||
  { echo "skipped: needs clickhouse-server and clickhouse-client"; exit 77; }
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || { kill "$pid"; wait "$pid" || true; }; rm -rf "$work"' EXIT
port=19000
sql=$IMDS_SOURCE_DIR/docs/warehouse

cat >"$work/config.xml" <<XML
<yandex>
  <logger><level>warning</level><console>0</console>
    <log>$work/log</log><errorlog>$work/errors</errorlog></logger>
  <listen_host>127.0.0.1</listen_host>
  <tcp_port>$port</tcp_port>
  <path>$work/data/</path><tmp_path>$work/tmp/</tmp_path>
  <mark_cache_size>67108864</mark_cache_size>
  <users_config>$work/users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <remote_servers><shards>
    <shard><replica><host>127.0.0.1</host><port>$port</port>
      <default_database>one</default_database></replica></shard>
    <shard><replica><host>127.0.0.1</host><port>$port</port>
      <default_database>two</default_database></replica></shard>
  </shards></remote_servers>
</yandex>
XML
cat >"$work/users.xml" <<XML
<yandex>
  <profiles><default/></profiles><quotas><default/></quotas>
  <users><default><password></password>
    <networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota></default></users>
</yandex>
XML
mkdir -p "$work/data" "$work/tmp"
"$server" --config-file="$work/config.xml" >"$work/out" 2>&1 &
pid=$!
ask() { "$client" --host 127.0.0.1 --port "$port" "$@"; }
for _ in $(seq 100); do ask --query "SELECT 1" >/dev/null 2>&1 && break; sleep 0.3; done

python3 "$IMDS_SOURCE_DIR/tests/reports/html_sample.py" |
  python3 -c 'import json,sys
for line in sys.stdin: print(json.dumps(json.loads(line), separators=(",", ":")))' \
  >"$work/a.ndjson"
head -500 "$work/a.ndjson" >>"$work/a.ndjson" # copies add nothing
"$IMDS_BINARY_DIR/bin/imds-ready" report "$work/a.ndjson" \
  --json "$work/r.json" --text /dev/null || true

for db in one two; do
  ask --query "CREATE DATABASE $db"
  sed -n '/^CREATE TABLE {db}.imds_local/,/;$/p' "$sql/clickhouse.sql" |
    sed "s/{db}/$db/" | ask --multiquery
done
sed -n '/^CREATE TABLE {db}.imds_in/,$p' "$sql/clickhouse.sql" |
  sed "s/{db}/default/; s/{cluster}/shards/" | ask --multiquery
sed 's/\\/\\\\/g' "$work/a.ndjson" |
  ask --insert_distributed_sync=1 --query "INSERT INTO imds_in FORMAT TSV"
for db in one two; do
  [ "$(ask --query "SELECT count() > 0 FROM $db.imds_local")" = 1 ] ||
    { echo "shard $db is empty"; exit 1; }
done
for query in classes callers hosts images; do
  ask --query "$(cat "$sql/queries/$query.clickhouse.sql")" >"$work/$query"
done
python3 - "$work" <<'PY'
import collections, json, sys
work = sys.argv[1]
report = json.load(open(work + "/r.json"))
classes, callers, hosts, images = (collections.Counter() for _ in range(4))
for caller in report["callers"]:
    classes.update(caller["classes"])
    hosts[caller["host"]] += caller["tokenless"]
    program = caller["exe"] or caller["comm"]
    callers[caller["host"] + "\t" + program] += caller["tokenless"]
    for image in caller["images"]:  # one at most in this sample
        images[image] += caller["tokenless"]
for name, want in (("classes", classes), ("callers", +callers),
                   ("hosts", +hosts), ("images", +images)):
    got = {k: int(n) for k, n in (line.rstrip("\n").rsplit("\t", 1)
                                  for line in open(f"{work}/{name}"))}
    assert got == dict(want), (name, got, dict(want))
PY
