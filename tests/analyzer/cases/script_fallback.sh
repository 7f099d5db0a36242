#!/bin/bash
# The header is sent only where there is a token.
TOKEN=$(curl -sf -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60" || true)
if [ -n "$TOKEN" ]; then
  curl -s -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/mac # expect: request.v2_get v2 survives
else
  curl -s http://169.254.169.254/latest/meta-data/mac # expect: request.v1_fallback v1-fallback survives
fi
