# SPDX-License-Identifier: Apache-2.0
"""How a proof says what it found: numbers first, then every trouble."""

import os
import sys

FULL = os.environ.get("IMDS_FULL") == "1"


class Proof:
    def __init__(self, name):
        self._name = name
        self._troubles = 0

    def number(self, what, value):
        print(f"{self._name}: {what}: {value}", flush=True)

    def check(self, holds, trouble):
        if holds:
            return
        self._troubles += 1
        if self._troubles <= 20:
            print(f"{self._name}: FAILED: {trouble}", flush=True)

    def end(self):
        if self._troubles:
            print(f"{self._name}: {self._troubles} troubles")
        sys.exit(1 if self._troubles else 0)
