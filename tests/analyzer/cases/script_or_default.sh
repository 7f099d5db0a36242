#!/bin/bash
# What stands for a failed request does not hide the request.
R=$(curl -s http://169.254.169.254/latest/meta-data/ami-id || echo none) # expect: shell.v1_get v1 breaks
