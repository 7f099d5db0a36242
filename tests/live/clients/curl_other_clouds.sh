#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How an agent finds out which cloud it runs on: everybody shares the address.
curl -s -m5 -H "Metadata: true" \
  "$IMDS/metadata/instance?api-version=2021-02-01"
curl -s -m5 -H "Metadata-Flavor: Google" "$IMDS/computeMetadata/v1/"
curl -s -m5 "$IMDS/openstack/latest/meta_data.json"
curl -s -m5 "$IMDS/metadata/v1.json"
curl -s -m5 -H "Authorization: Bearer Oracle" "$IMDS/opc/v2/instance/"
curl -s -m5 "$IMDS/hetzner/v1/metadata"
