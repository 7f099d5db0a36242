#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A survey that is killed, or whose disk is full, keeps its record whole.

Killed at random times under load and started again on the same record, again
and again; then started with its record on a disk of some kilobytes. What is on
disk must read back, at most one line at each kill may be torn, and no request
may be counted twice.
"""

import collections
import json
import os
import random
import subprocess
import tempfile
import time

from lab import script
from lab.proof import FULL, Proof
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

ROUNDS = 40 if FULL else 4


def lines(path):
    """The facts that read back, and how many lines do not."""
    facts, torn = [], 0
    with open(path, "rb") as record:
        for line in record:
            try:
                facts.append(json.loads(line))
            except ValueError:
                torn += 1
    return facts, torn


def reads_back(path):
    done = subprocess.run(
        [script.binary("bin/imds-ready"), "report", path, "--require"]
        + ["traffic"],
        capture_output=True,
        text=True,
    )
    return done.returncode in (0, 1, 3), done.stderr


def kill_again_and_again(proof, world, standin, path):
    load = [script.binary("tests/imds-load"), "100", str(60 + 8 * ROUNDS)]
    process = world.host.popen([*load, "169.254.169.254"],
                               stdout=subprocess.DEVNULL)
    for _ in range(ROUNDS):
        sniffer = Sniffer(world, output=path)
        sniffer.__enter__()
        time.sleep(random.uniform(0.1, 3))
        sniffer.kill()
    process.kill()
    process.wait()
    facts, torn = lines(path)
    keys = collections.Counter(
        (fact["survey"], fact["seq"]) for fact in facts
    )
    counted = sum(f["count"] for f in facts if f["fact"] == "sighting")
    surveys = {fact["survey"] for fact in facts}
    proof.number("kills", ROUNDS)
    proof.number("facts read back", len(facts))
    proof.number("torn lines", torn)
    proof.number("survey ids", len(surveys))
    proof.number("counted", f"{counted} of {standin.count()} asked")
    proof.check(torn <= ROUNDS, f"{torn} torn lines")
    proof.check(max(keys.values()) == 1, "a (survey, seq) pair occurs twice")
    proof.check(counted <= standin.count(), "counted more than were asked")
    proof.check(len(surveys) == 1, "a restart began another survey")
    good, said = reads_back(path)
    proof.check(good, f"report cannot read the record: {said}")


def fill_the_disk(proof, world, folder):
    """The survey runs on a disk of 12 KiB in a mount namespace of its own."""
    sniff = script.binary("libexec/imds-ready/imds-ready-sniff")
    disk, copy, said = (f"{folder}/{n}" for n in ("disk", "copy", "said"))
    os.mkdir(disk)
    inside = (
        f"mount -t tmpfs -o size=12k none {disk};"
        f"{sniff} --for 12s -o {disk}/record 2>{said} >&2; status=$?;"
        f"cp {disk}/record {copy}; exit $status"
    )
    survey = world.host.popen(["unshare", "-m", "sh", "-c", inside])
    time.sleep(1.5)
    for number in range(60):  # each is a new caller, written at once
        url = f"http://169.254.169.254/latest/meta-data/{'x' * 200}{number}"
        world.host.run(["curl", "-s", "-o/dev/null", url])
    status = survey.wait(60)
    facts, torn = lines(copy)
    with open(said, encoding="utf-8") as text:
        words = text.read()
        spoke = "No space left" in words
    proof.number("full disk: status", status)
    proof.number("full disk: facts read back", len(facts))
    proof.check(torn <= 1, f"full disk: {torn} torn lines")
    proof.check(facts, "full disk: nothing was kept")
    proof.check(spoke, f"full disk: it said only: {words}")
    proof.check(status in (1, 3), f"full disk: status {status}")
    good, why = reads_back(copy)
    proof.check(good, f"full disk: report cannot read the record: {why}")


def main():
    script.need_root()
    script.end_cleanly()
    proof = Proof("killed")
    with World() as world, Standin(world) as standin:
        with tempfile.TemporaryDirectory() as folder:
            kill_again_and_again(
                proof, world, standin, f"{folder}/record.ndjson"
            )
            fill_the_disk(proof, world, folder)
    proof.end()


if __name__ == "__main__":
    main()
