#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A bulk transfer. usage: bulk.py receive ADDRESS | send ADDRESS SECONDS

The sender prints its rate in bits a second, by the bytes that the receiver
confirmed.
"""

import socket
import sys
import time

PORT = 5201
BLOCK = 1 << 20


def receive(address):
    with socket.create_server((address, PORT)) as server:
        print("ready", flush=True)
        buffer = bytearray(BLOCK)
        while True:
            connection, _ = server.accept()
            total = 0
            while got := connection.recv_into(buffer):
                total += got
            connection.sendall(str(total).encode())
            connection.close()


def send(address, seconds):
    block = bytes(BLOCK)
    with socket.create_connection((address, PORT)) as connection:
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            connection.sendall(block)
        connection.shutdown(socket.SHUT_WR)
        total = int(connection.recv(64))
    print(8 * total / (time.monotonic() - start))


if sys.argv[1] == "receive":
    receive(sys.argv[2])
else:
    send(sys.argv[2], float(sys.argv[3]))
