#!/bin/sh
# A command in a variable names the hosts that no proxy is asked for; that asks nothing.
HOST="http://169.254.169.254"
CURL="curl -s -m 3 --noproxy 169.254.169.254,[fd00:ec2::254]"

token()
{
  $CURL -X PUT "$HOST/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60"
}

T=$(token) || exit 1
$CURL -H "X-aws-ec2-metadata-token: $T" "$HOST/latest/meta-data/mac" # expect: request.v2_get v2 survives
