# SPDX-License-Identifier: Apache-2.0
"""Runs imds-standin in the imds namespace of a World."""

import json
import os
import signal
import tempfile
import time

from . import script
from .world import ENDPOINTS

DEFAULTS = {"tokens": "optional", "hop_limit": 64}


class Standin:
    """Answers on both endpoints, and keeps a log of what it was asked."""

    def __init__(self, world, port=80):
        self._folder = tempfile.TemporaryDirectory(prefix="imds-standin-")
        self._control = f"{self._folder.name}/control"
        self.log = f"{self._folder.name}/log.ndjson"
        self._write(DEFAULTS)
        program = script.binary("tests/imds-standin")
        self._process = world.imds.popen(
            [program, self._control, self.log, str(port), *ENDPOINTS]
        )
        self.pid = self._process.pid
        self._confirmed(1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()

    def set(self, **settings):
        """Switches the server; keys are those of standin/settings.h."""
        before = len(self._events("settings"))
        self._write({**DEFAULTS, **settings})
        os.kill(self.pid, signal.SIGHUP)
        self._confirmed(before + 1)

    def requests(self, after=0):
        """The requests it was asked, without the first `after` ones."""
        return self._events("request")[after:]

    def count(self):
        return len(self._events("request"))

    def _write(self, settings):
        with open(self._control, "w", encoding="ascii") as control:
            for key, value in settings.items():
                control.write(f"{key}={value}\n")

    def _events(self, kind):
        if not os.path.exists(self.log):
            return []
        with open(self.log, encoding="utf-8") as log:
            lines = [json.loads(line) for line in log if line.endswith("\n")]
        return [line for line in lines if line["event"] == kind]

    def _confirmed(self, count):
        for _ in range(500):
            seen = self._events("settings")
            if len(seen) >= count:
                if seen[-1]["trouble"]:
                    raise RuntimeError(seen[-1]["trouble"])
                return
            if self._process.poll() is not None:
                raise RuntimeError("imds-standin ended; port 80 taken?")
            time.sleep(0.01)
        raise RuntimeError("imds-standin does not answer")
