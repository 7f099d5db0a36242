#!/bin/bash
# A firewall rule beside a request: the rule asks nothing.
id=$(curl -s http://169.254.169.254/latest/meta-data/instance-id) # expect: shell.v1_get v1 breaks
echo "$id"


if [ -n "$id" ]; then
  /sbin/iptables -A OUTPUT \
    -m owner --destination 169.254.169.254 ! --uid-owner 0 \
    -j REJECT
fi
