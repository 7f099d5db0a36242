#!/bin/bash
# A header that is unset, and one that a number of 0 keeps from being set.
token=$(curl -sf -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60") || exit 1
kept=(-H "X-aws-ec2-metadata-token: $token")
curl -sf "${kept[@]}" http://169.254.169.254/latest/meta-data/ami-id # expect: request.v2_get v2 survives
unset kept
curl -sf "${kept[@]}" http://169.254.169.254/latest/meta-data/mac # expect: shell.v1_get v1 breaks

off=0
if ((off)); then
  never=(-H "X-aws-ec2-metadata-token: $token")
fi
curl -sf "${never[@]}" http://169.254.169.254/latest/meta-data/hostname # expect: shell.v1_get v1 breaks

unset token
curl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/user-data # expect: shell.v1_get v1 breaks
