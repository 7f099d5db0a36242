#!/bin/bash
# A token that is read from a file on one path, and asked for on the other.
if [ -f /run/imds-token ]; then
  read -r TOKEN </run/imds-token
else
  TOKEN=$(curl -sf -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60") || exit 1
fi
curl -sf -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/mac # expect: request.v2_get v2 survives
while ((1)); do
  curl -sf http://169.254.169.254/latest/meta-data/spot/termination-time # expect: shell.v1_get v1 breaks
  sleep 5
done
