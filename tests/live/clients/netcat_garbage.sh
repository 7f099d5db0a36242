#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Something that is not HTTP.
printf 'hello, is this the metadata service?\r\n\r\n' |
  nc -N -w2 169.254.169.254 80
