#!/bin/bash
# Calls a function of a script that it sources.
cd "$(dirname "$0")"
. ./lib/imds.sh
id=$(imds meta-data/instance-id) # expect: shell.v1_get v1 breaks
echo "$id in $(zone)"
