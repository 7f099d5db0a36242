#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A hint stands for the firmware that would name EC2.
folder=$(mktemp -d) || exit 2
echo '{}' >"$folder/ec2.json"
echo "ohai.hints_path = ['$folder']" >"$folder/config.rb"
ohai -c "$folder/config.rb" ec2 2>/dev/null | grep -q i-0
status=$?
rm -r "$folder"
exit $status
