#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The lab itself: who reaches the stand-in, how, and what the hop limit does.

A proof that runs in the lab is worth as much as the lab.
"""

import unittest

from lab import script
from lab.standin import Standin
from lab.world import World

URL = {4: "http://169.254.169.254", 6: "http://[fd00:ec2::254]"}
PUT = ["-X", "PUT", "-H", "X-aws-ec2-metadata-token-ttl-seconds: 60"]


def curl(network, path, *options, version=4):
    """The status that one curl gets; 0 for no answer in a second."""
    done = network.run(
        ["curl", "-s", "-m1", "-o/dev/null", "-w%{http_code}", *options]
        + [URL[version] + path],
        capture_output=True,
        text=True,
    )
    return int(done.stdout)


def token(network):
    done = network.run(
        ["curl", "-s", *PUT, URL[4] + "/latest/api/token"], capture_output=True
    )
    return done.stdout.decode()


class Lab(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.standin = Standin(cls.world)

    @classmethod
    def tearDownClass(cls):
        cls.standin.__exit__()
        cls.world.__exit__()

    def test_every_network_reaches_both_endpoints(self):
        self.standin.set()
        for network in self.world.networks:
            for version in (4, 6):
                status = curl(network, "/latest/user-data", version=version)
                self.assertEqual(status, 200, (network.name, version))

    def test_containers_come_from_the_host_address(self):
        self.standin.set()
        before = self.standin.count()
        for version in (4, 6):
            curl(self.world.containers[0], "/", version=version)
        peers = [r["peer"] for r in self.standin.requests(before)]
        self.assertTrue(peers[0].startswith("10.0.0.5:"), peers)
        self.assertTrue(peers[1].startswith("[fd00:1::5]:"), peers)

    def test_hop_limit_1_stops_the_answer_of_a_put_only(self):
        self.standin.set(hop_limit=1)
        container = self.world.containers[0]
        for version in (4, 6):
            put = curl(container, "/latest/api/token", *PUT, version=version)
            self.assertEqual(put, 0)
            get = curl(container, "/latest/user-data", version=version)
            self.assertEqual(get, 200)
            host = curl(self.world.host, "/latest/api/token", *PUT)
            self.assertEqual(host, 200)

    def test_hop_limit_2_reaches_the_container(self):
        self.standin.set(hop_limit=2)
        for version in (4, 6):
            put = curl(
                self.world.containers[1],
                "/latest/api/token",
                *PUT,
                version=version,
            )
            self.assertEqual(put, 200)

    def test_nothing_else_is_reachable(self):
        for network in self.world.networks:
            routes = network.shell("ip route; ip -6 route")
            self.assertNotIn("via 10.", routes)
        self.assertNotIn("default", self.world.host.shell("ip route"))

    def test_statuses(self):
        host, ttl = self.world.host, PUT[2:]
        expect = ["-H", "Expect: 100-continue"]
        forwarded = ["-H", "X-Forwarded-For: 10.9.9.9"]
        cases = [
            (400, "/latest/api/token", ["-X", "PUT"]),
            (400, "/latest/api/token", ["-X", "PUT", ttl[0], ttl[1] + "000"]),
            (403, "/latest/api/token", [*PUT, *forwarded]),
            (403, "/2021-03-23/api/token", PUT),
            (417, "/latest/api/token", [*PUT, *expect]),
            (405, "/latest/api/token", []),
            (405, "/latest/meta-data/", ["-X", "POST"]),
            (404, "/latest/meta-data/tags/instance", []),
            (200, "/2018-09-24/meta-data/ami-id", []),
            (200, "/latest/meta-data/ami-id", ["-I"]),
        ]
        self.standin.set()
        for status, path, options in cases:
            got = curl(host, path, *options)
            self.assertEqual(got, status, (path, options))

    def test_tokens_live_and_end(self):
        self.standin.set(tokens="required")
        host = self.world.host
        header = ["-H", f"X-aws-ec2-metadata-token: {token(host)}"]
        self.assertEqual(curl(host, "/latest/user-data", *header), 200)
        self.assertEqual(curl(host, "/latest/user-data"), 401)
        self.standin.set(tokens="required", expire="yes")
        self.assertEqual(curl(host, "/latest/user-data", *header), 401)
        self.standin.set(endpoint="disabled")
        self.assertEqual(curl(host, "/latest/user-data"), 403)

    def test_the_log_holds_no_token(self):
        self.standin.set()
        header = f"X-aws-ec2-metadata-token: {token(self.world.host)}"
        curl(self.world.host, "/latest/user-data", "-H", header)
        with open(self.standin.log, encoding="utf-8") as log:
            self.assertNotIn("IMDSCANARY", log.read())


if __name__ == "__main__":
    script.need_root()
    script.binary("")
    unittest.main(verbosity=1)
