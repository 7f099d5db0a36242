#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
aws configure export-credentials >/dev/null
