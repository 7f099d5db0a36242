#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The role's name is asked for without a token; the token PUT is an upload of
# unknown size, which IMDS refuses with 417, and s3fs falls back. There is no
# bucket: what counts is whether it got as far as that.
folder=$(mktemp -d) || exit 2
timeout 20 s3fs bucket "$folder" -f -o iam_role=auto -o retries=1 \
  -o connect_timeout=2 -o url=http://127.0.0.1:9 2>&1 |
  grep -q 'could not load IAM role name'
status=$?
rmdir "$folder"
[ $status -ne 0 ]
