#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Java's client offers HTTP/2 with each request ("Upgrade: h2c").
exec java "$(dirname "$0")/JavaHttpClient.java"
