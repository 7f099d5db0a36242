# SPDX-License-Identifier: Apache-2.0
"""Makes the large captures that the sniffer is timed on, always the same."""
import os
import random
import struct

IMDS = bytes([169, 254, 169, 254])
TOKEN = b"X-aws-ec2-metadata-token: " + b"x" * 54 + b"==\r\n"
ACK, PUSH_ACK, SYN, SYN_ACK, FIN_ACK = 16, 24, 2, 18, 17


def ethernet(source, target, ports, seq, ack, flags, payload):
    tcp = struct.pack(">HHIIBBHHH", *ports, seq, ack, 0x50, flags, 64240, 0, 0)
    length = 40 + len(payload)
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, length, 0, 0, 64, 6, 0,
                     source, target)
    return b"\2\0\0\0\0\2\2\0\0\0\0\1\x08\0" + ip + tcp + payload


def record(packet, microseconds):
    return struct.pack("<IIII", 1700000000 + microseconds // 1000000,
                       microseconds % 1000000, len(packet),
                       len(packet)) + packet


def exchange(number):
    """The packets of one connection with one request."""
    client = struct.pack(">I", 0x0a000000 + number % 50 + 5)
    port = 1024 + number % 60000
    head = b"GET /latest/meta-data/%s HTTP/1.1\r\nHost: 169.254.169.254\r\n" \
        b"User-Agent: aws-sdk-go/1.44.%d\r\nAccept: */*\r\n%s\r\n" % (
            (b"instance-id", b"placement/region", b"iam/info")[number % 3],
            number % 7, TOKEN if number % 4 else b"")
    body = b"i-0123456789abcdef0"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" \
        b"Server: EC2ws\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" \
        % (len(body), body)
    start, other = number * 7919 % 2**32, number * 104729 % 2**32

    def up(seq, ack, flags, payload=b""):
        return ethernet(client, IMDS, (port, 80), (start + seq) % 2**32,
                        (other + ack) % 2**32, flags, payload)

    def down(seq, ack, flags, payload=b""):
        return ethernet(IMDS, client, (80, port), (other + seq) % 2**32,
                        (start + ack) % 2**32, flags, payload)
    sent, got = 1 + len(head), 1 + len(answer)
    return [up(0, 0, SYN), down(0, 1, SYN_ACK), up(1, 1, ACK),
            up(1, 1, PUSH_ACK, head), down(1, sent, ACK),
            down(1, sent, PUSH_ACK, answer), up(sent, got, ACK),
            down(got, sent, FIN_ACK), up(sent, got + 1, FIN_ACK),
            down(got + 1, sent + 1, ACK)]


def bulk(generator):
    """Packets of another connection, 1,000 bytes each on average."""
    ports = (generator.randrange(1024, 65536), 443)
    payload = generator.randbytes(generator.choice((1448, 1448, 1448, 0)))
    return ethernet(bytes([10, 0, 0, 5]), bytes([52, 0, 0, 9]), ports,
                    generator.randrange(2**32), 1, ACK, payload)


def header(out):
    out.write(struct.pack("<IHHIIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1))


def pure(path, requests=190000):
    with open(path + ".part", "wb") as out:
        header(out)
        clock = 0
        for number in range(requests):
            for packet in exchange(number):
                clock += 20
                out.write(record(packet, clock))
    os.rename(path + ".part", path)


def mixed(path, size=1_300_000_000):
    """Of 100 packets one is of IMDS."""
    generator = random.Random(1)
    others = [bulk(generator) for _ in range(4096)]
    with open(path + ".part", "wb") as out:
        header(out)
        clock = written = number = 0
        waiting = []
        while written < size:
            waiting = waiting or exchange(number := number + 1)
            chunk = bytearray()
            for _ in range(99):
                clock += 2
                chunk += record(generator.choice(others), clock)
            chunk += record(waiting.pop(0), clock)
            out.write(chunk)
            written += len(chunk)
    os.rename(path + ".part", path)
