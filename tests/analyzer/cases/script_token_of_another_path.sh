#!/bin/bash
# The token is only fetched where a switch says so; the header goes out without one.
get_metadata() {
  local key=$1
  if [ ! -z "$IMDSV2" ]; then
    local token=$(curl -s -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
  fi
  echo $(curl -s -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/$key) # expect: request.v1_fallback v1-fallback depends
}
get_metadata instance-id
