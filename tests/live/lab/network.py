# SPDX-License-Identifier: Apache-2.0
"""One network namespace, held by a process of its own.

The namespace lives as long as its holder, and the holder dies with this
script, so the kernel takes everything down even after kill -9. A holder is
also what a container has on a real host: a process by which a program that
walks /proc finds the namespace.
"""

import os
import subprocess
import time

from . import kernel


class Network:
    def __init__(self, name, cgroup=None):
        self.name = name
        self.cgroup = cgroup
        self._holder = subprocess.Popen(
            ["sleep", "86400"], preexec_fn=self._hold, stdin=subprocess.DEVNULL
        )
        self.pid = self._holder.pid
        self.descriptor = os.open(f"/proc/{self.pid}/ns/net", os.O_RDONLY)
        self.inode = os.fstat(self.descriptor).st_ino

    def _hold(self):
        kernel.die_with_parent()
        kernel.new_network()
        self._join_cgroup()

    def _join_cgroup(self):
        if self.cgroup:
            with open(f"{self.cgroup}/cgroup.procs", "w") as processes:
                processes.write("0")

    def _enter(self):
        kernel.die_with_parent()
        self._join_cgroup()
        kernel.enter_network(self.descriptor)

    def popen(self, argv, **options):
        """Starts argv in this namespace and cgroup."""
        return subprocess.Popen(argv, preexec_fn=self._enter, **options)

    def run(self, argv, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run(argv, preexec_fn=self._enter, **options)

    def shell(self, script):
        """Sets something up; a failure is a bug of the lab."""
        done = self.run(["sh", "-euc", script], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{self.name}: {done.stderr.strip()}: {script}")
        return done.stdout

    def close(self):
        self._holder.kill()
        self._holder.wait()
        os.close(self.descriptor)
        self._leave_cgroup()

    def _leave_cgroup(self):
        if not self.cgroup:
            return
        for _ in range(100):  # a killed process leaves its cgroup a bit later
            try:
                os.rmdir(self.cgroup)
                return
            except OSError:
                time.sleep(0.02)
