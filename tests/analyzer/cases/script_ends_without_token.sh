#!/bin/sh
# A script that ends where it gets no token, and then forgets to send it.
role() {
  curl -s "http://169.254.169.254/latest/meta-data/iam/security-credentials/$1"
}

token=$(curl -sf -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60") || exit 1
role agent # expect: shell.v1_get v1 breaks
curl -sf http://169.254.169.254/latest/meta-data/instance-id # expect: shell.v1_get v1 breaks
curl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/ami-id # expect: request.v2_get v2 survives
