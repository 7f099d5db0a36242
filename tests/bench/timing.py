# SPDX-License-Identifier: Apache-2.0
"""Times commands in turns, so that a busy machine slows all of them alike."""
import os
import resource
import shutil
import subprocess
import sys
import time

SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
BUILD = os.environ.get("IMDS_BINARY_DIR", os.path.join(SOURCE, "build/release"))
ANALYZE = os.path.join(BUILD, "libexec/imds-ready/imds-ready-analyze")


def need(*programs):
    """Ends the script as skipped where one of the programs is missing."""
    for program in programs:
        if not (shutil.which(program) or os.access(program, os.X_OK)):
            print(f"skipped: {program} is missing")
            sys.exit(77)


def once(command, cwd=None):
    before = time.perf_counter()
    subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - before


def in_turns(commands, rounds=5, cwd=None):
    """Best wall time of each command, by name; the first round warms up."""
    times = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            taken = once(command, cwd)
            if number:
                times[name].append(taken)
    return {name: min(values) for name, values in times.items()}


def table(times, base):
    for name, taken in times.items():
        print(f"{name:28} {taken:8.3f} s {taken / times[base]:7.2f} x")


def peak_mb():
    """Largest resident set of any child so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def verdict(what, value, limit):
    good = value <= limit
    print(f"{'ok' if good else 'TOO SLOW'}: {what}: {value:.3f}, "
          f"at most {limit:.3f}")
    return 0 if good else 1
