#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
wget -q -t1 -T5 -O- "$IMDS/latest/meta-data/placement/availability-zone"
