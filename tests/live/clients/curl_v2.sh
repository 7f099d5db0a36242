#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Token by one curl, data by two others: one caller in three processes.
token=$(curl -sf -m2 -X PUT "$IMDS/latest/api/token" \
  -H "X-aws-ec2-metadata-token-ttl-seconds: 21600") || exit 1
curl -sf -m5 -H "X-aws-ec2-metadata-token: $token" \
  "$IMDS/latest/meta-data/instance-id" &&
  curl -sf -m5 -H "X-aws-ec2-metadata-token: $token" \
    "$IMDS/latest/dynamic/instance-identity/document"
