#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two callers behind one address with one port are both named.

usage: same_port_proof.py BACKEND

A container's connection is masqueraded with its own port; the host then asks
from the same one, and the kernel gives its packets another port, which no
socket of the host has.
"""

import sys

from lab import script
from lab.proof import Proof
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

PATH = "/latest/meta-data/same-port-{}"

# Stays for a moment: what is tested is the port, not the race with its end.
_ASK = """import socket, sys, time
to = socket.socket()
to.bind(("", 41000))
to.connect(("169.254.169.254", 80))
to.send(b"GET %s HTTP/1.0\\r\\n\\r\\n" % sys.argv[1].encode())
while to.recv(4096):
    pass
time.sleep(0.3)"""


def ask(network):
    asker = network.popen(
        ["python3", "-c", _ASK, PATH.format(network.name)]
    )
    asker.wait(30)
    return asker.pid


def main(backend):
    script.need_root()
    script.end_cleanly()
    proof = Proof(f"same port {backend}")
    with World() as world, Standin(world):
        with Sniffer(world, attribution=backend) as sniffer:
            pids = {
                PATH.format(network.name): ask(network)
                for network in reversed(world.networks)
            }
        named = {row["path"]: row["pid"] for row in sniffer.sightings()}
        ports = {row["path"]: row["peer"] for row in sniffer.sightings()}
    proof.number("named", named)
    proof.number("seen from", ports)
    proof.check(named == pids, f"{named}, want {pids}")
    proof.end()


if __name__ == "__main__":
    main(sys.argv[1])
