#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program itself: its exit statuses, its errors, what it links and what it
never writes."""
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

BUILD = os.environ["IMDS_BINARY_DIR"]
SNIFF = BUILD + "/libexec/imds-ready/imds-ready-sniff"
CASES = pathlib.Path(__file__).parent / "cases"
CANARY = "TOKENCANARY"


def sniff(*args, **how):
    return subprocess.run([SNIFF, *map(str, args)], capture_output=True,
                          text=True, timeout=60, check=False, **how)


def shifted(pcap, seconds):
    """The same packets, that much later."""
    order = "<" if pcap[:4] == b"\xd4\xc3\xb2\xa1" else ">"
    out, at = pcap[:24], 24
    while at < len(pcap):
        time, fraction, length, wire = struct.unpack_from(order + "4I", pcap, at)
        out += struct.pack(order + "4I", time + seconds, fraction, length, wire)
        out += pcap[at + 16:at + 16 + length]
        at += 16 + length
    return out


class Program(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def capture(self, case):
        path = self.folder / (case + ".pcap")
        subprocess.run([BUILD + "/tests/pkt2pcap", CASES / (case + ".pkt"),
                        path], check=True)
        return path

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def test_statuses(self):
        for case, status in (("class_v2", 0), ("class_other_cloud", 0),
                             ("class_v2_miss", 0), ("class_put_failed", 0),
                             ("v1_get", 1), ("class_v1_unanswered", 1),
                             ("class_v1_miss", 1), ("class_v1_rejected", 1),
                             ("class_v1_fallback_403", 1),
                             ("class_ttl_on_get", 1),
                             ("class_unknown_methods", 3),
                             ("tcp_gap_in_head", 3),
                             ("class_hop_limit_icmp", 3)):
            done = sniff("-r", self.capture(case))
            self.assertEqual(done.returncode, status, case + done.stdout)

    def test_a_stdout_that_takes_nothing_is_an_error(self):
        capture = self.capture("class_v2")
        with open("/dev/full", "w", encoding="utf-8") as full:
            for args in (["-h"], ["--version"], ["-r", capture],
                         ["-r", capture, "--evidence"]):
                done = subprocess.run([SNIFF, *map(str, args)], stdout=full,
                                      stderr=subprocess.PIPE, text=True,
                                      timeout=60, check=False)
                self.assertEqual(done.returncode, 2, args)
                self.assertIn("stdout: cannot write", done.stderr)
                self.assertIn("hint:", done.stderr)

    def test_verdict_comes_first(self):
        first = sniff("-r", self.capture("v1_get")).stdout.splitlines()[0]
        self.assertEqual(
            first, "IMDSv1 is in use: 1 of 1 requests came without a token.")

    def test_the_time_between_two_recordings_is_not_surveyed(self):
        first = self.capture("class_v2")
        later = self.file("later.pcap", shifted(first.read_bytes(), 9 * 86400))
        done = sniff("-r", first, later, "--evidence")
        surveys = [fact for fact in map(json.loads, done.stdout.splitlines())
                   if fact["fact"] == "survey"]
        self.assertEqual([(s["start"][:10] == s["end"][:10], s["last"])
                          for s in surveys], [(True, False), (True, True)])
        self.assertIn("packets in 2 recordings\n",
                      sniff("-r", first, later).stdout)
        done = sniff("-r", first, first, "--evidence")
        self.assertEqual(done.stdout.count('"fact":"survey"'), 2)

    def test_an_other_cloud_is_not_said_to_bring_a_token(self):
        done = sniff("-r", self.capture("class_other_cloud"))
        self.assertTrue(done.stdout.startswith("No IMDSv1 seen in "),
                        done.stdout)

    def test_summaries_fit_the_terminal(self):
        for capture in sorted(CASES.parent.glob("captures/*/*.pcap")):
            for line in sniff("-r", capture).stdout.splitlines():
                self.assertLessEqual(len(line), 80, capture)

    def test_a_snapshot_length_is_named(self):
        done = sniff("-r", self.capture("tcp_snapshot_token"))
        self.assertIn("captured in part\nhint: tcpdump -s 0", done.stderr)
        done = sniff("-r", self.capture("tcp_gap_request"))
        self.assertEqual(done.stderr, "")

    def test_usage_errors(self):
        for args in (["x.pcap"], ["--no-such-option"], ["-r"],
                     ["-r", "x.pcap", "--endpoint", "no address"],
                     ["-r", "x.pcap", "--for", "10s"],
                     ["-r", "x.pcap", "--watch"], ["-r", "x.pcap", "-i", "lo"],
                     ["-r", "x.pcap", "-w", "y"],
                     ["-r", "x.pcap", "--attribution", "diag"]):
            done = sniff(*args)
            self.assertEqual(done.returncode, 2, args)
            self.assertIn("error", done.stderr)
            self.assertEqual(done.stdout, "")

    def test_nothing_usable(self):
        for name, content, what in (
                ("empty", b"", "is empty"),
                ("text", b"GET / HTTP/1.1\r\n", "is not a capture"),
                ("zipped", b"\x1f\x8b\x08\0" * 9, "zcat"),
                ("of NetMon", b"GMBU\0\0\0\0" * 9, "editcap"),
                ("facts", b'{"fact": "survey"}\n', "imds-ready report"),
                ("short", b"\xd4\xc3\xb2\xa1\2\0", "cut off")):
            done = sniff("-r", self.file(name, content))
            self.assertEqual(done.returncode, 2, name)
            self.assertIn(what, done.stderr)
        self.assertEqual(sniff("-r", self.folder / "none").returncode, 2)
        self.assertEqual(sniff("-r", self.folder).returncode, 2)

    def test_capture_without_packets(self):
        whole = self.capture("class_v2").read_bytes()
        done = sniff("-r", self.file("none", whole[:24]))
        self.assertEqual(done.returncode, 3)
        self.assertIn("nothing shows that anybody listened", done.stdout)

    def test_only_evidence_is_replaced(self):
        capture = self.capture("class_v2")
        before = capture.read_bytes()
        done = sniff("-r", capture, "-o", capture)
        self.assertEqual(done.returncode, 2)
        self.assertIn("holds something else than evidence", done.stderr)
        self.assertEqual(capture.read_bytes(), before)
        out = self.file("out", b"")
        for _ in range(2): # an empty file, then evidence
            done = sniff("-r", capture, "-o", out)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_unsupported_link(self):
        whole = bytearray(self.capture("class_v2").read_bytes())
        whole[20] = 105  # wireless
        done = sniff("-r", self.file("wireless", bytes(whole)))
        self.assertEqual(done.returncode, 2)
        self.assertIn("link type 105", done.stderr)

    def test_cut_at_every_byte(self):
        whole = self.capture("class_v2_bad_token").read_bytes()
        for end in range(25, len(whole), 13):
            done = sniff("-r", self.file("cut", whole[:end]))
            self.assertIn(done.returncode, (0, 2, 3))
            self.assertNotIn("Sanitizer", done.stderr)

    def test_what_was_read_before_the_cut_stays(self):
        whole = self.capture("v1_get").read_bytes()
        done = sniff("-r", self.file("cut", whole[:-10]))
        self.assertEqual(done.returncode, 1)
        self.assertIn("cut off behind packet 6", done.stderr)

    def test_one_bad_file_among_good_ones(self):
        good = self.capture("class_v2")
        done = sniff("-r", good, self.file("bad", b"nothing"))
        self.assertEqual(done.returncode, 3)
        self.assertIn("is not a capture", done.stderr)

    def test_zeros_behind_a_header(self):
        header = self.capture("class_v2").read_bytes()[:24]
        done = sniff("-r", self.file("zeros", header + bytes(4 << 20)))
        self.assertEqual(done.returncode, 2)
        self.assertIn("zeros behind packet 0", done.stderr)
        self.assertEqual(sniff("-r", self.file("z", bytes(1 << 20))).returncode,
                         2)

    def test_zeros_behind_packets(self):
        whole = self.capture("class_v2").read_bytes()
        done = sniff("-r", self.file("hole", whole + bytes(4 << 20)))
        self.assertEqual(done.returncode, 3)
        self.assertIn("zeros behind packet", done.stderr)

    def test_packets_cut_before_their_ports_are_gaps(self):
        """With a snapshot length of 10, 30 or 50 bytes no request is seen."""
        whole = self.capture("v1_get").read_bytes()
        for length in (10, 30, 50):
            cut, at = bytearray(whole[:24]), 24
            while at < len(whole):
                size = int.from_bytes(whole[at + 8:at + 12], "little")
                record = whole[at:at + 8] + length.to_bytes(4, "little")
                cut += record + whole[at + 12:at + 16 + length]
                at += 16 + size
            done = sniff("-r", self.file("cut", bytes(cut)))
            self.assertEqual(done.returncode, 3, (length, done.stdout))

    def test_stdin(self):
        with open(self.capture("v1_get"), "rb") as capture:
            done = sniff("-r", "-", stdin=capture)
        self.assertEqual(done.returncode, 1)

    def test_evidence_file(self):
        out = self.folder / "out.ndjson"
        done = sniff("-r", self.capture("class_v2"), self.capture("v1_get"),
                     "-o", out)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(out.stat().st_mode & 0o777, 0o600)
        facts = [json.loads(line) for line in out.read_text().splitlines()]
        self.assertEqual([f["seq"] for f in facts],
                         list(range(1, len(facts) + 1)))
        survey = facts[-1]
        self.assertEqual((survey["fact"], survey["last"], survey["source"]),
                         ("survey", True, "file"))
        surveys = [f for f in facts if f["fact"] == "survey"]
        self.assertEqual(sum(s["requests"] for s in surveys),
                         sum(f.get("count", 0) for f in facts))
        self.assertEqual([s["unattributed"] for s in surveys],
                         [s["requests"] for s in surveys])
        self.assertEqual(survey["interfaces"], [])

    def test_broken_pipe_keeps_the_status(self):
        command = f"'{SNIFF}' -r '{self.capture('v1_get')}' --evidence"
        done = subprocess.run(
            ["bash", "-c", command + " | true; exit ${PIPESTATUS[0]}"],
            check=False)
        self.assertEqual(done.returncode, 1)

    def test_canaries_are_written_nowhere(self):
        captures = [self.capture(case.stem) for case in CASES.glob("*.pkt")]
        for args in ((), ("--evidence",)):
            done = sniff("-r", *captures, *args)
            self.assertNotIn(CANARY, done.stdout + done.stderr)
            self.assertNotIn("canary=secret", done.stdout + done.stderr)

    def test_links_no_llvm(self):
        done = subprocess.run(["readelf", "-d", SNIFF], capture_output=True,
                              text=True, check=True)
        needed = [line for line in done.stdout.splitlines() if "NEEDED" in line]
        self.assertTrue(any("libpcap" in line for line in needed), needed)
        for line in needed:
            self.assertNotIn("LLVM", line)
            self.assertNotIn("clang-cpp", line)


if __name__ == "__main__":
    sys.exit(unittest.main())
