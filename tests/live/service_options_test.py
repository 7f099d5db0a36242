#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a survey leaves besides its record: packets, counts, a status."""

import json
import os
import pty
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from lab import script
from lab.sniffer import Sniffer
from lab.standin import Standin
from lab.world import World

SNIFF = script.binary("libexec/imds-ready/imds-ready-sniff")
URL = "http://169.254.169.254"
CANARY = "CANARY0123456789canary0123456789CANARY0123456789canary=="
KEEPS_ITS_CONNECTION = """
import http.client
imds = http.client.HTTPConnection("169.254.169.254", timeout=5)
imds.request("GET", "/latest/meta-data/younger")
imds.getresponse().read()
print("connected", flush=True)
input()
imds.request("GET", "/latest/meta-data/older")
imds.getresponse().read()
"""
HEADER = f"X-aws-ec2-metadata-token: {CANARY}"


class Options(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.standin = Standin(cls.world)

    @classmethod
    def tearDownClass(cls):
        cls.standin.__exit__()
        cls.world.__exit__()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="imds-options-")
        self.addCleanup(self.folder.cleanup)
        self.standin.set()

    def path(self, name):
        return f"{self.folder.name}/{name}"

    def start(self, *options):
        sniff = self.world.host.popen(
            [SNIFF, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )
        self.said = ""
        while "watching" not in self.said:
            line = sniff.stderr.readline()
            self.assertTrue(line, self.said)
            self.said += line
        return sniff

    def ask(self, path, *options):
        self.world.host.run(
            ["curl", "-s", "-m3", "-o/dev/null", *options, URL + path]
        )

    def end(self, sniff):
        sniff.send_signal(signal.SIGTERM)
        out, err = sniff.communicate(timeout=30)
        return out, err

    def test_packets_are_written_with_processes_and_without_secrets(self):
        path = self.path("packets.pcapng")
        sniff = self.start("-w", path)
        self.ask("/latest/meta-data/", "-H", HEADER)
        self.ask("/latest/user-data")
        time.sleep(1)
        self.end(sniff)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        with open(path, "rb") as file:
            content = file.read()
        self.assertNotIn(CANARY.encode(), content)
        self.assertIn(b"Cmd: /usr/bin/curl", content)
        if not shutil.which("tshark"):
            return
        seen = subprocess.run(
            ["tshark", "-n", "-r", path, "-Y", "http.request", "-T", "fields",
             "-e", "http.request.uri", "-e", "frame.comment"],
            capture_output=True, text=True, check=True,
        ).stdout
        self.assertIn("/latest/user-data", seen)
        self.assertIn("PID: ", seen)

    def test_written_packets_read_back_as_the_survey_and_hold_no_answer(self):
        path = self.path("packets.pcapng")
        sniff = self.start("--evidence", "-w", path)
        answer = self.world.host.run(
            ["curl", "-s", "-m3", URL + "/latest/meta-data/ami-id"],
            capture_output=True,
        ).stdout
        self.assertGreater(len(answer), 8)
        time.sleep(1)
        live, _ = self.end(sniff)
        with open(path, "rb") as file:
            self.assertNotIn(answer, file.read())
        again = subprocess.run(
            [SNIFF, "-r", path, "--evidence"],
            capture_output=True, text=True,
        ).stdout
        keys = ("class", "path", "status", "count", "pid", "comm")
        rows = [
            [[fact[key] for key in keys]
             for fact in map(json.loads, text.splitlines())
             if fact["fact"] == "sighting"]
            for text in (live, again)
        ]
        self.assertTrue(rows[0])
        self.assertEqual(rows[0], rows[1])

    def test_a_stdout_that_takes_nothing_is_told_in_the_end(self):
        for option in ([], ["--evidence"]):
            with open("/dev/full", "w", encoding="utf-8") as full:
                sniff = self.world.host.popen(
                    [SNIFF, "--for", "1s", *option], stdout=full,
                    stderr=subprocess.PIPE, text=True,
                )
            _, err = sniff.communicate(timeout=30)
            self.assertEqual(sniff.returncode, 2, err)
            self.assertIn("stdout: cannot write", err)

    def test_what_is_printed_is_evidence(self):
        for option in (["--evidence"], ["-o", "-"]):
            sniff = self.start(*option)
            self.ask("/latest/user-data")
            time.sleep(1)
            self.ask("/latest/meta-data/ami-id", "-H", HEADER)
            out, _ = self.end(sniff)
            facts = [json.loads(line) for line in out.splitlines()]
            numbers = [(fact["survey"], fact["seq"]) for fact in facts]
            self.assertEqual(len(set(numbers)), len(facts))
            self.assertEqual(len({survey for survey, _ in numbers}), 1)
            surveys = [fact for fact in facts if fact["fact"] == "survey"]
            self.assertTrue(surveys[-1]["last"])
            self.assertEqual(
                sum(fact.get("count", 0) for fact in facts),
                sum(survey["requests"] for survey in surveys),
            )
            report = subprocess.run(
                [script.binary("bin/imds-ready"), "report", "-", "--json",
                 "-", "--require", "traffic"],
                input=out, capture_output=True, text=True,
            )
            self.assertEqual(report.returncode, 1, report.stderr)
            self.assertIn("user-data", report.stdout)

    def test_what_is_printed_is_also_in_the_record(self):
        record = self.path("record")
        sniff = self.start("--evidence", "-o", record)
        self.ask("/latest/user-data")
        time.sleep(1)
        out, _ = self.end(sniff)
        with open(record, encoding="utf-8") as written:
            self.assertEqual(written.read(), out)

    def test_counts_are_kept_for_prometheus(self):
        path = self.path("imds.prom")
        sniff = self.start("--prometheus", path)
        self.ask("/latest/user-data")
        time.sleep(2)
        self.end(sniff)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o644)
        with open(path, encoding="utf-8") as text:
            self.assertRegex(
                text.read(),
                r'imds_ready_requests_total\{class="v1_ok",comm="curl"',
            )

    def test_a_folder_of_somebody_else_is_written_to(self):
        """Root without capabilities may not, so the keeper keeps that one."""
        folder = self.path("theirs")
        os.mkdir(folder, 0o755)
        os.chown(folder, 1000, 1000)
        counts = folder + "/imds.prom"
        sniff = self.start("--prometheus", counts, "-o", folder + "/record")
        self.ask("/latest/user-data")
        self.end(sniff)
        with open(counts, encoding="utf-8") as text:
            self.assertIn('class="v1_ok",comm="curl"', text.read())

    def test_a_device_is_no_place_for_files(self):
        """Each is replaced by name, and by root."""
        device = self.path("null")
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        for option in ("-o", "-w", "--prometheus"):
            sniff = self.world.host.run(
                [SNIFF, option, device, "--for", "1s"],
                capture_output=True, text=True,
            )
            self.assertEqual(sniff.returncode, 2, sniff.stderr)
            self.assertIn("is no file", sniff.stderr)
            self.assertTrue(stat.S_ISCHR(os.stat(device).st_mode), option)

    def refuses(self, words, *options):
        sniff = self.world.host.run(
            [SNIFF, *options, "--for", "1s"], capture_output=True, text=True
        )
        self.assertEqual(sniff.returncode, 2, sniff.stderr)
        self.assertIn(words, sniff.stderr)

    def test_a_record_has_one_survey_at_a_time(self):
        record = self.path("record")
        for _ in range(2):
            sniff = self.start("-o", record)
            self.refuses("another survey is writing", "-o", record)
            sniff.kill()  # its lock goes with it
            sniff.communicate()

    def test_a_file_has_one_use(self):
        path = self.path("file")
        self.refuses("two things", "-o", path, "--prometheus", path)
        self.assertFalse(os.path.exists(path))

    def test_a_disk_too_full_for_packets_is_said(self):
        disk = self.path("disk")
        os.mkdir(disk)
        inside = (f"mount -t tmpfs -o size=4k none {disk};"
                  f"exec {SNIFF} -w {disk}/packets --for 4s")
        sniff = self.world.host.popen(
            ["unshare", "-m", "sh", "-c", inside],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        time.sleep(2)
        for _ in range(3):
            self.ask("/latest/user-data")
        out, err = sniff.communicate(timeout=30)
        self.assertIn("no more packets can be written", err)
        self.assertIn("IMDSv1 is in use", out)

    def test_counts_that_cannot_be_written_are_said(self):
        sniff = self.start("--prometheus", "/nonexistent/imds.prom")
        _, err = self.end(sniff)
        self.assertIn("the counts for Prometheus are not written", err)

    def test_a_file_that_is_no_evidence_is_left_alone(self):
        notes = self.path("notes")
        with open(notes, "w", encoding="utf-8") as file:
            file.write("no newline at the end")
        sniff = self.world.host.run(
            [SNIFF, "-o", notes, "--for", "1s"],
            capture_output=True, text=True,
        )
        self.assertEqual(sniff.returncode, 2, sniff.stderr)
        self.assertIn("holds something else than evidence", sniff.stderr)
        with open(notes, encoding="utf-8") as file:
            self.assertEqual(file.read(), "no newline at the end")

    def test_a_large_record_is_made_smaller_and_keeps_its_sums(self):
        record = self.path("record")
        sniff = self.start("-o", record)
        self.ask("/latest/user-data")
        self.end(sniff)
        row, survey = self.facts(record)[:2]
        day = time.gmtime(time.time() - 9e4)
        then = time.strftime("%Y-%m-%dT01:00:00.000Z", day)
        row.update(first=then, last=then, pid=1, argv=["curl", "x" * 8000])
        survey.update(start=then, end=then, last=False)
        seq = 100
        with open(record, "a", encoding="utf-8") as log:
            while log.tell() < 9 << 20:  # a compaction is worth it from 8 MiB
                print(json.dumps({**row, "seq": seq}), file=log)
                print(json.dumps({**survey, "seq": seq + 1}), file=log)
                seq += 2
        before = os.stat(record).st_size
        sniff = self.start("-o", record)
        for _ in range(450):
            time.sleep(0.2)
            if os.stat(record).st_size < before / 100:
                break
        self.refuses("another survey is writing", "-o", record)
        self.ask("/latest/user-data")
        self.end(sniff)
        facts = self.facts(record)
        counted = sum(fact.get("count", 0) for fact in facts)
        self.assertEqual(counted, 2 + (seq - 100) // 2)
        self.assertEqual(
            counted, sum(fact.get("requests", 0) for fact in facts)
        )
        self.assertLess(os.stat(record).st_size, before / 100)
        self.assertEqual(os.stat(record).st_mode & 0o777, 0o600)
        self.assertEqual(len({fact["survey"] for fact in facts}), 1)

    @staticmethod
    def facts(path):
        with open(path, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def test_a_watch_ends_at_the_first_refusal(self):
        """The ttl header is no token, so that request is refused alike."""
        self.standin.set(tokens="required")
        for header in ("X-other: 1", "X-aws-ec2-metadata-token-ttl-seconds: 9"):
            sniff = self.start("--watch")
            self.ask("/latest/meta-data/instance-id", "-H", header)
            _, err = sniff.communicate(timeout=60)
            self.assertEqual(sniff.returncode, 1)
            self.assertIn("/latest/meta-data/instance-id without a token", err)
            self.assertIn("curl in caller.service", err)

    def test_usr1_says_how_far_it_is(self):
        sniff = self.start()
        self.ask("/latest/user-data")
        time.sleep(1)
        sniff.send_signal(signal.SIGUSR1)
        time.sleep(1)
        out, err = self.end(sniff)
        self.assertRegex(err, r"note: \d+ requests by \d+ callers")
        self.assertIn("IMDSv1 is in use", out)
        self.assertEqual(sniff.returncode, 1)

    def test_a_terminal_shows_what_would_break_so_far(self):
        ours, theirs = pty.openpty()
        sniff = self.world.host.popen(
            [SNIFF], stdout=theirs, stderr=subprocess.DEVNULL
        )
        os.close(theirs)
        time.sleep(2)
        self.ask("/latest/user-data")
        time.sleep(3)  # it is drawn every two seconds
        os.set_blocking(ours, False)
        shown = os.read(ours, 1 << 16).decode()
        sniff.send_signal(signal.SIGINT)
        sniff.wait(30)
        os.close(ours)
        self.assertIn("\x1b[H", shown)
        self.assertIn("IMDSv1 is in use", shown)
        self.assertIn("curl in caller.service", shown)

    def test_a_connection_older_than_the_survey_has_its_caller(self):
        for backend in ("ebpf", "diag"):
            asker = self.world.host.popen(
                [sys.executable, "-c", KEEPS_ITS_CONNECTION],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            asker.stdout.readline()
            record = self.path(backend)
            sniff = self.start("--attribution", backend, "-o", record)
            asker.communicate("now\n", timeout=30)
            time.sleep(1)
            self.end(sniff)
            with open(record, encoding="utf-8") as lines:
                rows = [json.loads(line) for line in lines]
            pids = {row["pid"] for row in rows
                    if row["fact"] == "sighting" and "older" in row["path"]}
            self.assertEqual(pids, {asker.pid}, backend)

    def test_a_request_older_than_the_survey_is_none_of_it(self):
        """Its answer passes four places, none of which saw a request."""
        os.kill(self.standin.pid, signal.SIGSTOP)
        asker = self.world.containers[0].popen(
            ["curl", "-s", "-o/dev/null", URL + "/latest/user-data"]
        )
        time.sleep(0.5)
        sniff = self.start("--evidence")
        os.kill(self.standin.pid, signal.SIGCONT)
        asker.wait(30)
        time.sleep(1)
        out, _ = self.end(sniff)
        facts = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([fact for fact in facts if fact["fact"] == "sighting"],
                         [])
        self.assertEqual(sum(fact["requests"] + fact["unknown"]
                             for fact in facts), 0)

    def test_a_warm_up_met_half_way_is_no_sighting_of_the_lab(self):
        os.kill(self.standin.pid, signal.SIGSTOP)
        resume = threading.Timer(
            1.5, os.kill, (self.standin.pid, signal.SIGCONT)
        )
        resume.start()
        with Sniffer(self.world) as sniffer:
            resume.join()
        self.assertNotIn("unknown",
                         {fact.get("class") for fact in sniffer.facts()})
        self.assertEqual(sniffer.counts(), {})

    def test_it_ends_when_its_time_is_up(self):
        sniff = self.start("--for", "3s", "-o", self.path("record"))
        sniff.communicate(timeout=30)
        self.assertIn(sniff.returncode, (0, 1, 3))
        self.assertEqual(os.stat(self.path("record")).st_mode & 0o777, 0o600)


if __name__ == "__main__":
    script.need_root()
    unittest.main(verbosity=1)
