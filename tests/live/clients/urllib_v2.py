#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
import os
from urllib.request import Request, urlopen

HEADER = "X-aws-ec2-metadata-token"
base = os.environ["IMDS"] + "/latest/"


def ask(path, method, **headers):
    request = Request(base + path, method=method, headers=headers)
    with urlopen(request, timeout=2) as answer:
        return answer.read().decode()


token = ask("api/token", "PUT", **{HEADER + "-ttl-seconds": "60"})
assert "ami-id" in ask("meta-data/", "GET", **{HEADER: token})
