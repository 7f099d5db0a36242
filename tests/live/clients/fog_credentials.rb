#!/usr/bin/ruby
# SPDX-License-Identifier: Apache-2.0
require 'fog/aws'

credentials = Fog::AWS::Compute.fetch_credentials(use_iam_profile: true)
exit(credentials[:aws_access_key_id] ? 0 : 1)
