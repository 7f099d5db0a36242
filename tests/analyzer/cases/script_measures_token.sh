#!/bin/bash
# Whether a token came is asked by its length, behind an x, and by null.
T=$(curl -sf -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
with() { curl -sf -H "X-aws-ec2-metadata-token: $T" "http://169.254.169.254/latest/meta-data/mac"; } # expect: request.v2_get v2 survives

if [ ${#T} -ne 0 ]; then
  curl -sf "http://169.254.169.254/latest/meta-data/a" # expect: shell.v1_get v1 breaks
else
  with
fi
if (( ${#T} >= 1 )); then
  curl -sf "http://169.254.169.254/latest/meta-data/b" # expect: shell.v1_get v1 breaks
fi
if [ ${#T} -lt 1 ]; then
  curl -sf "http://169.254.169.254/latest/meta-data/c" # expect: request.v1_fallback v1-fallback survives
fi
if [ "x$T" = x ]; then
  curl -sf "http://169.254.169.254/latest/meta-data/d" # expect: request.v1_fallback v1-fallback survives
fi
if [ "$T" != null ]; then
  curl -sf "http://169.254.169.254/latest/meta-data/e" # expect: shell.v1_get v1 breaks
else
  curl -sf "http://169.254.169.254/latest/meta-data/f" # expect: request.v1_fallback v1-fallback survives
fi
get_token() { T=$(curl -sf -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60"); }
if ! get_token; then
  curl -sf "http://169.254.169.254/latest/meta-data/g" # expect: request.v1_fallback v1-fallback survives
fi
code=$(curl -s -o /tmp/token -w "%{http_code}" -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
if [ "$code" -ge 400 ]; then
  curl -sf "http://169.254.169.254/latest/meta-data/h" # expect: request.v1_fallback v1-fallback survives
fi
