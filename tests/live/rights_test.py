#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rights of a survey: those that the program lists suffice, one that is
missing is named, and who parses packets has none."""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest

from lab import script
from lab.standin import Standin
from lab.world import World

SNIFF = script.binary("libexec/imds-ready/imds-ready-sniff")
# For the step from root to a user without rights; see confine.cpp.
STEP_DOWN = {"setuid", "setgid", "setpcap"}
URL = "http://169.254.169.254/latest/meta-data/"
# Runs the rest of its arguments on a host that has Docker's file of a container.
WITH_DOCKER = """
mount -t tmpfs none /var/lib
umask 077
mkdir -p "/var/lib/docker/containers/$1"
printf %s "$2" >"/var/lib/docker/containers/$1/config.v2.json"
shift 2
exec "$@"
"""


def under(rights, *arguments):
    """The command line of the sniffer with `rights` and no others."""
    bounding = ",".join(["-all", *(f"+{right}" for right in sorted(rights))])
    return ["setpriv", "--bounding-set", bounding, SNIFF, *arguments]


def status_of(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:
        pairs = (line.rstrip("\n").partition(":\t") for line in status)
        return {key: value for key, _, value in pairs}


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="utf-8") as children:
        return [int(child) for child in children.read().split()]


def listed_rights():
    """What the program says that it needs, from its own hint."""
    refused = subprocess.run(
        under(STEP_DOWN), capture_output=True, text=True, check=False
    )
    found = re.search(r"setcap ([a-z_,]+)\+ep", refused.stderr)
    assert refused.returncode == 2, refused
    return {name.removeprefix("cap_") for name in found[1].split(",")}


class Rights(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.standin = Standin(cls.world)
        cls.rights = listed_rights()

    @classmethod
    def tearDownClass(cls):
        cls.standin.__exit__()
        cls.world.__exit__()

    def survey(self, rights, look=lambda pid: None, host=()):
        """Rows of one curl per network, and what was said on stderr."""
        with tempfile.TemporaryDirectory() as folder:
            output, said = f"{folder}/evidence", f"{folder}/stderr"
            with open(said, "w", encoding="utf-8") as stderr:
                sniff = self.world.host.popen(
                    [*host, *under(rights | STEP_DOWN, "-o", output)],
                    stdout=subprocess.DEVNULL,
                    stderr=stderr,
                )
            time.sleep(3)
            look(sniff.pid)
            for network in self.world.networks:
                network.run(["curl", "-s", "-m3", "-o/dev/null", URL])
            time.sleep(1)
            os.kill(sniff.pid, signal.SIGINT)
            sniff.wait(30)
            with open(said, encoding="utf-8") as text:
                stderr = text.read()
            with open(output, encoding="utf-8") as lines:
                facts = [json.loads(line) for line in lines]
        self.gaps = sum(fact.get("gaps", 0) for fact in facts)
        return [fact for fact in facts if fact["fact"] == "sighting"], stderr

    def test_the_listed_rights_suffice(self):
        rows, said = self.survey(self.rights)
        self.assertNotIn("is missing", said)
        for network in self.world.networks:
            ours = [row for row in rows if row["netns"] == network.inode]
            self.assertTrue(ours, (network.name, said))
            self.assertEqual({row["comm"] for row in ours}, {"curl"})
            self.assertEqual({row["attribution"] for row in ours}, {"ebpf"})

    def test_the_image_of_a_container_is_read_from_its_runtimes_file(self):
        first, second = self.world.containers
        container = os.path.basename(first.cgroup)[len("docker-"):-len(".scope")]
        record = json.dumps({"Config": {"Image": "shop/cart:1.4",
                                        "Env": ["PASSWORD=hunter2"]}})
        rows, said = self.survey(self.rights, host=[
            "unshare", "--mount", "sh", "-euc", WITH_DOCKER, "sh", container,
            record])
        images = {row["netns"]: row.get("image") for row in rows}
        self.assertEqual(images.get(first.inode), "shop/cart:1.4", said)
        self.assertIsNone(images.get(second.inode, "no row"))
        self.assertNotIn("hunter2", json.dumps(rows) + said)

    def test_without_ebpf_rights_it_falls_back_and_says_so(self):
        rows, said = self.survey(self.rights - {"bpf", "perfmon", "sys_admin"})
        for name in ("cap_bpf", "cap_perfmon", "cap_sys_admin"):
            self.assertIn(name, said)
        ours = [row for row in rows if row["netns"] == self.world.host.inode]
        self.assertTrue(ours, said)
        self.assertNotIn("ebpf", {row["attribution"] for row in ours})

    def test_namespaces_that_it_cannot_find_or_enter_are_gaps(self):
        self.survey(self.rights)
        self.assertEqual(self.gaps, 0)
        for name in ("sys_admin", "sys_ptrace"):
            self.survey(self.rights - {name})
            self.assertGreater(self.gaps, 0, name)

    def test_without_packet_sockets_it_ends_and_says_how_to_help(self):
        refused = subprocess.run(
            under(self.rights - {"net_raw"} | STEP_DOWN),
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(refused.returncode, 2)
        self.assertIn("cap_net_raw is missing", refused.stderr)
        self.assertIn("packet sockets", refused.stderr)
        self.assertIn("hint: run it with sudo", refused.stderr)

    def test_who_parses_packets_has_no_rights(self):
        seen = {}

        def look(pid):
            seen["surveyor"] = status_of(pid)
            seen["keeper"] = status_of(children_of(pid)[0])

        self.survey(self.rights, look)
        surveyor, keeper = seen["surveyor"], seen["keeper"]
        for capabilities in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
            self.assertEqual(int(surveyor[capabilities], 16), 0, capabilities)
        self.assertNotIn("0", surveyor["Uid"].split())
        self.assertEqual(surveyor["Groups"].split(), [])
        self.assertEqual(surveyor["NoNewPrivs"], "1")
        self.assertEqual(surveyor["Seccomp"], "2")
        self.assertEqual(keeper["NoNewPrivs"], "1")
        held = bin(int(keeper["CapEff"], 16)).count("1")
        self.assertEqual(held, len(self.rights))


if __name__ == "__main__":
    script.need_root()
    unittest.main(verbosity=1)
