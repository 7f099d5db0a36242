#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `imds-ready report` and checks its exit status, row by row."""
import datetime
import json
import os
import resource
import subprocess
import sys
import tempfile

READY = os.path.join(os.environ["IMDS_BINARY_DIR"], "bin", "imds-ready")


def days_ago(days, hours=0):
    """Evidence of long ago is not ready, so all of this is of lately."""
    moment = datetime.datetime.now(datetime.timezone.utc).replace(
        minute=0, second=0) - datetime.timedelta(days, hours=-hours)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


SURVEY = {
    "fact": "survey", "schema": 1, "host": "h", "survey": "u", "seq": 99,
    "source": "live", "start": days_ago(12),
    "end": days_ago(4), "packets": 9, "dropped": 0, "gaps": 0,
    "requests": 1, "attributed": 1, "unattributed": 0, "unknown": 0,
    "method": "ebpf", "interfaces": [], "boot_covered": True,
    "last": True}
SIGHTING = {
    "fact": "sighting", "schema": 1, "host": "h", "survey": "u", "seq": 1,
    "first": days_ago(11), "last": days_ago(11),
    "class": "v2_ok", "count": 1, "method": "GET", "path": "/latest/",
    "status": 200, "endpoint": "169.254.169.254", "peer": None,
    "user_agent": "a/1", "reply_ttl": 64, "cause": None, "pid": 7,
    "start_time": None, "comm": "a", "exe": "/bin/a", "argv": ["a"], "uid": 0,
    "user": "root", "parents": [], "cgroup": None, "unit": "a.service",
    "container": None, "runtime": None, "pod": None, "netns": 1,
    "attribution": "ebpf", "confidence": "high"}
SCAN = {
    "fact": "scan", "schema": 1, "host": None, "scan": "s", "seq": 1,
    "root": "t", "files": 3, "parsed": 3, "with_errors": 0, "skipped": {},
    "unread": [], "ledger": {}, "code_files": 3, "findings": 0,
    "end": days_ago(1), "rules_version": "1", "tool_version": "1"}
OLD = SURVEY | {"start": days_ago(112), "end": days_ago(104)}
V1 = SIGHTING | {"class": "v1_ok"}
MISS = SIGHTING | {"class": "v1_miss"}
SHORT = SURVEY | {"end": days_ago(12, hours=1), "boot_covered": False}

# status, facts of each file, options
ROWS = [
    (0, [[SURVEY, SIGHTING], [SCAN]], []),
    (0, [[SURVEY, MISS, SCAN]], []),
    (0, [[SCAN]], ["--require", "code"]),
    (0, [[SHORT, SIGHTING, SCAN]], ["--min-survey", "30m"]),
    (1, [[SURVEY, V1], [SCAN]], []),
    (1, [[V1]], []),  # a blocker beats what is missing
    (1, [[SURVEY, MISS, SCAN]], ["--fail-on", "caution"]),
    (1, [[SCAN]], ["--fail-on", "incomplete"]),
    (1, [[SURVEY, MISS, SCAN]],
     ["--fail-on", "caution", "--fail-on", "incomplete"]),
    (1, [[SURVEY, V1, SCAN], "not evidence"], []),
    (2, [], []),
    (2, ["not evidence"], []),
    (2, [[SCAN]], ["--no-such-option"]),
    (2, [[SCAN]], ["--require", "luck"]),
    (2, [[SCAN]], ["--require", ""]),
    (2, [[SCAN]], ["--min-survey", "soon"]),
    (2, [[SURVEY, SIGHTING, SCAN]], ["--min-survey", "0s"]),
    (2, [[SCAN]], ["--map", "/nowhere"]),
    (2, [[SCAN]], ["--baseline", "/nowhere"]),
    (2, [[SCAN]], ["--json", "/nowhere/at/all.json"]),
    (2, [[SCAN]], ["--json", "-", "--text", "-"]),
    (2, [[SCAN]], ["--html", "/tmp/one", "--md", "/tmp/one"]),
    (2, [[SCAN]], ["--html", "/tmp/one", "--md", "/tmp/./one"]),
    (3, [[SURVEY, SIGHTING]], []),
    (3, [[SCAN]], []),
    (3, [[SHORT, SIGHTING, SCAN]], []),
    (3, [[OLD, SIGHTING, SCAN]], []),
    (3, [[SHORT, SIGHTING, SCAN]], ["--min-survey", "7d"]),
    (3, [[SCAN]], ["--require", "traffic", "--require", "code"]),
    (3, [[SURVEY, SIGHTING, SCAN]], ["--require", "code,traffic,settings"]),
    (3, [[SURVEY, SIGHTING, SCAN], "not evidence"], []),
]


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        if isinstance(content, str):
            file.write(content)
        else:
            file.writelines(json.dumps(fact) + "\n" for fact in content)
    return path


def run(args, **more):
    return subprocess.run([READY, "report", *args], capture_output=True,
                          text=True, timeout=250, **more)


def check_rows(folder):
    bad = 0
    for number, (status, files, options) in enumerate(ROWS):
        paths = [write(folder, f"{number}-{i}", f)
                 for i, f in enumerate(files)]
        done = run(paths + options)
        if done.returncode != status:
            bad += 1
            print(f"row {number} {options}: {done.returncode}, not {status}\n"
                  f"{done.stdout}{done.stderr}")
        if status == 2 and "error:" not in done.stderr:
            bad += 1
            print(f"row {number}: no error on stderr")
    return bad


