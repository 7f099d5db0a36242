#!/bin/bash
# An option of the command line decides, whatever the PUT would give.
v2=false
[ "$1" = --v2 ] && v2=true
if [ "$v2" = true ]; then
  token=$(curl -sf -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60") || exit 1
  header=(-H "X-aws-ec2-metadata-token: $token")
fi
curl -sf "${header[@]}" http://169.254.169.254/latest/meta-data/instance-id # expect: request.v1_fallback v1-fallback depends
