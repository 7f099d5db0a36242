#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""One connection, one token, many requests; a v1 request among them."""
import os
from http.client import HTTPConnection
from urllib.parse import urlsplit

TTL = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}
PATHS = ["ami-id", "hostname", "no-such-key", "placement/region"]

HOST = urlsplit(os.environ["IMDS"]).hostname
imds = HTTPConnection(HOST, 80, timeout=5)


def ask(method, path, headers):
    imds.request(method, "/latest/" + path, headers=headers)
    return imds.getresponse().read().decode()


token = ask("PUT", "api/token", TTL)
for path in PATHS:
    ask("GET", "meta-data/" + path, {"x-aws-ec2-metadata-token": token})
ask("GET", "meta-data/mac", {})
