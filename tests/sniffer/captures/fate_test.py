#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the report says of a client while tokens are optional is what happened
to it when they were required.

The captures hold both: `optional` is what a survey sees before the switch, and
the client's exit status under `required` is its fate. In a container with hop
limit 1 it is the same with container_hop1 and container_hop1_required.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BUILD = os.environ["IMDS_BINARY_DIR"]
BEFORE_AND_AFTER = (
    ("optional", "required"),
    ("container_hop1", "container_hop1_required"),
)


def breaks(capture, folder):
    """The report's statement: it names a blocker."""
    evidence = f"{folder}/evidence.ndjson"
    subprocess.run(
        [f"{BUILD}/libexec/imds-ready/imds-ready-sniff", "-r", str(capture)]
        + ["-o", evidence],
        capture_output=True,
        timeout=60,
    )
    done = subprocess.run(
        [f"{BUILD}/bin/imds-ready", "report", evidence, "--json", "-"]
        + ["--require", "traffic"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    report = json.loads(done.stdout)
    return report["verdict"] == "not-ready" and bool(report["blockers"])


def main():
    lines = (HERE / "index.ndjson").read_text().splitlines()
    exits = {line["capture"]: line["exit"] for line in map(json.loads, lines)}
    checked = bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted(exits):
            client, _, situation = name.partition("/")
            after = dict(BEFORE_AND_AFTER).get(situation)
            if f"{client}/{after}" not in exits:
                continue
            told = breaks(HERE / f"{name}.pcap", folder)
            broke = exits[f"{client}/{after}"] != 0
            checked += 1
            if told != broke:
                bad += 1
                print(f"{name}: report says breaks={told}, it broke={broke}")
    print(f"{checked} clients, {bad} told wrong")
    return 1 if bad or not checked else 0


sys.exit(main())
