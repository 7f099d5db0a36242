#!/bin/sh
# Where no token came the script asks without one; where one came it sends it.
if ! token=$(curl -sf -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60"); then
  curl -sf http://169.254.169.254/latest/meta-data/instance-id # expect: request.v1_fallback v1-fallback survives
else
  curl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id # expect: request.v2_get v2 survives
fi
