#!/bin/bash
# Names of that command which nothing runs: a variable, packages, files, words.
# negative: ec2_metadata.by_version
ec2metadata=/etc/ec2metadata.conf
apt-get install -y ec2metadata
. "$ec2metadata"
cp ec2-metadata.tar.gz /tmp/ec2-metadata
type ec2metadata || which ec2-metadata
echo "run ec2-metadata -i by hand"
case "$1" in
ec2-metadata) shift ;;
esac
