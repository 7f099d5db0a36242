#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints evidence of a small shop for looking at the HTML report: three hosts
over eight days, source of every verdict, and names that try to be markup."""
import datetime
import json
import random

DAYS = 8
START = datetime.datetime.now(datetime.timezone.utc).replace(
    hour=0, minute=0, second=0, microsecond=0) - datetime.timedelta(DAYS + 1)
CREDENTIALS = "/latest/meta-data/iam/security-credentials/"

# comm, exe, argv, unit, parent, user agent, runtime,
# [class, path, status, count]
CALLERS = [
    ("curl", "/usr/bin/curl", ["curl", "-s"], "backup.service",
     "nightly-backup.sh", "curl/7.88.1", None,
     [("v1_ok", CREDENTIALS + "backup", 200, 2)]),
    ("python3", "/usr/bin/python3.9", ["python3", "/opt/inventory/collect.py"],
     "inventory.service", "systemd", "Boto3/1.9.66 Botocore/1.12.67", None,
     [("v1_ok", "/latest/meta-data/placement/availability-zone", 200, 3),
      ("v1_ok", "/latest/dynamic/instance-identity/document", 200, 1)]),
    ("amazon-ssm-agen", "/usr/bin/amazon-ssm-agent", ["amazon-ssm-agent"],
     "amazon-ssm-agent.service", "systemd", "aws-sdk-go/1.44.200", None,
     [("put_ok", "/latest/api/token", 200, 1),
      ("v2_ok", "/latest/meta-data/instance-id", 200, 4)]),
    ("node", "/usr/local/bin/node", ["node", "/srv/checkout/index.js"],
     "docker-a1.scope", "containerd-shim", "aws-sdk-nodejs/2.1692.0", "docker",
     [("put_hop_limited", "/latest/api/token", 200, 1),
      ("v1_fallback", CREDENTIALS + "checkout", 200, 2)]),
    ("cloud-init", "/usr/bin/python3.9", ["python3", "/usr/bin/cloud-init"],
     "cloud-init.service", "systemd", "Cloud-Init/23.1", None,
     [("put_ok", "/latest/api/token", 200, 1),
      ("v2_ok", "/latest/user-data", 200, 1)]),
    ("<script>", None, ["<script>alert(1)</script>"], "a\"onload=x.service",
     "<b>", "<img src=x onerror=alert(1)>", None,
     [("v1_miss", "/latest/meta-data/spot/termination-time", 404, 1)]),
]


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def sighting(host, seq, moment, caller, request, count):
    comm, exe, argv, unit, parent, agent, runtime, _ = caller
    kind, path, status, _ = request
    return {
        "fact": "sighting", "schema": 1, "host": host,
        "survey": "survey-" + host, "seq": seq, "first": stamp(moment),
        "last": stamp(moment + datetime.timedelta(seconds=20)), "class": kind,
        "count": count, "method": "PUT" if "put" in kind else "GET",
        "path": path, "status": status, "endpoint": "169.254.169.254",
        "peer": "172.17.0.2" if runtime else None, "user_agent": agent,
        "reply_ttl": 1 if kind == "put_hop_limited" else 64,
        "cause": "hop limit" if kind == "v1_fallback" else None,
        "pid": 800 + seq, "start_time": stamp(moment), "comm": comm,
        "exe": exe, "argv": argv, "uid": 0, "user": "root",
        "parents": [{"pid": 1, "comm": parent}],
        "cgroup": "/system.slice/" + unit, "unit": unit,
        "container": "c0ffee" if runtime else None,
        **({"image": "shop/checkout:2.3"} if runtime else {}),
        "runtime": runtime,
        "pod": None, "netns": 4026531840, "attribution": "ebpf",
        "confidence": "high"}


def host_facts(host, choose):
    seq = requests = 0
    for hour in range(0, DAYS * 24, 2):
        for caller in CALLERS:
            if caller[0] == "node" and host == "batch-1":
                continue
            if caller[0] == "curl" and hour % 24 != 2:
                continue
            for request in caller[-1]:
                if choose.random() < 0.25:
                    continue
                seq += 1
                count = request[3] * choose.randint(1, 4)
                requests += count
                moment = START + datetime.timedelta(
                    hours=hour, seconds=choose.randint(0, 6000))
                yield sighting(host, seq, moment, caller, request, count)
    yield {
        "fact": "survey", "schema": 1, "host": host,
        "survey": "survey-" + host, "seq": seq + 1, "source": "live",
        "start": stamp(START),
        "end": stamp(START + datetime.timedelta(days=DAYS)),
        "packets": requests * 9, "dropped": 3 if host == "web-2" else 0,
        "gaps": 0, "requests": requests, "attributed": requests,
        "unattributed": 0, "unknown": 0, "method": "ebpf",
        "interfaces": [], "boot_covered": host != "batch-1",
        "last": True}


def finding(seq, verdict, fate, file, line, message, fix=""):
    return {
        "fact": "finding", "schema": 1, "host": None, "scan": "scan-1",
        "seq": seq, "verdict": verdict, "under_required": fate,
        "confidence": "high", "read_as": "build", "rule": "libcurl.request",
        "file": file, "line": line, "column": 3, "function": "shop::fetch",
        "message": message, "fix": fix, "switch": None,
        "trace": [{"file": "src/urls.h", "line": 9, "function": "",
                   "note": "the address is a constant"}],
        "fingerprint": f"shop-{seq}"}


def source_facts():
    yield {
        "fact": "scan", "schema": 1, "host": None, "scan": "scan-1", "seq": 1,
        "root": "shop", "files": 214, "parsed": 31, "with_errors": 2,
        "skipped": {"binary": 12}, "unread": [], "ledger": {"comment": 9},
        "unexplained": [], "code_files": 150, "findings": 5,
        "end": stamp(START + datetime.timedelta(days=DAYS)),
        "rules_version": "1", "tool_version": "1"}
    yield finding(2, "v1", "breaks", "src/role.cpp", 41,
                  "asks for " + CREDENTIALS + " without the token header",
                  "headers = curl_slist_append(headers, token);\n"
                  "curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);")
    yield finding(3, "v1", "breaks", "tools/nightly-backup.sh", 12,
                  "curl asks for " + CREDENTIALS + " without a token")
    yield finding(4, "v1-fallback", "survives", "src/region.cpp", 88,
                  "asks without a token where the token PUT fails")
    yield finding(5, "v2", "survives", "src/id.cpp", 17,
                  "every path carries the token")
    yield finding(6, "review", "depends", "src/plugin.cpp", 230,
                  "the address comes from a plugin")


def main():
    choose = random.Random(3)
    for host in ("web-1", "web-2", "batch-1"):
        for fact in host_facts(host, choose):
            print(json.dumps(fact))
    for fact in source_facts():
        print(json.dumps(fact))
    print(json.dumps({
        "fact": "setting", "schema": 1, "host": "web-1", "scan": "import-1",
        "seq": 1, "instance": "i-0a1b2c3d4e5f60718",
        "http_tokens": "optional", "http_endpoint": "enabled",
        "hop_limit": 1, "ipv6": "disabled", "no_token_count": None,
        "window_start": None, "window_end": None}))


if __name__ == "__main__":
    main()
