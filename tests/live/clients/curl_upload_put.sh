#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A PUT as an upload of unknown size: chunked, and it waits for "100 Continue",
# which IMDS refuses with 417. Without the wait it works.
ttl="X-aws-ec2-metadata-token-ttl-seconds: 60"
printf '' | curl -s -m5 -T - -H "$ttl" "$IMDS/latest/api/token"
printf '' | curl -s -m5 -T - -H "$ttl" -H "Expect:" "$IMDS/latest/api/token"
