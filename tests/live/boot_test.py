#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""When a survey may say that it saw the boot, and that it has begun."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from lab import script
from lab.network import Network

SNIFF = script.binary("libexec/imds-ready/imds-ready-sniff")
UNIT = script.binary("sniffer/systemd/imds-ready-sniff.service")
UNDER_UNIT = os.path.join(os.path.dirname(__file__), "lab", "under_unit.py")


class Boot(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="imds-boot-")
        self.addCleanup(self.folder.cleanup)
        self.record = f"{self.folder.name}/record"
        self.network = Network("booting")
        self.addCleanup(self.network.close)
        self.network.shell("ip link set lo up; ip link add eth0 type veth peer eth1")

    def start(self, *options, under=(), **more):
        sniff = self.network.popen(
            [*under, SNIFF, "--one-namespace", "-o", self.record, *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more,
        )
        self.addCleanup(sniff.communicate)
        self.addCleanup(sniff.kill)
        return sniff

    def end(self, sniff, intervals):
        """The survey facts of as many intervals and the last one."""
        while "watching" not in sniff.stderr.readline():
            self.assertIsNone(sniff.poll())
        for _ in range(intervals):
            sniff.send_signal(signal.SIGUSR1)
            time.sleep(0.5)
        sniff.send_signal(signal.SIGTERM)
        sniff.wait(30)
        return [fact for fact in self.facts() if fact["fact"] == "survey"]

    def facts(self):
        with open(self.record, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def give_address(self):
        self.network.shell("ip addr add 10.9.8.7/24 dev eth0")

    def test_who_watches_before_there_is_an_address_sees_the_boot(self):
        sniff = self.start()
        surveys = self.end(sniff, intervals=1)
        self.assertEqual([fact["boot_covered"] for fact in surveys],
                         [True, True])

    def test_an_address_that_comes_before_it_watches_is_too_early(self):
        """As when the keeper is held up while the host goes on booting."""
        sniff = self.start()
        keeper = self.child_of(sniff.pid)
        os.kill(keeper, signal.SIGSTOP)
        time.sleep(0.5)
        said = select.select([sniff.stderr], [], [], 0)[0]
        self.give_address()
        os.kill(keeper, signal.SIGCONT)
        if said:
            self.skipTest("it watched before it could be held up")
        surveys = self.end(sniff, intervals=0)
        self.assertEqual([fact["boot_covered"] for fact in surveys], [False])

    @staticmethod
    def child_of(pid):
        while True:
            with open(f"/proc/{pid}/task/{pid}/children",
                      encoding="utf-8") as children:
                if child := children.read().split():
                    return int(child[0])

    def test_a_host_with_an_address_has_booted_already(self):
        self.give_address()
        surveys = self.end(self.start(), intervals=1)
        self.assertEqual([fact["boot_covered"] for fact in surveys],
                         [False, False])

    def test_a_survey_that_cannot_begin_says_nothing(self):
        sniff = self.start("-i", "nope0", "--for", "9s")
        out, err = sniff.communicate(timeout=30)
        self.assertEqual(sniff.returncode, 2)
        self.assertIn("nope0", err)
        self.assertEqual(out, "")
        self.assertEqual(self.facts(), [])

    def test_no_time_is_no_survey(self):
        sniff = self.start("--for", "0s")
        _, err = sniff.communicate(timeout=30)
        self.assertEqual(sniff.returncode, 2, err)
        self.assertIn("--for", err)

    def test_the_service_manager_hears_when_it_watches(self):
        path = f"{self.folder.name}/notify"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(path)
            manager.settimeout(30)
            sniff = self.start(env={**os.environ, "NOTIFY_SOCKET": path})
            self.assertEqual(manager.recv(99), b"READY=1")
            self.end(sniff, intervals=0)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "no systemd-analyze")
    @unittest.skipIf(script.sanitized(), "sanitizers make calls of their own")
    def test_what_the_unit_leaves_it_is_enough(self):
        sniff = self.start(under=[UNDER_UNIT, UNIT])
        surveys = self.end(sniff, intervals=0)
        self.assertEqual(sniff.returncode, 0)
        self.assertEqual([fact["method"] for fact in surveys], ["ebpf"])


if __name__ == "__main__":
    script.need_root()
    unittest.main(verbosity=1)
