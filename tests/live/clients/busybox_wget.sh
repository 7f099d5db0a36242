#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Without -T, on which Debian 12's busybox crashes.
busybox wget -q -O- "$IMDS/latest/meta-data/hostname"
