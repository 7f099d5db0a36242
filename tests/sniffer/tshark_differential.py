#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random dialogs, cut, overlapped, repeated and reordered at random: `sniff -r`
must read what was written, and so does tshark, but for a message in a hundred
that it misses behind reordered segments. usage: tshark_differential.py [SEED]
"""
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../bench")]
import sniff_captures as packets  # noqa: E402
import tshark  # noqa: E402

SNIFF = os.environ["IMDS_BINARY_DIR"] + "/libexec/imds-ready/imds-ready-sniff"
CONNECTIONS = 150


def request(rng):
    method = rng.choice(("GET", "GET", "GET", "HEAD", "PUT"))
    path = f"/latest/meta-data/{rng.randrange(40)}"
    head = f"{method} {path} HTTP/1.1\r\nHost: 169.254.169.254\r\n"
    for number in range(rng.randrange(4)):
        head += f"X-Header-{number}: {'v' * rng.randrange(60)}\r\n"
    body = "b" * rng.randrange(50) if method == "PUT" else ""
    if method == "PUT" and rng.random() < 0.5:
        body = f"{len(body):x}\r\n{body}\r\n0\r\n\r\n" if body else "0\r\n\r\n"
        head += "Transfer-Encoding: chunked\r\n"
    elif method == "PUT":
        head += f"Content-Length: {len(body)}\r\n"
    return method, (head + "\r\n" + body).encode()


def answer(rng, method):
    status = rng.choice((200, 200, 200, 401, 403, 404, 503))
    body = "x" * rng.randrange(1, 400)
    head = f"HTTP/1.1 {status} Said\r\nServer: EC2ws\r\n"
    if method == "HEAD":
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode()
    if rng.random() < 0.3:
        return (f"{head}Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n"
                f"{body}\r\n0\r\n\r\n").encode()
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()


def pieces(rng, data):
    """Cuts `data` up; pieces may overlap, come twice and change places."""
    cuts = sorted({0, len(data), *(rng.randrange(len(data))
                                   for _ in range(rng.randrange(5)))})
    out = []
    for start, end in zip(cuts, cuts[1:]):
        start = max(0, start - rng.choice((0, 0, 0, 3)))
        out.append((start, data[start:end]))
        if rng.random() < 0.1:
            out.append(out[-1])
    for at in range(len(out) - 1):
        if rng.random() < 0.15:
            out[at], out[at + 1] = out[at + 1], out[at]
    return out


def connection(rng, number, truth):
    client = bytes([10, 0, number // 250, number % 250 + 1])
    port = 20000 + number
    up, down = rng.randrange(2**32), rng.randrange(2**32)
    out = []

    def send(from_client, at, other, flags, payload=b""):
        sides = (client, packets.IMDS, (port, 80), (up + at) % 2**32,
                 (down + other) % 2**32)
        if not from_client:
            sides = (packets.IMDS, client, (80, port), (down + at) % 2**32,
                     (up + other) % 2**32)
        out.append(packets.ethernet(*sides, flags, payload))
    send(True, 0, 0, packets.SYN)
    send(False, 0, 1, packets.SYN_ACK)
    send(True, 1, 1, packets.ACK)
    sent = got = 1
    for _ in range(rng.randrange(1, 5)):
        method, data = request(rng)
        truth[0][" ".join(data.decode().split()[:2])] += 1
        for at, part in pieces(rng, data):
            send(True, sent + at, got, packets.PUSH_ACK, part)
        sent += len(data)
        data = answer(rng, method)
        truth[1][data.decode().split()[1]] += 1
        for at, part in pieces(rng, data):
            send(False, got + at, sent, packets.PUSH_ACK, part)
        got += len(data)
        send(True, sent, got, packets.ACK)
    send(True, sent, got, packets.FIN_ACK)
    send(False, got, sent + 1, packets.FIN_ACK)
    return out


def write(path, rng):
    truth = (collections.Counter(), collections.Counter())
    flows = [connection(rng, n, truth) for n in range(CONNECTIONS)]
    with open(path, "wb") as out:
        packets.header(out)
        clock = 0
        while flows := [f for f in flows if f]:
            for flow in rng.sample(flows, min(5, len(flows))):
                clock += 50
                out.write(packets.record(flow.pop(0), clock))
    return truth


def ours(capture):
    done = subprocess.run([SNIFF, "-r", capture, "--evidence"],
                          capture_output=True, text=True, check=False)
    requests, statuses = collections.Counter(), collections.Counter()
    for fact in map(json.loads, done.stdout.splitlines()):
        if fact["fact"] == "survey":
            assert fact["gaps"] == fact["dropped"] == 0, fact
            continue
        requests[f"{fact['method']} {fact['path']}"] += fact["count"]
        statuses[str(fact["status"])] += fact["count"]
    return requests, statuses


def main():
    tshark.need()
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    bad = missed = total = 0
    for seed in range(first, first + 3):
        with tempfile.NamedTemporaryFile(suffix=".pcap") as capture:
            truth = write(capture.name, random.Random(seed))
            theirs, mine = tshark.messages(capture.name), ours(capture.name)
        for want, other, got in zip(truth, theirs, mine):
            total += want.total()
            missed += (want - other).total() + (other - want).total()
            if want != got:
                bad += 1
                print(f"seed {seed}: sniff misses {want - got}, "
                      f"invents {got - want}")
    print(f"{total} messages; sniff differs in {bad} counts, tshark in "
          f"{missed} messages")
    return 1 if bad or missed * 100 > total else 0


if __name__ == "__main__":
    sys.exit(main())
