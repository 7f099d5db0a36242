#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tshark must see the requests and statuses that each case expects, unless the
case says why it reads them differently."""
import collections
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tshark  # noqa: E402

CASES = pathlib.Path(__file__).parent / "cases"
WRITER = os.environ["IMDS_BINARY_DIR"] + "/tests/pkt2pcap"


def expected(text):
    requests, statuses = collections.Counter(), collections.Counter()
    for line in text.splitlines():
        words = line.split()
        if words[:1] != ["expect"] or len(words) < 5:
            continue
        _, _, method, path, status = words[:5]
        count = next((int(w[1:]) for w in words[5:]
                      if w[0] == "x" and w[1:].isdigit()), 1)
        if method != "-":
            requests[f"{method} {path}"] += count
        if status != "-":
            statuses[status] += count
    return requests, statuses


def main():
    tshark.need()
    bad = compared = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in sorted(CASES.glob("*.pkt")):
            text = case.read_text()
            if "\ntshark differs: " in text:
                continue
            capture = os.path.join(folder, "case.pcap")
            subprocess.run([WRITER, case, capture], check=True)
            compared += 1
            want, got = expected(text), tshark.messages(capture)
            if want != got:
                bad += 1
                print(f"{case.name}: want {want}, tshark has {got}")
    print(f"{compared} cases compared, {bad} differ")
    return 1 if bad or compared < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
