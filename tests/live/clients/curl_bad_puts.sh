#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each way to be refused a token, and the v1 request of a caller who shrugs.
put() { curl -s -m2 -X PUT "$@"; }
ttl="X-aws-ec2-metadata-token-ttl-seconds"
put "$IMDS/latest/api/token"
put "$IMDS/latest/api/token" -H "$ttl: 21601"
put "$IMDS/latest/api/token" -H "$ttl: 60" -H "X-Forwarded-For: 10.9.9.9"
curl -s -m5 "$IMDS/latest/meta-data/local-ipv4"
put "$IMDS/latest/api/token" -H "$ttl: 60"
curl -s -m5 "$IMDS/latest/meta-data/mac"
