#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Not -q: Debian 12's busybox crashes on it here.
busybox wget -O- "$IMDS/latest/meta-data/hostname" 2>/dev/null
