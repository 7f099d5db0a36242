#!/bin/sh
# The token of a PUT is sent with the GET.
# negative: shell.v1_get
TOKEN=$(curl -sX PUT http://169.254.169.254/latest/api/token \
  -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
curl -sf -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/instance-id # expect: request.v2_get v2 survives
