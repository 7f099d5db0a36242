#!/bin/sh
# A token that this script never asks for: whoever runs it may have one.
curl -s -H "X-aws-ec2-metadata-token: $IMDS_TOKEN" http://169.254.169.254/latest/meta-data/instance-id # expect: request.review review depends
