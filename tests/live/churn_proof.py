#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Containers that come, ask once and go: each is counted once and named.

Each lives for less time than the survey takes to look for new namespaces. When
all are gone, the survey holds nothing of them: a socket that is kept would keep
its namespace alive.
"""

import os
import time

from lab import script
from lab.network import Network
from lab.proof import FULL, Proof
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

ROUNDS = 200 if FULL else 25
PATH = "/latest/meta-data/churn-{}"
LOOKS = 6  # seconds until a namespace without a process is left


def open_files(sniffer):
    return sum(len(os.listdir(f"/proc/{p}/fd")) for p in sniffer.processes())


def ask_from_a_new_container(world, number):
    """Returns the namespace and the pid of who asked."""
    container = Network(f"churn{number}")
    world.connect_container(container, 10 + number % 200)
    url = "http://169.254.169.254" + PATH.format(number)
    curl = container.popen(["curl", "-s", "-m5", "-o/dev/null", url])
    curl.wait()
    inode = container.inode
    container.close()
    return inode, curl.pid


def main():
    script.need_root()
    script.end_cleanly()
    proof = Proof("churn")
    with World() as world, Standin(world) as standin:
        with Sniffer(world) as sniffer:
            before = open_files(sniffer)
            asked = {
                PATH.format(number): ask_from_a_new_container(world, number)
                for number in range(ROUNDS)
            }
            time.sleep(LOOKS)
            left = open_files(sniffer) - before
        log = [r["path"] for r in standin.requests() if r["path"] in asked]
    rows = {}
    for fact in sniffer.facts():
        if fact["fact"] == "sighting" and fact["path"] in asked:
            rows.setdefault(fact["path"], []).append(fact)
    counted = sum(row["count"] for each in rows.values() for row in each)
    named = sum(
        (row["netns"], row["pid"]) == asked[row["path"]]
        for each in rows.values()
        for row in each
    )
    proof.number("containers", ROUNDS)
    proof.number("asked", len(log))
    proof.number("counted", counted)
    proof.number("named by process and namespace", named)
    proof.number("files still open", left)
    proof.check(counted == len(log), "not every request was counted once")
    proof.check(named == counted, "not every caller was named")
    proof.check(left <= 0, "the survey holds on to namespaces that are gone")
    proof.end()


main()
