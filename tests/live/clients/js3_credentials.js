#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// AWS SDK for JavaScript 3.
const {fromInstanceMetadata} = require('@aws-sdk/credential-provider-imds');

fromInstanceMetadata({timeout : 1000, maxRetries : 0})().catch(() => {
  process.exitCode = 1;
});
