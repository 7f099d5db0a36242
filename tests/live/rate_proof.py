#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""2,000 requests a second: none is lost, or the loss is counted.

That is far past what IMDS itself allows (1,024 packets a second for an
interface). The load comes from the host and a container, over IPv4 and IPv6,
each request on a connection of its own.
"""

import json
import os
import subprocess

from lab import script
from lab.proof import FULL, Proof
from lab.sniffer import WARM_UP, Sniffer
from lab.standin import Standin
from lab.world import ENDPOINTS, World

RATE = 2000
SECONDS = 60 if FULL else 6


def start_loads(world):
    load = script.binary("tests/imds-load")
    places = [
        (network, address)
        for network in (world.host, world.containers[0])
        for address in ENDPOINTS
    ]
    return [
        network.popen(
            [load, str(RATE // len(places)), str(SECONDS), address],
            stdout=subprocess.PIPE,
        )
        for network, address in places
    ]


def main():
    script.need_root()
    script.end_cleanly()
    proof = Proof("rate")
    with World() as world, Standin(world) as standin:
        with Sniffer(world) as sniffer:
            before = os.times()
            loads = start_loads(world)
            results = [json.loads(load.communicate()[0]) for load in loads]
            cpu = sniffer.cpu_seconds()
        wall = os.times().elapsed - before.elapsed
        log = [r for r in standin.requests() if r["path"] != WARM_UP]
        logged = len(log)
    counted = sum(sniffer.counts().values())
    dropped = sum(survey["dropped"] for survey in sniffer.surveys())
    gaps = sum(survey["gaps"] for survey in sniffer.surveys())
    proof.number("asked", sum(r["sent"] + r["puts"] for r in results))
    proof.number("answered", sum(r["answered"] for r in results))
    proof.number("a second", round(logged / max(r["seconds"] for r in results)))
    proof.number("in the server's log", logged)
    proof.number("counted", counted)
    proof.number("packets dropped, and said so", dropped)
    proof.number("gaps, and said so", gaps)
    proof.number("processor", f"{cpu / wall:.0%} of one")
    proof.check(counted <= logged, "counted more than were asked")
    proof.check(
        counted == logged or dropped + gaps > 0, "lost some and said nothing"
    )
    proof.end()


main()
