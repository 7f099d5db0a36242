#!/bin/bash
# Requests that a script writes itself and hands to nc or socat: no token.
HOST=169.254.169.254
printf 'GET /latest/meta-data/instance-id HTTP/1.0\r\nHost: 169.254.169.254\r\n\r\n' | nc 169.254.169.254 80 # expect: shell_socket.v1_get v1 breaks
id=$(echo -e "GET /latest/meta-data/ami-id HTTP/1.0\r\nHost: $HOST\r\n\r\n" | timeout 3 nc -w 2 "$HOST" 80 | tail -n 1) # expect: shell_socket.v1_get v1 breaks
(echo -ne "GET /latest/user-data HTTP/1.1\r\n"; echo -ne "Host: $HOST\r\n\r\n"; sleep 1) | ncat $HOST 80 # expect: shell_socket.v1_get v1 breaks
printf '%s\r\n' "GET /latest/meta-data/mac HTTP/1.0" "Host: $HOST" "" | socat - TCP:$HOST:80,crnl # expect: shell_socket.v1_get v1 breaks
netcat $HOST 80 <<EOF # expect: shell_socket.v1_get v1 breaks
GET /latest/meta-data/placement/region HTTP/1.0

EOF
if printf "GET /latest/meta-data/%s HTTP/1.0\r\n\r\n" hostname | busybox nc $HOST 80 | grep -q 200; then # expect: shell_socket.v1_get v1 breaks
  echo "an instance"
fi
# What goes elsewhere, or nowhere, asks nothing.
nc -z -w 1 $HOST 80 && echo reachable
echo "id: $id" | nc log.example.com 514
