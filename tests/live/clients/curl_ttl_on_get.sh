#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A common copy and paste error: the ttl header on the GET is no token.
curl -sf -m5 -H "X-aws-ec2-metadata-token-ttl-seconds: 21600" \
  "$IMDS/latest/meta-data/ami-id"
