#!/bin/bash
# Options in arrays: each array is its own, and may grow.
declare -r endpoints=("http://169.254.169.254/latest" "http://[fd00:ec2::254]/latest")
token=$(curl -sX PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" "${endpoints[0]}/api/token")
bare=(-s --fail)
local_options=(-s)
local_options+=(-H "X-aws-ec2-metadata-token: $token")
if [[ -z $nic || $nic = default ]]; then
  local_options+=(--interface "$nic")
fi
curl "${bare[@]}" http://169.254.169.254/latest/meta-data/mac # expect: shell.v1_get v1 breaks
curl "${local_options[@]}" http://169.254.169.254/latest/meta-data/hostname # expect: request.v2_get v2 survives

for endpoint in "${endpoints[@]}"; do
  curl "${bare[@]}" "$endpoint/user-data" # expect: shell.v1_get v1 breaks
done
