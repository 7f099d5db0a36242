#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails on any #include arrow that the house does not draw.

The ground is what every program stands on; analyzer/ and sniffer/ never see
each other; the report knows neither; Clang stays in analyzer/extract/, libpcap
in one file of the sniffer. The rules below are the whole drawing.
"""
import os
import re
import sys

SOURCE = os.environ.get("IMDS_SOURCE_DIR") or os.path.dirname(
    os.path.dirname(os.path.abspath(__file__)))
GROUND = {"error", "exit_status", "term", "facts", "facts_read", "evidence", "lower",
          "rule_file", "rule_schema", "imds", "options", "options_help",
          "program_name", "request_class", "line_reader", "sink", "versions"}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)


def sources(room):
    for folder, _, names in os.walk(os.path.join(SOURCE, room)):
        for name in names:
            if name.endswith((".cpp", ".h", ".c")):
                yield os.path.relpath(os.path.join(folder, name), SOURCE)


def is_ground(path):
    head, _, tail = path.partition("/")
    return head == "reports" and tail.rsplit(".", 1)[0] in GROUND


def allowed_rooms(path):
    """Rooms whose headers `path` may include besides the ground."""
    room = path.split("/")[0]
    return set() if is_ground(path) else {room}


def problems(path, text):
    for kind, target in INCLUDE.findall(text):
        room = target.split("/")[0]
        if kind == '"' and room in ("analyzer", "sniffer", "reports"):
            if not is_ground(target) and room not in allowed_rooms(path):
                yield f"{path} must not include {target}"
        clang = target.startswith(("clang/", "clang-c/", "llvm/"))
        if clang and not path.startswith("analyzer/extract/"):
            yield f"{path}: Clang headers belong to analyzer/extract/"
        if kind == '"' and "/" not in target and not target.endswith(
                (".skel.h", ".inc")) and not path.startswith("sniffer/bpf/"):
            yield f"{path}: include {target} from the root of the project"


def main():
    found, pcap = [], []
    for room in ("analyzer", "sniffer", "reports"):
        for path in sources(room):
            with open(os.path.join(SOURCE, path), encoding="utf-8") as f:
                text = f.read()
            found += problems(path, text)
            if re.search(r"#\s*include\s+<pcap(/pcap)?\.h>", text):
                pcap.append(path)
    if len(pcap) > 1:
        found.append("libpcap is included by more than one file: " +
                     ", ".join(pcap))
    for line in sorted(found):
        print(line)
    print(f"{len(found)} arrows that the house does not draw")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
