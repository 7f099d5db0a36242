#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The line of a thousand user-data scripts.
curl -sf -m5 "$IMDS/latest/meta-data/instance-id"
