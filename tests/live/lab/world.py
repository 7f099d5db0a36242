# SPDX-License-Identifier: Apache-2.0
"""The network of the tests. Nothing in it leads anywhere real:

    first, second ---- br0 [host] eth0 ---- eth0 [imds]
    172.17.0.2, .3     172.17.0.1  10.0.0.5  169.254.169.254
    fd00:c::2, ::3     fd00:c::1   fd00:1::5 fd00:ec2::254

The containers are masqueraded by the host, as docker does it, and have cgroups
named as docker's are. The host has a route to the two endpoints and to nothing
else.
"""

import os
import re
import secrets
import subprocess

from . import kernel
from .network import Network

PREFIX = "imds-ready-lab-"
ENDPOINTS = ("169.254.169.254", "fd00:ec2::254")

_NAT = """nft -f - <<'EOF'
table ip lab {
  chain out {
    type nat hook postrouting priority srcnat
    ip saddr 172.17.0.0/16 oifname "eth0" masquerade
  }
}
table ip6 lab {
  chain out {
    type nat hook postrouting priority srcnat
    ip6 saddr fd00:c::/64 oifname "eth0" masquerade
  }
}
EOF
"""


class World:
    def __init__(self):
        self.slice = self._make_slice()
        self.host = Network("host", self._make_cgroup("caller.service"))
        self.imds = Network("imds")
        self.containers = [
            self._make_container(name) for name in ("first", "second")
        ]
        self._connect_imds()
        self._make_bridge()
        for number, container in enumerate(self.containers, start=2):
            self.connect_container(container, number)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for network in (*self.containers, self.host, self.imds):
            network.close()
        if self.slice:
            os.rmdir(self.slice)

    @property
    def networks(self):
        return (self.host, *self.containers)

    def _make_slice(self):
        mount = kernel.cgroup2_mount()
        if not mount:
            return None
        _sweep(mount)
        path = f"{mount}/{PREFIX}{os.getpid()}.slice"
        os.makedirs(path, exist_ok=True)
        return path

    def _make_container(self, name):
        cgroup = self._make_cgroup(f"docker-{secrets.token_hex(32)}.scope")
        return Network(name, cgroup)

    def _make_cgroup(self, name):
        if not self.slice:
            return None
        path = f"{self.slice}/{name}"
        os.mkdir(path)
        return path

    def _connect_imds(self):
        self._veth(self.host, "eth0", self.imds, "eth0")
        self.imds.shell(
            "ip addr add 10.0.0.1/24 dev eth0;"
            "ip addr add 169.254.169.254/32 dev eth0;"
            "ip addr add fd00:1::1/64 dev eth0 nodad;"
            "ip addr add fd00:ec2::254/128 dev eth0 nodad"
        )
        self.host.shell(
            "ip addr add 10.0.0.5/24 dev eth0;"
            "ip addr add fd00:1::5/64 dev eth0 nodad;"
            "ip route add 169.254.169.254 dev eth0 src 10.0.0.5;"
            "ip route add fd00:ec2::254 dev eth0 src fd00:1::5"
        )

    def _make_bridge(self):
        self.host.shell(
            "ip link add br0 type bridge; ip link set br0 up;"
            "ip addr add 172.17.0.1/16 dev br0;"
            "ip addr add fd00:c::1/64 dev br0 nodad;"
            "sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1\n"
            + _NAT
        )

    def connect_container(self, container, number):
        port = f"port{number}"
        self._veth(container, "eth0", self.host, port)
        self.host.shell(f"ip link set {port} master br0")
        container.shell(
            f"ip addr add 172.17.0.{number}/16 dev eth0;"
            f"ip addr add fd00:c::{number}/64 dev eth0 nodad;"
            "ip route add default via 172.17.0.1;"
            "ip route add default via fd00:c::1"
        )

    @staticmethod
    def _veth(one, one_name, other, other_name):
        subprocess.run(
            f"ip link add {one_name} netns {one.pid} type veth"
            f" peer name {other_name} netns {other.pid}".split(),
            check=True,
        )
        one.shell(f"ip link set lo up; ip link set {one_name} up")
        other.shell(f"ip link set lo up; ip link set {other_name} up")


def _sweep(mount):
    """Removes the cgroups of labs that were killed."""
    for entry in os.scandir(mount):
        found = re.fullmatch(rf"{PREFIX}(\d+)\.slice", entry.name)
        if not found or kernel.alive(int(found[1])):
            continue
        for child in [*os.scandir(entry.path), entry]:
            if child.is_dir():
                try:
                    os.rmdir(child.path)
                except OSError:
                    pass  # somebody else swept it, or it still empties