ANSWERS = ["--help", "--version", "help report", "--completion bash", "rules",
           "rules explain libcurl.v1_get", "rules -h", "report -h",
           "report --help", "report --version", "report --man",
           "report {facts}", "report {facts} --json -"]


def check_full(folder):
    """A stdout that takes nothing: the error says so, and the status is 2."""
    facts = write(folder, "full", [SURVEY, V1, SCAN])
    bad = 0
    for answer in ANSWERS:
        done = subprocess.run(f"{READY} {answer.format(facts=facts)} >/dev/full",
                              shell=True, text=True, capture_output=True)
        if done.returncode != 2 or "stdout: cannot write" not in done.stderr \
                or "hint:" not in done.stderr:
            bad += 1
            print(f"{answer} >/dev/full: {done.returncode}\n{done.stderr}")
    return bad


def check_outputs(folder):
    """Several outputs at once; a baseline; a pipe that breaks."""
    facts = write(folder, "v1", [SURVEY, V1, SCAN])
    old = os.path.join(folder, "old.json")
    done = run([facts, "--json", old, "--json", "-", "--csv",
                os.path.join(folder, "c.csv")])
    same = json.loads(done.stdout) == json.load(open(old, encoding="utf-8"))
    known = run([facts, "--baseline", old])
    cautions = write(folder, "miss", [SURVEY, MISS, SCAN])
    run([cautions, "--json", old + ".miss"])
    strict = ["--baseline", old + ".miss", "--fail-on", "caution,incomplete"]
    same_caution = run([cautions, *strict])
    worse = run([facts, *strict])
    gap = run([write(folder, "gap", [SURVEY, MISS]), *strict])
    pipe = subprocess.run(f"{READY} report {facts} | true; echo "
                          "${PIPESTATUS[0]}", shell=True, text=True,
                          executable="/bin/bash", capture_output=True)
    deaf = subprocess.run(f"{READY} report {facts} --min-survey soon "
                          "2>/dev/full; echo $?", shell=True, text=True,
                          capture_output=True)
    null = run([facts, "--json", "/dev/null"])
    page = os.path.join(folder, "page.md")
    again = [run([facts, "--md", page]).returncode for _ in range(2)]
    size = os.path.getsize(facts)
    over = run(["--json", facts, write(folder, "scan", [SCAN])])
    checks = {
        "stdout and file hold the same": same and done.returncode == 1,
        "a known blocker does not fail": known.returncode == 0,
        "nor does a known caution": same_caution.returncode == 0
            and "(known)" in same_caution.stdout,
        "a blocker that was a caution does": worse.returncode == 1,
        "and so does what is missing": gap.returncode == 1,
        "but the verdict stays": known.stdout.startswith("Not ready"),
        "a broken pipe keeps the status": pipe.stdout.strip() == "1",
        "a stderr that takes nothing as well": deaf.stdout.strip() == "2",
        "evidence is not written over":
            over.returncode == 2 and "hint: name another" in over.stderr
            and os.path.getsize(facts) == size,
        "a report is": again == [1, 1],
        "a device is written, not replaced":
            null.returncode == 1 and not os.path.isfile("/dev/null"),
    }
    for what, good in checks.items():
        if not good:
            print(f"failed: {what}")
    return list(checks.values()).count(False)


def check_locked_folder(folder):
    """Evidence that cannot be listed may hold a blocker. Root may list all, so
    as root it is nobody who asks."""
    write(folder, "good.ndjson", [SURVEY, SIGHTING, SCAN])
    locked = os.path.join(folder, "a-locked")
    os.mkdir(locked, 0)
    os.chmod(folder, 0o755)
    nobody = {"user": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    try:
        done = run([folder], **nobody)
    except PermissionError:
        print("not tested: a locked folder, for nobody may not run the program")
        return 0
    good = done.returncode == 3 and "cannot be listed" in done.stderr
    if not good:
        print(f"failed: a locked folder: {done.returncode} {done.stderr}")
    return int(not good)


def check_endless_line(folder):
    """A line longer than 4 GB, between good ones, in bounded memory."""
    gigabytes = int(os.environ.get("IMDS_ENDLESS_GB", "5"))
    path = write(folder, "endless", [SURVEY, SIGHTING])
    with open(path, "r+b") as file:
        file.seek(0, os.SEEK_END)
        file.write(b'{"fact":"')
        file.truncate(gigabytes * 2**30)  # a hole: no disk is used
        file.seek(0, os.SEEK_END)
        file.write(b"\n" + json.dumps(SCAN).encode() + b"\n")
    done = run([path, "--json", "-"])
    report = json.loads(done.stdout)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    good = (done.returncode == 3 and len(report["missing"]) == 1
            and "over 4 MB" in report["missing"][0]["text"] and peak < 500)
    if not good:
        print(f"failed: a line of {gigabytes} GB: {done.returncode}, {peak} MB, "
              f"{report['missing']}")
    return int(not good)


def main():
    with tempfile.TemporaryDirectory() as folder:
        bad = check_rows(folder) + check_outputs(folder)
        bad += check_endless_line(folder)
    with tempfile.TemporaryDirectory() as folder:
        bad += check_locked_folder(folder)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
