#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails on a source over 500 lines, a line over 80 columns in C++, or a source
without its licence line."""
import os
import subprocess
import sys

SOURCE = os.environ.get("IMDS_SOURCE_DIR") or os.path.dirname(
    os.path.dirname(os.path.abspath(__file__)))
CODE = (".cpp", ".h", ".c", ".py", ".js", ".css")


def tracked():
    out = subprocess.run(["git", "-C", SOURCE, "ls-files", "-z"],
                         capture_output=True, check=False)
    return [n for n in out.stdout.decode().split("\0") if n]


def problems(name, text):
    lines = text.splitlines()
    rooms = name.startswith(("analyzer/", "sniffer/", "reports/"))
    if rooms and name.endswith(CODE) and len(lines) > 500:
        yield f"{name}: {len(lines)} lines, 500 at most"
    if rooms and name.endswith((".cpp", ".h")):
        if not lines or "SPDX-License-Identifier: Apache-2.0" not in lines[0]:
            yield f"{name}:1: the licence line is missing"
        for number, line in enumerate(lines, 1):
            if len(line) > 80 and "://" not in line:
                yield f"{name}:{number}: {len(line)} columns, 80 at most"


def main():
    names = tracked()
    if not names:
        print("skipped: not a git checkout")
        return 77
    found = []
    for name in names:
        try:
            with open(os.path.join(SOURCE, name), encoding="utf-8") as f:
                found += problems(name, f.read())
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    print("\n".join(found))
    print(f"{len(found)} places outside of the budget")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
