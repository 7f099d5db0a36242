#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tshark, an HTTP reader with years of use, must see in each capture the
requests and statuses that the server logged. It checks the captures, and that
the log which the expectations come from tells the truth."""

import json
import pathlib
import shutil
import subprocess
import sys
from collections import Counter

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77
FIELDS = ("http.request.method", "http.request.uri", "http.response.code")

# Where both sides of NAT are captured, each request is in the file more than
# once; this end of it is there once.
# An ICMP error quotes what was lost, and tshark reads the quotation as HTTP.
UPLINK = "(ip.addr == 10.0.0.5 or ipv6.addr == fd00:1::5) and !icmp and !icmpv6"
INSIDE = "ip.addr == 172.17.0.2 or ipv6.addr == fd00:c::2"

# What tshark 4.0 does not see, and why; it may learn it.
BLIND = {
    # It shows no request whose chunked body never comes, as after a 417.
    "curl_upload_put/optional.pcap": (
        {("PUT", "/latest/api/token"): 1},
        {},
    ),
    # It expects a body after the answer to a pipelined HEAD.
    "socket_pipelined/keep_alive.pcap": ({}, {200: 1}),
}


def tshark(capture, where):
    fields = [option for field in FIELDS for option in ("-e", field)]
    done = subprocess.run(
        ["tshark", "-n", "-r", str(capture), "-T", "fields", *fields]
        + ["-E", "separator=/t", "-E", "aggregator=|"]
        + ["-Y", f"(http.request or http.response) and ({where})"]
        + ["-o", "http.dechunk_body:FALSE"],
        capture_output=True,
        text=True,
        check=True,
    )
    columns = ([], [], [])
    for line in done.stdout.splitlines():
        for column, cell in zip(columns, line.split("\t")):
            column += [value for value in cell.split("|") if value]
    methods, uris, codes = columns
    return (
        Counter(zip(methods, uris)),
        Counter(map(int, codes)),
    )


def logged(capture):
    lines = capture.with_suffix(".server.ndjson").read_text().splitlines()
    requests = [json.loads(line) for line in lines]
    asked = ((r["method"], r["path"]) for r in requests if r["method"])
    answered = (r["status"] for r in requests if r["status"])
    return Counter(asked), Counter(answered)


def inside(capture):
    return "_inside" in capture.name


def main():
    if not shutil.which("tshark"):
        print("skipped: no tshark", file=sys.stderr)
        return SKIPPED
    captures, bad = sorted(HERE.glob("*/*.pcap*")), 0
    assert captures, "no captures"
    for capture in captures:
        got = tshark(capture, INSIDE if inside(capture) else UPLINK)
        want = logged(capture)
        if inside(capture):  # the answer of the PUT never came here
            want[1][200] -= 1
        blind = BLIND.get(str(capture.relative_to(HERE)), ({}, {}))
        seen = tuple(whole - Counter(lack) for whole, lack in zip(want, blind))
        if got not in (want, seen):
            bad += 1
            print(f"{capture.relative_to(HERE)}: tshark {got}, log {want}")
    print(f"{len(captures)} captures, tshark disagrees on {bad}")
    return 1 if bad else 0


sys.exit(main())
