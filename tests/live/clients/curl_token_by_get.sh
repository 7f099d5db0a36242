#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The token asked for with the wrong verb, and data with a verb IMDS refuses.
curl -s -m5 "$IMDS/latest/api/token"
curl -s -m5 -X POST "$IMDS/latest/meta-data/ami-id"
