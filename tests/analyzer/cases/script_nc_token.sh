#!/bin/sh
# PUT and GET through nc: with the header, and without it where no token came.
H=169.254.169.254
# negative: shell_socket.v1_get
TOKEN=$(printf "PUT /latest/api/token HTTP/1.0\r\nHost: $H\r\nX-aws-ec2-metadata-token-ttl-seconds: 60\r\n\r\n" | nc $H 80 | tail -n 1)
printf 'GET /latest/meta-data/mac HTTP/1.0\r\nHost: %s\r\nX-aws-ec2-metadata-token: %s\r\n\r\n' "$H" "$TOKEN" | nc $H 80 # expect: request.v2_get v2 survives
nc $H 80 <<EOF # expect: request.v2_get v2 survives
GET /latest/meta-data/ami-id HTTP/1.0
X-aws-ec2-metadata-token: $TOKEN

EOF
if [ -n "$TOKEN" ]; then
  printf "GET /latest/user-data HTTP/1.0\r\nX-aws-ec2-metadata-token: $TOKEN\r\n\r\n" | nc $H 80 # expect: request.v2_get v2 survives
else
  printf "GET /latest/user-data HTTP/1.0\r\n\r\n" | nc $H 80 # expect: request.v1_fallback v1-fallback survives
fi
