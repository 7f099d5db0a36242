#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every rule id has a case that it finds and one that it must keep quiet in.

A positive case expects the rule. A negative one expects another rule of the
same library and not this one, or says `// negative: RULE`. Names of rules that
do not exist are errors too.
"""
import collections
import json
import os
import re
import sys

SOURCE = os.environ.get("IMDS_SOURCE_DIR") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "../.."))
EXPECT = re.compile(r"(?://|#) expect(?:\(\w+\))?: (\S+) (\S+) (\S+)")
NEGATIVE = re.compile(r"(?://|#) negative: (\S+)")


def strip_comments(text):
    text = re.sub(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/',
                  lambda m: m.group(1) or "", text, flags=re.S)
    return text


def ids(value):
    if isinstance(value, dict):
        if "id" in value and "summary" in value:
            yield value["id"]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from ids(inner)


def rule_ids():
    folder = os.path.join(SOURCE, "rules/clients")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                yield from ids(json.loads(strip_comments(f.read())))


def case_texts():
    """One text a case: a file, or all files of a folder."""
    folder = os.path.join(SOURCE, "tests/analyzer/cases")
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        paths = [entry.path]
        if entry.is_dir():
            paths = [os.path.join(d, n) for d, _, names in os.walk(entry.path)
                     for n in names]
        yield entry.name, "\n".join(
            open(p, encoding="utf-8").read() for p in paths)


def library(rule):
    return rule.partition(".")[0]


def main():
    positive, negative = collections.Counter(), collections.Counter()
    known, found = set(rule_ids()), []
    for name, text in case_texts():
        expected = {rule for rule, _, _ in EXPECT.findall(text)}
        quiet = set(NEGATIVE.findall(text)) - expected
        libraries = {library(rule) for rule in expected}
        quiet |= {r for r in known - expected if library(r) in libraries}
        positive.update(expected)
        negative.update(quiet)
        for rule in (expected | quiet) - known:
            found.append(f"{name}: there is no rule {rule}")
    for rule in sorted(known):
        if not positive[rule]:
            found.append(f"{rule}: no positive case")
        if not negative[rule]:
            found.append(f"{rule}: no negative case")
    print("\n".join(found))
    print(f"{len(known)} rules, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
