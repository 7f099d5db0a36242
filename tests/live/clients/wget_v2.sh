#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
token=$(wget -q -t1 -T2 -O- --method=PUT "$IMDS/latest/api/token" \
  --header "X-aws-ec2-metadata-token-ttl-seconds: 60") || exit 1
wget -q -t1 -T5 -O- --header "X-aws-ec2-metadata-token: $token" \
  "$IMDS/latest/meta-data/placement/availability-zone"
