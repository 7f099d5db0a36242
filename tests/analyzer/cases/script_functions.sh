#!/bin/bash
# Functions of a script share its variables; each call is a flow of its own.
BASE=http://169.254.169.254/latest
fetch_token() {
  TOKEN=$(curl -s -X PUT "$BASE/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
}
ask() {
  curl -s -H "X-aws-ec2-metadata-token: $TOKEN" "$BASE/meta-data/$1"
}
plain() {
  curl -s "$BASE/meta-data/$1"
}
fetch_token
# expect: request.v2_get v2 survives
ID=$(ask instance-id)
# expect: shell.v1_get v1 breaks
AZ=$(plain placement/availability-zone)
