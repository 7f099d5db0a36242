#!/bin/bash
# A test of ${X+set} without quotes, and of a bare word behind a !.
TOKEN=$(curl -sf -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60")

if [ ! -z ${CONTAINER_CREDENTIALS+x} ]; then
  echo "in a container"
elif [ ! "$TOKEN" ]; then
  curl -sf "http://169.254.169.254/latest/meta-data/iam/" # expect: request.v1_fallback v1-fallback survives
else
  curl -sf -H "X-aws-ec2-metadata-token: $TOKEN" "http://169.254.169.254/latest/meta-data/mac" # expect: request.v2_get v2 survives
fi
if [ "$TOKEN" ]; then
  curl -sf "http://169.254.169.254/latest/meta-data/ami-id" # expect: shell.v1_get v1 breaks
fi
