#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A PUT whose empty body is sent in chunks, then a GET on the connection."""
import os
from http.client import HTTPConnection
from urllib.parse import urlsplit

HOST = urlsplit(os.environ["IMDS"]).hostname
imds = HTTPConnection(HOST, 80, timeout=5)
imds.request(
    "PUT",
    "/latest/api/token",
    body=iter([b"one ", b"two ", b"PUT /latest/api/token HTTP/1.1\r\n\r\n"]),
    headers={"X-AWS-EC2-METADATA-TOKEN-TTL-SECONDS": "60"},
)
token = imds.getresponse().read().decode()
imds.request(
    "GET",
    "/latest/meta-data/ami-id",
    headers={"X-AWS-EC2-METADATA-TOKEN": token},
)
imds.getresponse().read()
