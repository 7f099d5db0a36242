# SPDX-License-Identifier: Apache-2.0
"""Many one-shot callers whose every request can be recognised.

IMDS serves the same tree under any date, so caller 17 asks for
/2000-01-18/...: the path names the caller in the server's log and in the
evidence alike, and the list of what was started says which pid that was.
"""

import collections
import dataclasses
import datetime
import os
import subprocess
import time

HOST = {4: "169.254.169.254", 6: "fd00:ec2::254"}
URL = {4: "http://169.254.169.254", 6: "http://[fd00:ec2::254]"}
AGENT = "X-aws-ec2-metadata-token"
AT_ONCE = 12

# A shell without any client: one process, which the launcher knows by pid.
_SHELL = """exec 3<>/dev/tcp/{host}/80
printf 'GET {path} HTTP/1.0\\r\\nHost: imds\\r\\n\\r\\n' >&3
while read -r -t 5 line <&3; do :; done"""


@dataclasses.dataclass
class Caller:
    number: int
    kind: str
    network: object
    version: int
    path: str
    pid: int = 0
    started: float = 0.0
    ended: float = 0.0

    @property
    def comm(self):
        return {"shell": "bash"}.get(self.kind.partition("_")[0],
                                     self.kind.partition("_")[0])


def _path(number):
    day = datetime.date(2000, 1, 1) + datetime.timedelta(days=number)
    return f"/{day}/meta-data/ami-id"


def _command(caller, token):
    url = URL[caller.version] + caller.path
    if caller.kind == "curl":
        return ["curl", "-s", "-m5", "-o", "/dev/null", url]
    if caller.kind == "curl_v2":
        header = f"{AGENT}: {token}"
        return ["curl", "-s", "-m5", "-o", "/dev/null", "-H", header, url]
    if caller.kind == "wget":
        return ["wget", "-q", "-t1", "-T5", "-O", "/dev/null", url]
    host = HOST[caller.version]
    return ["bash", "-c", _SHELL.format(host=host, path=caller.path)]


def plan(world, count):
    """Callers spread over the networks, IP versions and kinds."""
    kinds = ("curl", "wget", "shell", "curl_v2")
    networks = world.networks
    return [
        Caller(
            number=i,
            kind=kinds[i % len(kinds)],
            network=networks[i % len(networks)],
            version=4 if i % 7 < 4 else 6,
            path=_path(i),
        )
        for i in range(count)
    ]


def _token(world):
    done = world.host.run(
        ["curl", "-s", "-X", "PUT", "-H", f"{AGENT}-ttl-seconds: 600"]
        + [URL[4] + "/latest/api/token"],
        capture_output=True,
    )
    return done.stdout.decode()


def launch(world, callers):
    """Starts every caller, a few at once, and notes its pid."""
    token = _token(world)
    running = collections.deque()
    for caller in callers:
        if len(running) >= AT_ONCE:
            _finish(*running.popleft())
        caller.started = time.time()
        process = caller.network.popen(
            _command(caller, token),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        caller.pid = process.pid
        running.append((caller, process))
    while running:
        _finish(*running.popleft())


def _finish(caller, process):
    process.wait(30)
    caller.ended = time.time()


class Burners:
    """Keeps every processor busy for the time of a block."""

    def __init__(self, seconds=120):
        loop = ["sh", "-c", "while :; do :; done"]
        self._command = ["timeout", str(seconds), *loop]
        self._processes = []

    def __enter__(self):
        for _ in range(2 * os.cpu_count()):
            self._processes.append(subprocess.Popen(self._command))
        return self

    def __exit__(self, *_):
        for process in self._processes:
            process.terminate()
            process.wait()
