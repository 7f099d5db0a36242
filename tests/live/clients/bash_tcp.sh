#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# No HTTP client at all: the shell writes the head line by line.
exec 3<>"/dev/tcp/169.254.169.254/80"
printf 'GET /latest/meta-data/instance-type HTTP/1.0\r\n' >&3
printf 'Host: 169.254.169.254\r\n' >&3
printf '\r\n' >&3
grep -q m7i.large <&3
