-- SPDX-License-Identifier: Apache-2.0
-- Lines of evidence below an S3 prefix, as one column. The field separator is a
-- character that JSON text never holds unescaped.
CREATE EXTERNAL TABLE imds (line string)
ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'
LOCATION 's3://BUCKET/PREFIX/';
