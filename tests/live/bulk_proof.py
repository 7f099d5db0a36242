#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Traffic that is not for IMDS costs next to nothing.

Between two namespaces runs a bulk transfer of more than 1 Gbit/s, in turns
with and without a survey beside it: 15 pairs. Each stands between two transfers
alone and is compared to their mean, so that a machine that gets slower or faster
does not count; how far those two are apart from each other is printed as well:
a change that is no larger says nothing. Printed are medians and the intervals
from the 4th to the 12th of 15, which hold the true median with 96 %, and what
the survey cost: user and system time of its processes, and the run time of its
BPF programs by the kernel's own count. The kernel counts in transfers of their
own: to look at the clock before and after each run costs as much as the
programs do.
"""

import os
import statistics
import subprocess
import sys

from lab import script
from lab.proof import FULL, Proof
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

PAIRS = 15 if FULL else 3
TIMED = 3 if FULL else 1
SECONDS = 4 if FULL else 1.5
LEAST_RATE = 1e9
MOST_LOSS = 0.02
MOST_CPU = 0.01
# Before what else the machine does, which would be most of the differences.
BULK = ["nice", "-n", "-15", sys.executable]
BULK += [f"{script.ROOT}/tests/live/lab/bulk.py"]
STATS = "/proc/sys/kernel/bpf_stats_enabled"


def bpf_seconds(sniffer):
    """Run time of the BPF programs that the sniffer holds."""
    programs = {}
    for pid in sniffer.processes():
        for file in os.scandir(f"/proc/{pid}/fdinfo"):
            with open(file.path, encoding="ascii") as info:
                fields = dict(line.split(":", 1) for line in info)
            if "run_time_ns" in fields:
                programs[int(fields["prog_id"])] = int(fields["run_time_ns"])
    return sum(programs.values()) / 1e9


def transfer(world):
    done = world.host.run(
        [*BULK, "send", "10.0.0.1", str(SECONDS)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def beside_a_survey(world):
    """The rate, and the shares of one processor that the survey's processes
    and its BPF programs took; the latter is 0 where the kernel does not count.
    """
    with Sniffer(world) as sniffer:
        start, cpu = os.times(), sniffer.cpu_seconds()
        run = bpf_seconds(sniffer)
        rate = transfer(world)
        wall = os.times().elapsed - start.elapsed
        cpu = sniffer.cpu_seconds() - cpu
        run = bpf_seconds(sniffer) - run
    if sniffer.surveys()[-1]["method"] == "ebpf" and counts_run_time():
        assert run > 0, "the kernel did not time the BPF programs"
    return rate, cpu / wall, run / wall


def bpf_share(world):
    """The share of one processor that the BPF programs took."""
    return statistics.median(beside_a_survey(world)[2] for _ in range(TIMED))


def interval(values):
    """What holds the true median with 96 %; of fewer than 15 all of them."""
    ordered = sorted(values)
    outer = 3 if len(ordered) == 15 else 0
    return ordered[outer], ordered[-1 - outer]


def told(values):
    low, high = interval(values)
    return f"{statistics.median(values):+.2%} ({low:+.2%} to {high:+.2%})"


def pairs(world):
    """For each survey the mean rate alone, the rate beside it, what it cost,
    and the change of the rate from the transfer before it to the one behind."""
    before = transfer(world)
    for _ in range(PAIRS):
        rate, cpu, _run = beside_a_survey(world)
        after = transfer(world)
        yield (before + after) / 2, rate, cpu, after / before - 1
        before = after


def main():
    script.need_root()
    script.end_cleanly()
    proof = Proof("bulk")
    with World() as world, Standin(world):
        receiver = world.imds.popen(
            [*BULK, "receive", "10.0.0.1"],
            stdout=subprocess.PIPE,
        )
        receiver.stdout.readline()
        transfer(world)
        rows = list(pairs(world))
        run = with_bpf_statistics(lambda: bpf_share(world))
        receiver.kill()
        receiver.wait()
    changes = [rate / alone - 1 for alone, rate, *_ in rows]
    slowest = min(row[1] for row in rows)
    cpu = statistics.median(row[2] for row in rows)
    proof.number("pairs", PAIRS)
    proof.number("slowest rate with a survey, Gbit/s", round(slowest / 1e9, 2))
    proof.number("median change of the rate", told(changes))
    proof.number("the same without a survey", told([row[3] for row in rows]))
    proof.number("processor time of the survey", f"{cpu:.2%} of wall time")
    proof.number("run time of its BPF programs", f"{run:.3%} of wall time")
    proof.check(slowest >= LEAST_RATE, "the transfer is slower than 1 Gbit/s")
    if FULL and not script.sanitized():
        # Beyond doubt: of a median alone the machine's own noise is a third.
        least_loss = -interval(changes)[1]
        proof.check(least_loss <= MOST_LOSS, f"the transfer loses {least_loss:.2%}")
        proof.check(cpu + run < MOST_CPU, f"costs {cpu + run:.2%} of wall time")
    proof.end()


def with_bpf_statistics(run):
    """The kernel counts the run time of programs only where it is asked to."""
    if not os.path.exists(STATS):
        return run()
    before = set_statistics("1")
    try:
        return run()
    finally:
        set_statistics(before)


def counts_run_time():
    if not os.path.exists(STATS):
        return False
    with open(STATS, encoding="ascii") as switch:
        return switch.read().strip() == "1"


def set_statistics(value):
    """Returns what was set. A write behind the first byte would be ignored."""
    with open(STATS, encoding="ascii") as switch:
        before = switch.read()
    with open(STATS, "w", encoding="ascii") as switch:
        switch.write(value)
    return before


if __name__ == "__main__":
    main()
