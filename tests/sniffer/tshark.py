# SPDX-License-Identifier: Apache-2.0
"""What tshark reads in a capture, for comparison."""
import collections
import shutil
import subprocess
import sys

SETTINGS = ["-o", "tcp.reassemble_out_of_order:TRUE",
            "-o", "ip.check_checksum:FALSE", "-o", "tcp.check_checksum:FALSE"]
FIELDS = ["-T", "fields", "-E", "separator=/t", "-E", "aggregator=\x01",
          "-e", "http.request.method", "-e", "http.request.uri",
          "-e", "http.response.code"]


def need():
    if not shutil.which("tshark"):
        print("skipped: tshark is missing")
        sys.exit(77)


def path_of(target):
    if "://" in target:
        target = "/" + target.split("://", 1)[1].partition("/")[2]
    return target.split("?")[0].split("#")[0]


def messages(capture):
    """Counts of "GET /path" and of final statuses."""
    done = subprocess.run(
        ["tshark", "-n", "-r", capture, *SETTINGS, "-Y", "http", *FIELDS],
        capture_output=True, text=True, errors="replace", check=False)
    requests, statuses = collections.Counter(), collections.Counter()
    for line in done.stdout.splitlines():
        fields = [f.split("\x01") if f else [] for f in line.split("\t")]
        methods, targets, codes = (fields + [[], [], []])[:3]
        requests.update(f"{m} {path_of(t)}" for m, t in zip(methods, targets))
        statuses.update(c for c in codes if not c.startswith("1"))
    return requests, statuses
