#!/bin/bash
# (( )) asks for a number: with 0, as without it, there is no token.
if ((USE_V2)); then
  token=$(curl -sf -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60") || exit 1
  header=(-H "X-aws-ec2-metadata-token: $token")
fi
curl -sf "${header[@]}" http://169.254.169.254/latest/meta-data/instance-id # expect: request.v1_fallback v1-fallback depends

if (($# > 1)); then
  other=(-H "X-aws-ec2-metadata-token: $token")
fi
curl -sf "${other[@]}" http://169.254.169.254/latest/user-data # expect: request.v1_fallback v1-fallback depends
