#!/bin/bash
# The environment names the cloud, and a switch the version.
case $CLOUD in
other)
  IP=$(curl -s http://metadata.example.com/ip)
  ;;
ec2)
  if [ -z "$USE_TOKEN" ]; then
    IP=$(curl -s http://169.254.169.254/latest/meta-data/local-ipv4) # expect: request.v1_fallback v1-fallback depends
  else
    IP=$(TOKEN=`curl -s -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60"` && curl -s -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/local-ipv4) # expect: request.v2_get v2 survives
  fi
  ;;
esac
echo "$IP"
