#!/bin/sh
# Whatever runs curl for the script, by words, by text or by name.
. /usr/lib/helpers
U=http://169.254.169.254/latest
TOKEN=$(/usr/bin/env curl -sX PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" $U/api/token)
retry 5 curl -s $U/meta-data/mac # expect: shell.v1_get v1 breaks
busybox wget -qO- $U/meta-data/ami-id # expect: shell.v1_get v1 breaks
find /etc/x -exec curl -s $U/user-data \; # expect: shell.v1_get v1 breaks
curl_retry 3 1 "-s -H 'X-aws-ec2-metadata-token: $TOKEN'" "$U/meta-data/instance-id" # expect: request.v2_get v2 survives
curl_retry 3 1 "-s" "$U/meta-data/instance-type" # expect: shell.v1_get v1 breaks
words="-s $U/meta-data/hostname"
echo "$words" | xargs curl # expect: shell.v1_get v1 breaks
command="curl -s \"$U/meta-data/local-ipv4\""
eval $command # expect: shell.v1_get v1 breaks
bash -c 'curl -s -H "X-aws-ec2-metadata-token: '$TOKEN'" http://169.254.169.254/latest/meta-data/' # expect: request.v2_get v2 survives
ftp -o - $U/meta-data/public-keys # expect: shell.v1_get v1 breaks
