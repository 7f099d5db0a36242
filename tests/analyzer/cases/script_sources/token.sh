#!/bin/bash
# The token is fetched by a function of another script, or sent by one.
DIR=$(dirname "$0")
[ -f "$DIR/lib/imds.sh" ] && source "$DIR/lib/imds.sh"
TOKEN=$(get_token)
curl -s -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/mac # expect: request.v2_get v2 survives
imds_curl http://169.254.169.254/latest/user-data # expect: request.v2_get v2 survives
if [ -n "$TOKEN" ]; then
  imds_curl "$BASE/meta-data/ami-id" # expect: request.v2_get v2 survives
else
  imds meta-data/ami-id # expect: request.v1_fallback v1-fallback survives
fi
