# SPDX-License-Identifier: Apache-2.0
"""Runs `imds-ready sniff` on the host of a World and reads what it wrote."""

import collections
import json
import os
import signal
import subprocess
import tempfile
import time

from . import script

WARM_UP = "/latest/meta-data/lab-warm-up"
KEYS = ("class", "method", "path", "status")


class Sniffer:
    """Surveys until the block is left; then `facts` and `status` are final."""

    def __init__(self, world, *options, attribution=None, output=None):
        self._world = world
        self._folder = tempfile.TemporaryDirectory(prefix="imds-lab-sniff-")
        self.output = output or f"{self._folder.name}/evidence.ndjson"
        self.said = f"{self._folder.name}/stderr"
        self._facts = None
        self._warm_up = range(0)
        self.status = None
        command = [script.binary("libexec/imds-ready/imds-ready-sniff")]
        if attribution:
            command += ["--attribution", attribution]
        with open(self.said, "w", encoding="utf-8") as said:
            self._process = world.host.popen(
                [*command, "-o", self.output, *options],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        self.pid = self._process.pid

    def __enter__(self):
        """Returns once every network is watched: their warm-up was seen."""
        before = self._last_seq()
        waiting = {network.inode: network for network in self._world.networks}
        for _ in range(60):
            for network in waiting.values():
                self._ask(network)
            time.sleep(0.3)
            for row in self.sightings(warm_up=True):
                waiting.pop(row["netns"], None)
            if not waiting:
                self._end_warm_up(before)
                return self
            if self._process.poll() is not None:
                break
        names = [network.name for network in waiting.values()]
        raise RuntimeError(f"sniff does not see {names}: {self.stderr()}")

    def __exit__(self, *_):
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            self.status = self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        self._facts = self.facts()
        self._folder.cleanup()

    def _end_warm_up(self, before):
        """Closes the interval. What is in it is the warm-up's: also a request
        that was met half-way while the sockets opened, which has no path."""
        said = self.stderr().count("requests by")
        self._process.send_signal(signal.SIGUSR1)
        while self.stderr().count("requests by") == said:
            time.sleep(0.02)
        self._warm_up = range(before + 1, self._last_seq() + 1)

    def _last_seq(self):
        return max((fact["seq"] for fact in self.facts()), default=-1)

    @staticmethod
    def _ask(network):
        network.run(
            ["curl", "-s", "-m1", f"http://169.254.169.254{WARM_UP}"],
            stdout=subprocess.DEVNULL,
        )

    def kill(self):
        self._process.kill()
        self._process.wait()

    def stderr(self):
        with open(self.said, encoding="utf-8", errors="replace") as said:
            return said.read()

    def processes(self):
        """The pids of the sniffer: itself and what it started."""
        out, todo = [], [self.pid]
        while todo:
            pid = todo.pop()
            out.append(pid)
            try:
                with open(f"/proc/{pid}/task/{pid}/children") as children:
                    todo += map(int, children.read().split())
            except FileNotFoundError:
                pass
        return out

    def cpu_seconds(self):
        """User and system time of all its processes so far."""
        spent = 0
        for pid in self.processes():
            with open(f"/proc/{pid}/schedstat", encoding="utf-8") as stat:
                spent += int(stat.read().split()[0])
        return spent / 1e9

    def resident_kib(self):
        """Memory that is its own, and its share of what is shared."""
        total = 0
        for pid in self.processes():
            with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as smaps:
                for line in smaps:
                    if line.startswith("Pss:"):
                        total += int(line.split()[1])
        return total

    def facts(self):
        if self._facts is not None:
            return self._facts
        if not os.path.exists(self.output):
            return []
        with open(self.output, encoding="utf-8", errors="replace") as lines:
            return [json.loads(line) for line in lines if line.endswith("\n")]

    def surveys(self):
        return [fact for fact in self.facts() if fact["fact"] == "survey"]

    def sightings(self, warm_up=False):
        """Rows of this lab's networks; others share the machine."""
        ours = {network.inode for network in self._world.networks}
        return [
            fact
            for fact in self.facts()
            if fact["fact"] == "sighting"
            and fact["netns"] in ours
            and self._is_warm_up(fact) == warm_up
        ]

    def _is_warm_up(self, fact):
        return fact["path"] == WARM_UP or fact["seq"] in self._warm_up

    def counts(self):
        """{(class, method, path, status): count}."""
        out = collections.Counter()
        for row in self.sightings():
            out[tuple(row[key] for key in KEYS)] += row["count"]
        return out
