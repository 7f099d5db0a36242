#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A capture that lost packets or parts of them may tell less than the whole
one, never more: no request without a token that nobody sent, no token that
nobody had, and no "ready" about what was lost."""

import collections
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SNIFF = os.environ["IMDS_BINARY_DIR"] + "/libexec/imds-ready/imds-ready-sniff"
IP_AT = {1: 14, 101: 0, 113: 16, 276: 20}
FILE_HEADER, RECORD_HEADER = 24, 16


def records(pcap):
    at = FILE_HEADER
    while at < len(pcap):
        length = struct.unpack_from("<I", pcap, at + 8)[0]
        end = at + RECORD_HEADER + length
        yield pcap[at:at + RECORD_HEADER], pcap[at + RECORD_HEADER:end]
        at = end


def joined(pcap, kept):
    out = pcap[:FILE_HEADER]
    for header, packet in kept:
        out += header[:8] + struct.pack("<I", len(packet)) + header[12:]
        out += packet
    return out


def segment(pcap, packet):
    """(source port, target port, flags, has payload); None: no TCP here."""
    at = IP_AT[struct.unpack_from("<I", pcap, 20)[0]]
    while packet[at - 2:at] in (b"\x81\0", b"\x88\xa8"):
        at += 4
    v4 = packet[at] >> 4 == 4
    tcp = at + (packet[at] % 16 * 4 if v4 else 40)
    if packet[at + (9 if v4 else 6)] != 6:
        return None
    total = struct.unpack_from("!H", packet, at + (2 if v4 else 4))[0]
    end = at + total + (0 if v4 else 40)
    source, target = struct.unpack_from("!HH", packet, tcp)
    payload = tcp + packet[tcp + 12] // 16 * 4
    return source, target, packet[tcp + 13], payload < end


def kept_if(wanted):
    """Keeps segments by `wanted(segment, number)`, and all that is none."""
    def mutilate(pcap):
        kept = []
        for number, (header, packet) in enumerate(records(pcap)):
            tcp = segment(pcap, packet)
            if tcp is None or wanted(tcp, number):
                kept.append((header, packet))
        return joined(pcap, kept)
    return mutilate


def cut_to(length):
    return lambda pcap: joined(
        pcap, [(header, packet[:length]) for header, packet in records(pcap)])


MUTILATIONS = {
    "cut to 60 bytes": cut_to(60),
    "cut to 96 bytes": cut_to(96),
    "cut to 200 bytes": cut_to(200),
    "no payload": kept_if(lambda tcp, _: not tcp[3]),
    "only SYN, FIN and RST": kept_if(lambda tcp, _: tcp[2] & 0x07),
    "only the callers' side": kept_if(lambda tcp, _: tcp[1] == 80),
    "each third segment lost": kept_if(lambda _, number: number % 3),
}


def kind(row):
    if row["class"].startswith("put_"):
        return "token PUT"
    if row["class"].startswith("v2_"):
        return "with a token"
    if row["class"] in ("unknown", "other_cloud"):
        return row["class"]
    return "without a token"


def survey(path):
    done = subprocess.run([SNIFF, "-r", str(path), "--evidence"],
                          capture_output=True, text=True, timeout=60,
                          check=False)
    kinds = collections.Counter()
    for row in map(json.loads, done.stdout.splitlines()):
        if row["fact"] == "sighting":
            kinds[kind(row)] += row["count"]
    return done.returncode, kinds


def troubles(whole, part):
    status, kinds = part
    for name in ("token PUT", "with a token", "without a token"):
        if kinds[name] > whole[1][name]:
            yield f"{kinds[name]} {name}, {whole[1][name]} in the whole"
    if status == 0 and kinds.total() < whole[1].total():
        yield f"silent about {whole[1].total() - kinds.total()} requests"


def main():
    failed = count = 0
    with tempfile.TemporaryDirectory() as folder:
        part = pathlib.Path(folder, "part.pcap")
        for capture in sorted(HERE.glob("*/*.pcap")):
            whole = survey(capture)
            for name, mutilate in MUTILATIONS.items():
                part.write_bytes(mutilate(capture.read_bytes()))
                count += 1
                for trouble in troubles(whole, survey(part)):
                    print(f"{capture.relative_to(HERE)}, {name}: {trouble}")
                    failed += 1
    print(f"{count} parts of captures, {failed} troubles")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
