#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
ec2metadata --instance-id | grep -q i-0
