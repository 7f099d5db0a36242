#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A hop limit that is too small for a container is found and explained; one
that is large enough is not.

The token's answer dies at the host with its TTL used up. The container's
program shrugs and asks without a token: it must be called a fallback, with the
hop limit as its cause. On the host itself the same limit does no harm.
"""

import collections

from lab import clients, script
from lab.proof import Proof
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

FALLBACK = clients.BY_NAME["curl_fallback"]


def survey(place, hop_limit, ipv6):
    """The rows of one client's run, by class; in a network of its own, since
    an answer that nobody gets is sent again for a minute."""
    with World() as world, Standin(world) as standin:
        standin.set(hop_limit=hop_limit)
        where = world.host if place == "host" else world.containers[0]
        with Sniffer(world) as sniffer:
            clients.run(FALLBACK, where, ipv6)
    rows = collections.defaultdict(list)
    for row in sniffer.sightings():
        rows[row["class"]].append(row)
    return rows


def expect_limited(proof, where, rows):
    classes = {name: len(found) for name, found in rows.items()}
    proof.number(where, classes)
    proof.check(
        classes == {"put_hop_limited": 1, "v1_fallback": 1},
        f"{where}: {classes}",
    )
    for name in ("put_hop_limited", "v1_fallback"):
        for row in rows[name]:
            proof.check(
                "hop limit 1" in (row["cause"] or ""),
                f"{where}: cause of {name} is {row['cause']}",
            )


def expect_fine(proof, where, rows):
    classes = {name: len(found) for name, found in rows.items()}
    proof.number(where, classes)
    proof.check(classes == {"put_ok": 1, "v2_ok": 1}, f"{where}: {classes}")


def main():
    script.need_root()
    script.end_cleanly()
    proof = Proof("hop limit")
    for ipv6 in (False, True):
        family = "IPv6" if ipv6 else "IPv4"
        limited = survey("container", 1, ipv6)
        expect_limited(proof, f"container, limit 1, {family}", limited)
        enough = survey("container", 2, ipv6)
        expect_fine(proof, f"container, limit 2, {family}", enough)
        at_host = survey("host", 1, ipv6)
        expect_fine(proof, f"host, limit 1, {family}", at_host)
    proof.end()


main()
