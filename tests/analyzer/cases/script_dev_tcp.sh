#!/bin/bash
# Bash's own sockets: what is written to the descriptor is the request.
exec 3<>/dev/tcp/169.254.169.254/80
echo -e "GET /latest/meta-data/instance-id HTTP/1.1\r\nHost: 169.254.169.254\r\nConnection: close\r\n\r\n" >&3 # expect: shell_socket.v1_get v1 breaks
cat <&3

exec {imds}<>"/dev/tcp/169.254.169.254/80"
echo "GET /latest/meta-data/ami-id HTTP/1.0" >&$imds # expect: shell_socket.v1_get v1 breaks
echo "Host: 169.254.169.254" >&$imds
echo >&$imds

ask() {
  exec 5<>/dev/tcp/169.254.169.254/80
  printf "$1 HTTP/1.0\r\n$2\r\n\r\n" >&5
  cat <&5 | tail -n 1
}
TOKEN=$(ask "PUT /latest/api/token" "X-aws-ec2-metadata-token-ttl-seconds: 60")
ask "GET /latest/meta-data/mac" "X-aws-ec2-metadata-token: $TOKEN" # expect: request.v2_get v2 survives
ask "GET /latest/user-data" "Accept: */*" # expect: shell_socket.v1_get v1 breaks

if [ -z "$TOKEN" ]; then
  ask "GET /latest/meta-data/hostname" "Accept: */*" # expect: request.v1_fallback v1-fallback survives
fi

exec 4>/tmp/log
echo "asked for the metadata" >&4
