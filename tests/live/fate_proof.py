#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every real client: what the survey foretells is what happens.

Each client asks under a live survey while tokens are optional, and its
evidence is reported; then tokens are required, and its exit status says whether
it got what it wanted.
"""

import json
import subprocess
import tempfile

from lab import clients, script
from lab.proof import FULL, Proof
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

QUICK = ("curl_v1", "curl_v2", "curl_fallback", "urllib_v1", "wget_v2",
         "botocore_credentials", "ruby_credentials")


def report(facts):
    """The readiness report of these facts, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/evidence.ndjson"
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(fact) + "\n" for fact in facts)
        done = subprocess.run(
            [script.binary("bin/imds-ready"), "report", path, "--json", "-"]
            + ["--require", "traffic"],
            capture_output=True,
            text=True,
        )
    return json.loads(done.stdout)


def foretold(world, standin, client):
    """Whether the report of a survey says that the client would break."""
    standin.set(tokens="optional")
    with Sniffer(world) as sniffer:
        status = clients.run(client, world.host)
    rows = sniffer.sightings()
    told = report(sniffer.surveys() + rows)
    return status, bool(rows) and bool(told["blockers"])


def judge(proof, world, standin, client):
    before, told = foretold(world, standin, client)
    standin.set(tokens="required")
    broke = clients.run(client, world.host) != 0
    proof.number(client.name, f"would break: {told}, broke: {broke}")
    proof.check(before == 0, f"{client.name} failed while tokens were optional")
    proof.check(told == broke, f"{client.name} was told wrong")


def main():
    script.need_root()
    script.end_cleanly()
    proof = Proof("fate")
    with World() as world, Standin(world) as standin:
        for client in clients.CLIENTS:
            if not client.real or not (FULL or client.name in QUICK):
                continue
            if clients.install(client) if FULL else clients.version(client):
                judge(proof, world, standin, client)
            else:
                print(f"fate: SKIPPED {client.name}: no {client.needs}")
    proof.end()


main()
