#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Heads that arrive in pieces: within the method, a header's name, its value
and the empty line. Each piece is a segment of its own."""
import os
import socket
import time
from urllib.parse import urlsplit

HOST = urlsplit(os.environ["IMDS"]).hostname


def ask(*pieces):
    with socket.create_connection((HOST, 80), timeout=5) as imds:
        imds.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            imds.sendall(piece.encode())
            time.sleep(0.03)
        answer = b""
        while data := imds.recv(65536):
            answer += data
    return answer.decode().partition("\r\n\r\n")[2]


token = ask(
    "PU", "T /latest/api/token HTTP/1.1\r", "\nX-aws-ec2-meta",
    "data-token-ttl-sec", "onds: 6", "0\r\n\r", "\n",
)
ask(
    "GET /latest/meta-", "data/ami-id HTTP/1.1\r\nx-aws-ec2-metadata",
    "-token: ", token[:20], token[20:], "\r\n", "\r\n",
)
ask("G", "ET /latest/meta-data/mac HTTP/1.1\r\nHost: x\r\n\r", "\n")
