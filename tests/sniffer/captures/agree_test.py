#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`sniff -r` must find in each capture exactly what the server logged."""

import collections
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SNIFF = os.environ["IMDS_BINARY_DIR"] + "/libexec/imds-ready/imds-ready-sniff"
KEYS = ("class", "method", "path", "status")
V1 = ("v1_ok", "v1_unanswered", "v1_miss", "v1_rejected", "v1_fallback",
      "ttl_on_get")


def read(text):
    return [json.loads(line) for line in text.splitlines()]


def found(facts):
    counts = collections.Counter()
    for fact in facts:
        if fact["fact"] == "sighting":
            counts[tuple(fact[key] for key in KEYS)] += fact["count"]
    return counts


def expected(capture):
    rows = read(capture.with_suffix(".expected.ndjson").read_text())
    return {tuple(row[key] for key in KEYS): row["count"] for row in rows}


def expected_status(want):
    """The exit status that the table of `sniff` gives to these classes."""
    classes = {row[0] for row in want}
    if classes & set(V1):
        return 1
    return 3 if classes & {"unknown", "put_hop_limited"} else 0


def troubles(capture):
    done = subprocess.run(
        [SNIFF, "-r", str(capture), "--evidence"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    facts = read(done.stdout)
    want, got = expected(capture), found(facts)
    for row in sorted(want.keys() | got.keys(), key=str):
        if want.get(row, 0) != got.get(row, 0):
            yield f"{row}: want {want.get(row, 0)}, got {got.get(row, 0)}"
    if done.returncode != expected_status(want):
        yield f"status {done.returncode}, want {expected_status(want)}"
    surveys = [fact for fact in facts if fact["fact"] == "survey"]
    requests = sum(survey["requests"] for survey in surveys)
    if requests != sum(want.values()):
        yield f"survey says {requests} requests, want {sum(want.values())}"
    for key in ("dropped", "gaps"):
        if any(survey[key] for survey in surveys):
            yield f"survey says {key}"


def main(names):
    captures = sorted(HERE.glob("*/*.pcap*"))
    assert captures, "no captures"
    bad = 0
    for capture in captures:
        name = str(capture.relative_to(HERE))
        if names and not any(wanted in name for wanted in names):
            continue
        for trouble in troubles(capture):
            bad += 1
            print(f"{name}: {trouble}")
    print(f"{len(captures)} captures, {bad} differences")
    return 1 if bad else 0


sys.exit(main(sys.argv[1:]))
