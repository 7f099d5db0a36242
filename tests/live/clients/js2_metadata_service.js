#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// MetadataService.request() sends no token, in every version of SDK 2.
const AWS = require('aws-sdk');

new AWS.MetadataService({maxRetries : 0})
    .request('/latest/meta-data/instance-id', (error, id) => {
      process.exitCode = error || !id.startsWith('i-') ? 1 : 0;
    });
