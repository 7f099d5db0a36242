#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The same in a script.
AWS_SECRET_ACCESS_KEY=IMDSCANARYsecret curl -s -u "me:IMDSCANARYpassword" \
  http://169.254.169.254/latest/meta-data/hostname
curl -H "X-aws-ec2-metadata-token: AQAEAIMDSCANARYtoken==" \
  http://169.254.169.254/latest/meta-data/mac
