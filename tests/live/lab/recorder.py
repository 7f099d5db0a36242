# SPDX-License-Identifier: Apache-2.0
"""Records what crosses an interface of the lab, with tcpdump."""

import os
import re
import signal
import socket
import subprocess
import threading
import time

from . import kernel

FILTER = "tcp port 80 or icmp or icmp6 or vlan"

# Where a kind of capture is taken, and what it is taken with.
LINKS = {
    "ethernet": ("host", "eth0", []),
    "any": ("host", "any", ["-y", "LINUX_SLL2"]),
    "sll": ("host", "any", ["-y", "LINUX_SLL"]),
    "inside": ("container", "eth0", []),
    "nanoseconds": ("host", "eth0", ["--time-stamp-precision=nano"]),
    "pcapng": ("host", "eth0", []),  # rewritten by editcap
    "vlan": ("host", "mirror1", []),
    "qinq": ("host", "mirror1", []),
}

TAGS = {
    "vlan": bytes.fromhex("81000064"),
    "qinq": bytes.fromhex("88a8006481000065"),
}


class Recorder:
    """Records from entering the block to leaving it."""

    def __init__(self, world, place, link, path):
        where, self._interface, self._options = LINKS[link]
        self._network = world.host if where == "host" else place
        self._mirror = _Mirror(world.host, TAGS[link]) if link in TAGS else None
        self._path = path
        self._process = None
        self.lost = 0  # packets, known at the end

    def __enter__(self):
        self._process = self._network.popen(
            self._command(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        self._wait_until_it_listens()
        return self

    def __exit__(self, *_):
        time.sleep(0.15)  # the last packets are on their way
        self._process.send_signal(signal.SIGINT)
        said = self._process.stderr.read().decode()
        self._process.wait()
        if self._mirror:
            self._mirror.close()
        if self._path.endswith(".pcapng"):
            subprocess.run(
                ["editcap", "-F", "pcapng", self._path, self._path + ".tmp"],
                check=True,
            )
            os.replace(self._path + ".tmp", self._path)
        lost = re.search(r"(\d+) packets? dropped", said)
        self.lost = int(lost[1]) if lost else 0

    def _command(self):
        return ["tcpdump", "-n", "-U", "-Z", "root", "-i", self._interface] + [
            *self._options,
            # In immediate mode the ring has a slot of the snapshot's length
            # for each packet, so both numbers say how much a burst may hold.
            *("--immediate-mode", "-s", "65535", "-B", "65536"),
            *("-w", self._path),
            FILTER if self._interface == "eth0" else "",
        ]

    def _wait_until_it_listens(self):
        for line in self._process.stderr:
            if b"listening on" in line:
                return
        raise RuntimeError(f"no capture of {self._interface}")


class _Mirror:
    """A switch's mirror port: copies eth0's frames, tagged, to a veth.

    This kernel may lack 802.1Q devices, and a tagged copy is what a mirror
    port delivers anyway.
    """

    def __init__(self, host, tags):
        self._host = host
        self._tags = tags
        host.shell(
            "ip link add mirror0 type veth peer name mirror1;"
            "sysctl -qw net.ipv6.conf.mirror0.disable_ipv6=1"
            " net.ipv6.conf.mirror1.disable_ipv6=1;"
            "ip link set mirror0 up; ip link set mirror1 up"
        )
        self._from, self._to = self._sockets()
        self._open = True
        self._thread = threading.Thread(target=self._copy)
        self._thread.start()

    def _sockets(self):
        made = []

        def make():  # a thread of its own may change its namespace
            kernel.enter_network(self._host.descriptor)
            for name, protocol in (("eth0", 3), ("mirror0", 0)):
                one = socket.socket(
                    socket.AF_PACKET, socket.SOCK_RAW, socket.htons(protocol)
                )
                one.bind((name, protocol))
                made.append(one)

        thread = threading.Thread(target=make)
        thread.start()
        thread.join()
        made[0].settimeout(0.05)
        return made

    def _copy(self):
        while self._open:
            try:
                frame = self._from.recv(1 << 17)
            except TimeoutError:
                continue
            self._to.send(frame[:12] + self._tags + frame[12:])

    def close(self):
        self._open = False
        self._thread.join()
        self._from.close()
        self._to.close()
        self._host.shell("ip link del mirror0")
