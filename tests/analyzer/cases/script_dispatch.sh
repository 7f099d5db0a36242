#!/bin/sh
# Commands of a script are functions that a case at its end calls.
get_zone() {
  zone=`curl -s http://169.254.169.254/latest/meta-data/placement/availability-zone` # expect: shell.v1_get v1 breaks
  echo $zone
}

get_id() {
  token=$(curl -sX PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" \
    http://169.254.169.254/latest/api/token)
  curl -s -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id # expect: request.v2_get v2 survives
}

case "$1" in
  zone) get_zone ;;
  id) get_id ;;
  *) echo "usage: $0 zone|id" ;;
esac
