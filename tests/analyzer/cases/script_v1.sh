#!/bin/sh
# A script whose URL is in a variable.
BASE=http://169.254.169.254/latest
curl -sf "$BASE/meta-data/instance-id" # expect: shell.v1_get v1 breaks
