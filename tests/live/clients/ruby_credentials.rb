#!/usr/bin/ruby
# SPDX-License-Identifier: Apache-2.0
require 'aws-sdk-core'

credentials = Aws::InstanceProfileCredentials.new(
  retries: 0, http_open_timeout: 1, http_read_timeout: 1
)
exit(credentials.set? ? 0 : 1)
