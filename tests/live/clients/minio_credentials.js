#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
const {IamAwsProvider} = require('minio');

new IamAwsProvider({}).getCredentials().catch(() => {
  process.exitCode = 1;
});
