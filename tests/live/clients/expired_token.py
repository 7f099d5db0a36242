#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A token that is used after its second has passed, and a new one."""
import os
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

HOST = urlsplit(os.environ["IMDS"]).hostname


def ask(method, path, headers):
    imds = HTTPConnection(HOST, 80, timeout=5)
    imds.request(method, "/latest/" + path, headers=headers)
    answer = imds.getresponse()
    return answer.read().decode()


def token():
    ttl = {"X-aws-ec2-metadata-token-ttl-seconds": "1"}
    return {"X-aws-ec2-metadata-token": ask("PUT", "api/token", ttl)}


old = token()
ask("GET", "meta-data/ami-id", old)
time.sleep(1.2)
ask("GET", "meta-data/ami-id", old)
ask("GET", "meta-data/ami-id", token())
