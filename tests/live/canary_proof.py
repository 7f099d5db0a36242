#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A live survey writes no secret: no token, no credentials, no password of a
command line; not in its record, not in its report, not in a core file.

Every secret here contains IMDSCANARY. The survey is aborted at the end, in a
folder of its own and with core files allowed, so that one would be found.
"""

import os
import pathlib
import resource
import signal
import subprocess
import tempfile
import time

from lab import clients, script
from lab.proof import Proof
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

CANARY = b"imdscanary"
URL = "http://169.254.169.254/latest/user-data"
# Commands that hold a secret, as people write them.
COMMANDS = (
    ["curl", "-s", "-u", "admin:IMDSCANARYone", URL],
    ["curl", "-s", "--user", "admin:IMDSCANARYtwo", URL],
    ["curl", "-s", "-uadmin:IMDSCANARYthree", URL],
    ["curl", "-s", "-H", "Authorization: Bearer IMDSCANARYfour", URL],
    ["curl", "-s", "-H", "X-aws-ec2-metadata-token: IMDSCANARYfive==", URL],
    ["curl", "-s", f"{URL}?password=IMDSCANARYsix"],
    ["curl", "-s", "-d", "secret=IMDSCANARYseven", "-G", URL],
    ["curl", "-s", "http://me:IMDSCANARYeight@169.254.169.254/latest/"],
    ["wget", "-q", "-O-", "--password=IMDSCANARYnine", URL],
    ["wget", "-q", "-O-", "--header", "Cookie: session=IMDSCANARYten", URL],
)
CLIENTS = ("curl_v2", "urllib_v2", "curl_fallback")


def ask(world):
    """Every command and client; each lives until the survey has seen it."""
    for command in COMMANDS:
        world.host.run(command, stdout=subprocess.DEVNULL)
    for name in CLIENTS:
        clients.run(clients.BY_NAME[name], world.containers[0])


def reports(path):
    """The report of a record, in every form."""
    report = [script.binary("bin/imds-ready"), "report", path]
    for form in ("text", "json", "html"):
        done = subprocess.run(
            [*report, f"--{form}", "-"], capture_output=True
        )
        yield f"report --{form}", done.stdout + done.stderr


def main():
    script.need_root()
    script.end_cleanly()
    proof = Proof("canary")
    none = resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_CORE, (none, none))
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        os.chdir(folder)
        record = f"{folder}/record.ndjson"
        with World() as world, Standin(world):
            sniffer = Sniffer(world, output=record)
            with sniffer:
                ask(world)
                time.sleep(1)
                rows = sniffer.sightings()
                for pid in sniffer.processes():
                    os.kill(pid, signal.SIGABRT)
                time.sleep(1)
                said = sniffer.stderr()
        proof.number("rows", len(rows))
        proof.check(len(rows) >= len(COMMANDS), "too few rows to search")
        proof.check(
            any("***" in str(row["argv"]) or "=" in str(row["argv"])
                for row in rows),
            "no command line in the record",
        )
        outputs = list(reports(record)) + [("stderr", said.encode())]
        for file in pathlib.Path(folder).iterdir():
            proof.check("core" not in file.name, f"a core file: {file.name}")
            outputs.append((file.name, file.read_bytes()))
        proof.number("outputs searched", len(outputs))
        for name, data in outputs:
            for line in data.lower().splitlines():
                at = line.find(CANARY)
                proof.check(
                    at < 0, f"{name}: ...{line[max(0, at - 60):at + 12]!r}"
                )
    proof.end()


main()
