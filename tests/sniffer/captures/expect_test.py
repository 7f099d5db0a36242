#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each expectation is what the mapping makes of the server's log today, so that
neither can be edited without the other."""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "live"))

from lab import expect  # noqa: E402
from lab.scenarios import all_scenarios  # noqa: E402


def read(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def main():
    checked = bad = 0
    for client, situation in all_scenarios():
        stem = f"{HERE}/{client.name}/{situation.name}"
        log = read(pathlib.Path(f"{stem}.server.ndjson"))
        have = read(pathlib.Path(f"{stem}.expected.ndjson"))
        inside = situation.link == "inside"
        checked += 1
        if have != expect.rows(log, situation.hops, inside):
            bad += 1
            print(f"{client.name}/{situation.name}: not what the log says")
    files = len(list(HERE.glob("*/*.pcap*")))
    if files != checked:
        bad += 1
        print(f"{files} captures, {checked} scenarios")
    print(f"{checked} expectations, {bad} wrong")
    return 1 if bad else 0


sys.exit(main())
