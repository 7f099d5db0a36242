#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Traffic that is not for IMDS costs next to nothing.

Between two namespaces runs a bulk transfer of more than 1 Gbit/s, in turns
with and without a survey beside it: 15 pairs. Printed are the change of its
rate (median and the interval from the 4th to the 12th of 15, which holds the
true median with 96 %), and what the survey cost: user and system time of its
processes, and the run time of its BPF programs by the kernel's own count. The
kernel counts in transfers of their own: to look at the clock before and after
each run costs as much as the programs do.
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
    ordered = sorted(values)
    if len(ordered) < 15:
        return f"{ordered[0]:+.2%} to {ordered[-1]:+.2%}"
    return f"{ordered[3]:+.2%} to {ordered[11]:+.2%}"


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
        pairs = []
        for number in range(PAIRS):
            if number % 2:  # neither is always the first
                with_survey = beside_a_survey(world)
                alone = transfer(world)
            else:
                alone = transfer(world)
                with_survey = beside_a_survey(world)
            pairs.append((alone, *with_survey))
        run = with_bpf_statistics(lambda: bpf_share(world))
        receiver.kill()
        receiver.wait()
    changes = [rate / alone - 1 for alone, rate, *_ in pairs]
    loss = -statistics.median(changes)
    rate = min(pair[1] for pair in pairs)
    cpu = statistics.median(pair[2] for pair in pairs)
    proof.number("pairs", PAIRS)
    proof.number("slowest rate with a survey, Gbit/s", round(rate / 1e9, 2))
    proof.number("median change of the rate", f"{-loss:+.2%}")
    proof.number("interval of the changes", interval(changes))
    proof.number("processor time of the survey", f"{cpu:.2%} of wall time")
    proof.number("run time of its BPF programs", f"{run:.3%} of wall time")
    proof.check(rate >= LEAST_RATE, "the transfer is slower than 1 Gbit/s")
    if FULL and not script.sanitized():
        proof.check(loss <= MOST_LOSS, f"the transfer loses {loss:.2%}")
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
