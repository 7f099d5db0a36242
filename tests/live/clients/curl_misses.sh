#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Keys that are not there, without and with a token; a token that never was.
curl -s -m5 "$IMDS/latest/meta-data/spot/instance-action"
token=$(curl -sf -m2 -X PUT "$IMDS/latest/api/token" \
  -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
curl -s -m5 -H "X-aws-ec2-metadata-token: $token" \
  "$IMDS/latest/meta-data/tags/instance"
curl -s -m5 -H "X-aws-ec2-metadata-token: INVALID" \
  "$IMDS/latest/meta-data/instance-id"
curl -s -m5 "$IMDS/2021-03-23/meta-data/ami-id"
