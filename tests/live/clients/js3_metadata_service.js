#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// MetadataService of SDK 3 sends a token, where that of SDK 2 sends none.
const {MetadataService} = require('@aws-sdk/ec2-metadata-service');

new MetadataService({})
    .request('/latest/meta-data/instance-id', {})
    .then((id) => {
      process.exitCode = id.startsWith('i-') ? 0 : 1;
    })
    .catch(() => {
      process.exitCode = 1;
    });
