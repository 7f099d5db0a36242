#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// AWS SDK for JavaScript 2: tokens since 2.722.0, with a fallback to v1.
const AWS = require('aws-sdk');

new AWS.EC2MetadataCredentials({maxRetries : 0}).refresh((error) => {
  process.exitCode = error ? 1 : 0;
});
