#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""However a program connects, its request is counted once and named.

usage: ways_to_connect_proof.py BACKEND

An IPv4-mapped IPv6 socket as Java opens it, a request in the SYN (TCP Fast
Open), a socket that does not block, one of a thread, and one that a child
inherits: the process that called connect() is the caller.
"""

import sys

from lab import script
from lab.proof import Proof
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

_START = """import os, select, socket, threading
IMDS = ("169.254.169.254", 80)
GET = b"GET /latest/meta-data/%s HTTP/1.0\\r\\n\\r\\n"
def talk(s, sent=False):
    if not sent:
        s.send(GET)
    while s.recv(4096):
        pass
s = socket.socket()
"""

WAYS = {
    "mapped": """
s = socket.socket(socket.AF_INET6)
s.connect(("::ffff:169.254.169.254", 80))
talk(s)""",
    "fast-open": """
s.sendto(GET, socket.MSG_FASTOPEN, IMDS)
talk(s, sent=True)""",
    "non-blocking": """
s.setblocking(False)
s.connect_ex(IMDS)
select.select([], [s], [])
s.setblocking(True)
talk(s)""",
    "thread": """
t = threading.Thread(target=lambda: (s.connect(IMDS), talk(s)))
t.start()
t.join()""",
    "child": """
s.connect(IMDS)
if os.fork() == 0:
    talk(s)
    os._exit(0)
os.wait()""",
}


def ask(network, way):
    """The pid of a program that connects in this way."""
    code = _START.replace("%s", f"{way}-{network.name}") + WAYS[way]
    asker = network.popen([sys.executable, "-c", code])
    asker.wait(30)
    return asker.pid


def main(backend):
    script.need_root()
    script.end_cleanly()
    proof = Proof(f"ways to connect {backend}")
    with World() as world, Standin(world):
        with Sniffer(world, attribution=backend) as sniffer:
            want = {
                f"/latest/meta-data/{way}-{network.name}": (
                    ask(network, way), network.inode, 1
                )
                for network in world.networks
                for way in WAYS
            }
        got = {
            row["path"]: (row["pid"], row["netns"], row["count"])
            for row in sniffer.sightings()
        }
    proof.number("named", f"{len(want.items() & got.items())} of {len(want)}")
    proof.check(got == want, f"{got}, want {want}")
    proof.end()


if __name__ == "__main__":
    main(sys.argv[1])
