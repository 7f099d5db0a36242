# SPDX-License-Identifier: Apache-2.0
"""What every script over the lab does first and last."""

import os
import signal
import sys

SKIPPED = 77
ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../../.."))


def need_root():
    """Ends with 'skipped' where namespaces cannot be made."""
    if os.geteuid() != 0:
        print("skipped: needs root for network namespaces", file=sys.stderr)
        sys.exit(SKIPPED)
    # A survey lets nobody trace it, which the check for leaks would do; its
    # failure would be an exit status 1, the one of "IMDSv1 is in use".
    os.environ.setdefault("ASAN_OPTIONS", "detect_leaks=0")


def end_cleanly():
    """SIGTERM and SIGINT leave every `with` block properly."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(2))


def binary(path):
    """A program of the build, by its path in it."""
    build = os.environ.setdefault("IMDS_BINARY_DIR", f"{ROOT}/build/dev")
    return f"{build}/{path}"


def sanitized():
    """Whether the build has AddressSanitizer, which takes memory of its own."""
    with open(binary("CMakeCache.txt"), encoding="utf-8") as cache:
        return "IMDS_SANITIZE:BOOL=ON" in cache.read()
