#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Requests sent without waiting for answers: one write holds a v2 request
between two v1 requests, and a HEAD whose answer has no body."""
import os
import socket
from urllib.parse import urlsplit

HOST = urlsplit(os.environ["IMDS"]).hostname


def request(line, *headers):
    return "\r\n".join([line + " HTTP/1.1", "Host: imds", *headers, "", ""])


with socket.create_connection((HOST, 80), timeout=5) as imds:
    put = request(
        "PUT /latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60"
    )
    imds.sendall(put.encode())
    token = imds.recv(65536).decode().partition("\r\n\r\n")[2]
    writes = [
        request("GET /latest/meta-data/ami-id"),
        request(
            "GET /latest/meta-data/mac", f"X-aws-ec2-metadata-token: {token}"
        ),
        request("HEAD /latest/user-data"),
        request("GET /latest/meta-data/hostname", "Connection: close"),
    ]
    imds.sendall("".join(writes).encode())
    while imds.recv(65536):
        pass
