#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The service's unit is well-formed, and its hardening stays as it is.
set -euo pipefail
command -v systemd-analyze >/dev/null || {
  echo "skipped: systemd-analyze is missing" >&2
  exit 77
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unit=$folder/imds-ready-sniff.service
# The program need not be installed for the unit to be checked.
sed "s|^ExecStart=[^ ]*|ExecStart=/bin/true|" \
  "$IMDS_BINARY_DIR/sniffer/systemd/imds-ready-sniff.service" >"$unit"

said=$(systemd-analyze verify --man=no "$unit" 2>&1) || {
  echo "$said"
  exit 1
}
if grep -q "$(basename "$unit")" <<<"$said"; then
  echo "$said"
  exit 1
fi
# It has to read other processes and enter their namespaces: 3.6 is what is
# left with everything else closed (an open service has 9.6).
systemd-analyze security --offline=true --threshold=40 --no-pager "$unit"

# What it may hold is what the program lists, and what it takes to step down.
source=$IMDS_SOURCE_DIR/sniffer/live/confine.cpp
listed=$(sed -n '/ kRights\[\]/,/^};/p' "$source" |
  grep -oE '"cap_[a-z_]+"' | tr -d '"' | sort -u)
held=$(sed -n 's/^CapabilityBoundingSet=//p' "$unit" | tr ' A-Z' '\na-z' |
  grep -vE '^cap_(setuid|setgid|setpcap)$' | sort -u)
[ "$listed" = "$held" ] || {
  diff <(echo "$listed") <(echo "$held")
  exit 1
}
