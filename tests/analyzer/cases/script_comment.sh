#!/bin/sh
# curl http://169.254.169.254/latest/meta-data/ is only talked about here.
echo hello
