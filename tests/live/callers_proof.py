#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every one-shot caller is counted once and attributed right.

usage: callers_proof.py BACKEND [COUNT]

Curl, wget and bash callers, each a process that lives for some milliseconds,
on the host and in two containers, over IPv4 and IPv6, while every processor is
busy. The server's log says what was asked, the launcher says by which pid.
With eBPF every row must name the right process; by INET_DIAG 99 of 100, and
the rest must say that it is not known.
"""

import sys

from lab import callers, script
from lab.proof import FULL, Proof
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

MOST_KIB = 30 * 1024
CLASS = {"curl_v2": "v2_ok"}


def cgroup_of(network):
    mount, _, name = network.cgroup.partition("/imds-ready-lab-")
    return f"/imds-ready-lab-{name}"


def least(backend):
    """The share that must be attributed. INET_DIAG is a race with the caller's
    end, and a build with AddressSanitizer runs it several times slower."""
    if backend != "diag":
        return 1
    return 0.95 if script.sanitized() else 0.99


def judge(proof, caller, rows):
    """Whether the rows of this caller's path name it; None: they say that
    nobody knows."""
    name = f"caller {caller.number} ({caller.kind}, {caller.network.name},"
    name += f" IPv{caller.version}, pid {caller.pid})"
    count = sum(row["count"] for row in rows)
    proof.check(count == 1, f"{name}: counted {count} times")
    if count != 1:
        return False
    row = rows[0]
    want = CLASS.get(caller.kind, "v1_ok")
    proof.check(row["class"] == want, f"{name}: {row['class']}, want {want}")
    if row["pid"] is None:
        return None
    got = (row["pid"], row["comm"], row["cgroup"], row["netns"])
    right = (
        caller.pid,
        caller.comm,
        cgroup_of(caller.network),
        caller.network.inode,
    )
    proof.check(got == right, f"{name}: attributed to {got}, want {right}")
    return got == right


def main(backend, count):
    script.need_root()
    script.end_cleanly()
    proof = Proof(f"callers {backend}")
    with World() as world, Standin(world) as standin:
        planned = callers.plan(world, count)
        sniffer = Sniffer(world, attribution=backend)
        with sniffer, callers.Burners():
            callers.launch(world, planned)
            memory = sniffer.resident_kib()
        log = [request["path"] for request in standin.requests()]
        by_path = {}
        for row in sniffer.sightings():
            by_path.setdefault(row["path"], []).append(row)
    asked = [caller for caller in planned if log.count(caller.path) == 1]
    verdicts = [judge(proof, c, by_path.get(c.path, [])) for c in asked]
    proof.number("callers", f"{len(asked)} of {count} reached the server")
    proof.number("attributed right", verdicts.count(True))
    proof.number("said to be unattributed", verdicts.count(None))
    proof.number("wrong or lost", verdicts.count(False))
    proof.number("resident memory KiB", memory)
    proof.check(len(asked) >= 0.99 * count, "callers did not reach the server")
    proof.check(
        verdicts.count(True) >= least(backend) * len(asked),
        "too few are attributed",
    )
    proof.check(
        memory < MOST_KIB or script.sanitized(), f"{memory} KiB of memory"
    )
    proof.end()


if __name__ == "__main__":
    main(sys.argv[1], int((sys.argv[2:] or [1009 if FULL else 97])[0]))
