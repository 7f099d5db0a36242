#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The header's name in the user agent and in the query makes no token.
curl -sf -m5 -A "x-aws-ec2-metadata-token: probe" \
  "$IMDS/latest/meta-data/ami-id?x-aws-ec2-metadata-token:%20a"
