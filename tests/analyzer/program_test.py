#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`imds-ready analyze` as a user runs it: its exit statuses, its outputs, and
input that is broken."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

READY = os.environ["IMDS_BINARY_DIR"] + "/bin/imds-ready"

V1 = """#include <curl/curl.h>
int id(void) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/");
  return curl_easy_perform(h);
}
"""
REVIEW = """#include <curl/curl.h>
int id(CURL *h, struct curl_slist *token_headers) {
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/");
  return perform_with_token(h, token_headers);
}
"""
V2 = """#include <string>
std::string http_request(const char *verb, const char *url, const std::string &header);
std::string id() {
  std::string token = http_request(
      "PUT", "http://169.254.169.254/latest/api/token",
      "X-aws-ec2-metadata-token-ttl-seconds: 60");
  return http_request("GET", "http://169.254.169.254/latest/meta-data/",
                      "X-aws-ec2-metadata-token: " + token);
}
"""
INNOCENT = "int main(void) { return 0; }\n"
UNEXPLAINED = 'void f(void *p) { keep(p, "http://169.254.169.254/latest/"); }\n'
BROKEN = "#include <nowhere.h>\nclass { template < ;\n" + V1


class Program(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.tree = self.folder / "tree"
        self.tree.mkdir()

    def file(self, name, content):
        path = self.tree / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def analyze(self, *args, **how):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.run(
            [READY, "analyze", "--no-cache", *map(str, args)], text=True,
            timeout=120, check=False, cwd=self.tree, **(streams | how))

    def expect(self, status, *args):
        done = self.analyze(*args)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def test_statuses(self):
        for content, status in ((INNOCENT, 0), (V1, 1), (REVIEW, 3),
                                (UNEXPLAINED, 3), (BROKEN, 1)):
            self.file("a.c", content)
            self.expect(status)
        self.file("a.c", INNOCENT)
        self.file("a.py", 'get("http://169.254.169.254/latest/meta-data/")\n')
        self.expect(0)
        self.expect(3, "--strict")
        (self.tree / "a.c").unlink()
        self.expect(3)  # nothing to look at

    def test_what_cannot_run(self):
        self.file("a.c", V1)
        for args in (("--no-such-option",), ("nowhere.c",), ("-j", "0"),
                     ("-j", "many"), ("--unit-timeout", "-1"),
                     ("-p", "nowhere"), ("--rules", "nowhere"),
                     ("--baseline", "a.c"), ("-o", "/nowhere/at/all"),
                     ("--changed-since", "HEAD")):
            done = self.expect(2, *args)
            self.assertIn("error:", done.stderr, args)

    def test_broken_databases(self):
        self.file("a.c", V1)
        for content in ("{", "{}", "[]", '[{"file": 3}]'):
            self.file("build/compile_commands.json", content)
            done = self.expect(2, "-p", "build")
            self.assertIn("compile_commands.json: ", done.stderr)

    def test_database_of_another_compiler(self):
        self.file("a.c", V1)
        self.file("flags.rsp", "-DX -fmodules-ts")
        words = ["gcc", "-fno-such-flag", "-mno-such", "@flags.rsp",
                 "-include-pch", "a.pch", "-c", "a.c"]
        self.file("build/compile_commands.json", json.dumps(
            [{"directory": str(self.tree), "file": "a.c", "arguments": words},
             {"directory": str(self.tree), "file": "gone.c",
              "arguments": ["cc", "-c", "gone.c"]}]))
        done = self.expect(1, "-p", "build")
        self.assertIn("(confidence: high)", done.stdout)

    def test_locked_folders(self):
        """Root may read all, so as root it is nobody who asks."""
        self.file("a.c", INNOCENT)
        self.file("locked/b.c", V1)
        (self.tree / "locked").chmod(0)
        self.folder.chmod(0o755)
        nobody = ({"user": 65534, "extra_groups": []}
                  if os.getuid() == 0 else {})
        try:
            done = self.analyze(**nobody)
        except PermissionError:
            self.skipTest("nobody may not run the program")
        finally:
            (self.tree / "locked").chmod(0o755)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn("1 file could not be read: locked", done.stdout)

    def test_the_trace_says_where_the_token_comes_from(self):
        self.file("a.cpp", V2)
        done = self.expect(0, "--evidence")
        facts = [json.loads(line) for line in done.stdout.splitlines()]
        found = [fact for fact in facts if fact["fact"] == "finding"]
        self.assertEqual([fact["verdict"] for fact in found], ["v2"])
        self.assertIn((4, "the token is asked for here"),
                      [(at["line"], at["note"]) for at in found[0]["trace"]])

    def test_several_outputs_at_once(self):
        self.file("a.c", V1)
        done = self.expect(1, "--evidence", "-o", "x.ndjson", "--sarif",
                           "x.sarif", "--gitlab", "x.json")
        kept = (self.tree / "x.ndjson").read_text(encoding="utf-8")
        self.assertEqual(*([(fact["scan"], fact["seq"])
                            for fact in map(json.loads, text.splitlines())]
                           for text in (done.stdout, kept)))
        self.assertEqual((self.tree / "x.ndjson").stat().st_mode & 0o777,
                         0o600)
        for name in ("x.sarif", "x.json"):
            json.loads((self.tree / name).read_text(encoding="utf-8"))

    def test_nobody_reads_what_it_says(self):
        """A broken pipe, a full disk: the status stays, and nothing aborts."""
        self.file("a.c", V1)
        pipe = f"{READY} analyze --no-cache --sarif - 2>&1 | true; "
        done = subprocess.run(["bash", "-c", pipe + "exit ${PIPESTATUS[0]}"],
                              cwd=self.tree, check=False)
        self.assertEqual(done.returncode, 1)
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = self.analyze("--sarif", "x.sarif", "--evidence",
                                stderr=full)
            self.assertEqual(done.returncode, 1)
            done = self.analyze("--evidence", stdout=full)
            self.assertEqual(done.returncode, 2)
            self.assertIn("cannot write", done.stderr)
            for args in ((), ("-h",), ("--version",), ("--sarif", "-"),
                         ("-o", "-")):
                done = self.analyze(*args, stdout=full)
                self.assertEqual(done.returncode, 2, args)
                self.assertIn("stdout: cannot write", done.stderr)
                self.assertIn("hint:", done.stderr)


if __name__ == "__main__":
    unittest.main()
