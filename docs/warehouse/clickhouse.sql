-- SPDX-License-Identifier: Apache-2.0
-- Evidence as flat columns, taken from each line when it is inserted. Run on
-- every shard; {cluster} is the name of the cluster in remote_servers, {db} a
-- database. visitParam functions want JSON without spaces, which is what
-- imds-ready writes.
CREATE TABLE {db}.imds_local (
  line String,
  fact String MATERIALIZED visitParamExtractString(line, 'fact'),
  host String MATERIALIZED visitParamExtractString(line, 'host'),
  run String MATERIALIZED if(visitParamHas(line, 'survey'), visitParamExtractString(line, 'survey'), visitParamExtractString(line, 'scan')),
  seq UInt64 MATERIALIZED visitParamExtractUInt(line, 'seq'),
  class String MATERIALIZED visitParamExtractString(line, 'class'),
  count UInt64 MATERIALIZED visitParamExtractUInt(line, 'count'),
  path String MATERIALIZED visitParamExtractString(line, 'path'),
  exe String MATERIALIZED visitParamExtractString(line, 'exe'),
  comm String MATERIALIZED visitParamExtractString(line, 'comm'),
  unit String MATERIALIZED visitParamExtractString(line, 'unit'),
  image String MATERIALIZED visitParamExtractString(line, 'image')
) ENGINE = MergeTree ORDER BY (run, seq);

-- Lines go in here. A run stays on one shard, so that counting it once needs no
-- shuffle.
CREATE TABLE {db}.imds_in (line String)
ENGINE = Distributed({cluster}, '', imds_local, cityHash64(visitParamExtractString(line, 'survey')));

-- And questions are asked here.
CREATE TABLE {db}.imds (
  line String, fact String, host String, run String, seq UInt64, class String,
  count UInt64, path String, exe String, comm String, unit String, image String
) ENGINE = Distributed({cluster}, '', imds_local);
