#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No secret that the captures hold appears in anything the project writes.

Every token, credential and user-data in tests/sniffer/captures contains
IMDSCANARY. This test runs every verb over them, in every form of output, and
searches what came out, also as base64 and with its case folded.
"""

import base64
import os
import pathlib
import subprocess
import sys
import tempfile

BUILD = os.environ["IMDS_BINARY_DIR"]
SOURCE = pathlib.Path(os.environ["IMDS_SOURCE_DIR"])
CAPTURES = SOURCE / "tests/sniffer/captures"
CANARY = b"IMDSCANARY"
FORMATS = ("text", "json", "html", "md", "sarif", "junit", "csv")


def spellings():
    """The canary as it is, and as base64 shows it at any offset."""
    out = {CANARY.lower()}
    for offset in range(3):
        text = base64.b64encode(b"\0" * offset + CANARY)
        out.add(text[4 if offset else 0 : -4].lower())
    return out


SPELLINGS = spellings()


def leaks(data):
    data = data.lower()
    return [spelling for spelling in SPELLINGS if spelling in data]


class Search:
    def __init__(self):
        self.outputs = 0
        self.found = []

    def look(self, name, data):
        self.outputs += 1
        if leaks(data):
            self.found.append(name)

    def run(self, name, command, files=(), **options):
        """Runs a command and searches what it said and wrote."""
        done = subprocess.run(
            list(map(str, command)), capture_output=True, timeout=120, **options
        )
        self.look(f"{name}: stdout", done.stdout)
        self.look(f"{name}: stderr", done.stderr)
        for file in files:
            if file.exists():
                self.look(f"{name}: {file.name}", file.read_bytes())
        return done.returncode


def sniff_all(search, folder):
    """Each capture, in each form that `sniff -r` has; the evidence of all."""
    sniff = f"{BUILD}/libexec/imds-ready/imds-ready-sniff"
    evidence = []
    for number, capture in enumerate(sorted(CAPTURES.glob("*/*.pcap*"))):
        name = str(capture.relative_to(CAPTURES))
        out = folder / f"{number}.ndjson"
        for form in ([], ["--evidence"], ["-o", out]):
            search.run(name, [sniff, "-r", capture, *form], [out])
        cut = capture.read_bytes()[: capture.stat().st_size * 2 // 3]
        search.run(f"{name}, cut", [sniff, "-r", "-"], input=cut)
        if out.exists():
            evidence.append(out)
    return evidence


def report_all(search, folder, evidence):
    report = [f"{BUILD}/bin/imds-ready", "report", *evidence]
    for form in FORMATS:
        out = folder / f"report.{form}"
        search.run(f"report --{form}", [*report, f"--{form}", out], [out])


def analyze_all(search, folder):
    """Source with a token and credentials written into it."""
    analyze = f"{BUILD}/libexec/imds-ready/imds-ready-analyze"
    if not os.path.exists(analyze):
        return
    tree = SOURCE / "tests/canary"
    out = folder / "analyze.ndjson"
    for form in ([], ["--evidence"], ["-o", out], ["--all"]):
        search.run(f"analyze {form}", [analyze, tree, *form], [out])
    report_all(search, folder, [out])


def main():
    search = Search()
    assert leaks(b"x IMDSCANARY x") and leaks(base64.b64encode(CANARY + b"ab"))
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        evidence = sniff_all(search, folder)
        assert evidence, "sniff wrote no evidence"
        report_all(search, folder, evidence)
        analyze_all(search, folder)
    print(f"{search.outputs} outputs searched, {len(search.found)} leak")
    for name in search.found:
        print(f"leak: {name}")
    return 1 if search.found else 0


sys.exit(main())
