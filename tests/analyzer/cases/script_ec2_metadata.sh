#!/bin/bash
# Commands that ask by themselves: the installed version decides about the token.
if ! command -v ec2-metadata >/dev/null; then
  yum install -y ec2-metadata amazon-ec2-utils
fi
id=$(ec2-metadata -i | cut -d ' ' -f 2) # expect: ec2_metadata.by_version review depends
zone=$(sudo /opt/aws/bin/ec2-metadata --availability-zone) # expect: ec2_metadata.by_version review depends
if ec2metadata --instance-type | grep -q metal; then # expect: ec2_metadata.by_version review depends
  echo "$id $zone"
fi
