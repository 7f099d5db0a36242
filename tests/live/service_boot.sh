#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The unit, started by the systemd of this machine: it is up once it watches,
# and its end is clean. 77 where no systemd runs, or it is not ours to use.
set -euo pipefail
skip() { echo "skipped: NOT TESTED: a boot with the unit: $1" >&2; exit 77; }
[ -d /run/systemd/system ] || skip "no systemd runs here"
[ "$(id -u)" = 0 ] || skip "needs root"
name=imds-ready-test-$$
unit=/run/systemd/system/$name.service
trap 'systemctl stop $name || true
  rm -rf "$unit" "/var/lib/$name"; systemctl daemon-reload' EXIT
sed "s|^ExecStart=[^ ]*|ExecStart=$IMDS_BINARY_DIR/libexec/imds-ready/imds-ready-sniff|
  s|/var/lib/imds-ready|/var/lib/$name|; s|^StateDirectory=.*|StateDirectory=$name|" \
  "$IMDS_BINARY_DIR/sniffer/systemd/imds-ready-sniff.service" >"$unit"
systemctl daemon-reload
systemctl start $name
systemctl is-active $name
systemctl stop $name
[ "$(systemctl show -P Result $name)" = success ]
tail -n1 "/var/lib/$name/traffic.ndjson" | grep '"last":true'
