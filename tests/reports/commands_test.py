#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No flag is invented: every `aws` command of rules/commands/ is checked
against AWS's own service models.

EC2: the types of the newest @aws-sdk/client-ec2 from npm, which knows what
Debian's older AWS CLI does not. Other services: the models that botocore
installs. Exit 77 without either.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tarfile

SOURCE = os.environ["IMDS_SOURCE_DIR"]
CACHE = os.path.join(os.environ["IMDS_BINARY_DIR"], "npm-ec2")
BOTOCORE = "/usr/lib/python3/dist-packages/botocore/data"
# Of the AWS CLI itself, not of any operation.
GLOBAL = {"query", "output", "region", "filters"}


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def rules():
    for path in sorted(glob.glob(f"{SOURCE}/rules/commands/*.json")):
        with open(path, encoding="utf-8") as file:
            text = re.sub(r"^\s*//.*$", "", file.read(), flags=re.M)
        yield from json.loads(text)["commands"]


def ec2_types():
    """Interface name -> member name -> type, from the package's .d.ts."""
    if not glob.glob(f"{CACHE}/*.tgz"):
        os.makedirs(CACHE, exist_ok=True)
        done = subprocess.run(
            ["npm", "pack", "--silent", "@aws-sdk/client-ec2@latest"],
            cwd=CACHE, capture_output=True, text=True)
        if done.returncode != 0:
            skip("npm cannot fetch @aws-sdk/client-ec2")
    types, enums = {}, {}
    with tarfile.open(glob.glob(f"{CACHE}/*.tgz")[0]) as package:
        for member in package:
            if not re.search(r"dist-types/models/[^/]+\.d\.ts$", member.name):
                continue
            text = package.extractfile(member).read().decode()
            for name, body in re.findall(
                    r"export interface (\w+)[^{]*\{(.*?)\n\}", text, re.S):
                types[name] = dict(
                    re.findall(r"^\s+(\w+)\??: ([^;]+);", body, re.M))
            for name, body in re.findall(
                    r"export declare const (\w+): \{(.*?)\};", text, re.S):
                enums[name] = set(re.findall(r'"([^"]+)"', body))
    return types, enums


def pascal(flag):
    return "".join(word.capitalize() for word in flag.split("-"))


def commands(rule):
    """(service, operation, {flag: value}) of each aws command in a rule."""
    text = "\n".join(rule["lines"]).replace("\\\n", " ")
    for service, operation, rest in re.findall(
            r"aws ([a-z0-9]+) ([a-z-]+)([^\n]*)", text):
        plain = rest.replace("{raise}", "").replace("{ipv6}", "")
        flags = dict(re.findall(r"--([a-z0-9-]+)\s*('[^']*'|\"[^\"]*\"|"
                                r"[^\s{-][^\s]*)?", plain))
        if "{raise}" in rest:
            flags["http-put-response-hop-limit"] = "2"
        if "{ipv6}" in rest:
            flags["http-protocol-ipv6"] = "enabled"
        yield service, operation, flags


def fold(name):
    return name.lower()


def check_ec2(operation, flags, types, enums):
    request = types.get(pascal(operation) + "Request")
    if request is None:
        yield f"EC2 has no operation {operation}"
        return
    members = {fold(m): t for m, t in request.items()}
    for flag, value in flags.items():
        if flag in GLOBAL and fold(pascal(flag)) not in members:
            continue
        kind = members.get(fold(pascal(flag)))
        if kind is None and flag.endswith("s"):
            kind = members.get(fold(pascal(flag[:-1])))
        if kind is None:
            yield f"{operation} has no parameter --{flag}"
            continue
        yield from check_value(operation, flag, kind, value.strip("'\""),
                               types, enums)


def check_value(operation, flag, kind, value, types, enums):
    kind = kind.replace("| undefined", "").strip()
    if kind in enums and not value.startswith("{") and value not in enums[kind]:
        yield f"{operation} --{flag} is none of {sorted(enums[kind])}"
    if kind not in types:
        return
    if value.startswith("{"):
        value = value.replace("{hop_limit}", "2")
        yield from check_shape(operation, kind, json.loads(value), types, enums)
    elif "=" in value:
        pairs = dict(pair.split("=") for pair in value.split(","))
        yield from check_shape(operation, kind, pairs, types, enums)


def check_shape(operation, kind, shape, types, enums):
    for key, value in shape.items():
        inner = types[kind].get(key)
        if inner is None:
            yield f"{operation}: {kind} has no member {key}"
            continue
        inner = inner.replace("| undefined", "").strip()
        if isinstance(value, dict):
            yield from check_shape(operation, inner, value, types, enums)
        elif inner in enums and value not in enums[inner]:
            yield f"{operation}: {key} is none of {sorted(enums[inner])}"


def check_other(service, operation, flags):
    paths = sorted(glob.glob(f"{BOTOCORE}/{service}/*/service-2.json*"))
    if not paths:
        skip(f"botocore's model of {service} is not installed")
    opener = open
    if paths[-1].endswith(".gz"):
        import gzip
        opener = gzip.open
    with opener(paths[-1], "rt", encoding="utf-8") as file:
        model = json.load(file)
    if pascal(operation) not in model["operations"]:
        yield f"{service} has no operation {operation}"
        return
    shape = model["operations"][pascal(operation)]["input"]["shape"]
    members = {fold(m) for m in model["shapes"][shape]["members"]}
    for flag in flags:
        if flag not in GLOBAL and fold(pascal(flag)) not in members:
            yield f"{service} {operation} has no parameter --{flag}"


def main():
    types, enums = ec2_types()
    seen, problems = 0, []
    for rule in rules():
        for service, operation, flags in commands(rule):
            seen += 1
            problems += (check_ec2(operation, flags, types, enums)
                         if service == "ec2"
                         else check_other(service, operation, flags))
    # The check itself can fail: an invented flag is found.
    assert list(check_ec2("modify-instance-metadata-options",
                          {"http-tokenz": "required"}, types, enums))
    assert list(check_ec2("modify-instance-metadata-options",
                          {"http-tokens": "requird"}, types, enums))
    for problem in problems:
        print(problem)
    print(f"{seen} commands, {len(problems)} problems")
    sys.exit(1 if problems or seen < 10 else 0)


if __name__ == "__main__":
    main()
