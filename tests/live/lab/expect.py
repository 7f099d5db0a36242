# SPDX-License-Identifier: Apache-2.0
"""From the stand-in's own log to the classes a sniffer must find.

The log says what the server received and answered, request by request; this
file applies the table of classes in docs/evidence.md to it. It knows nothing
of packets. What the server cannot know is given: `hops`, how many hops the
answer of a token PUT needs to reach the caller (1 on the host, 2 in a container
behind its bridge), and `inside`, that the place of capture is no nearer to the
server than the caller: there, an answer that dies on the way does not exist.
"""

import collections
import json
import re

OTHER_CLOUDS = re.compile(
    r"/(metadata/|computeMetadata/|openstack/|opc/|hetzner/|v1)"
)
TOKEN_PATH = "/latest/api/token"

KEYS = ("class", "method", "path", "status")


class Caller:
    """Judges the requests of one caller, in their order."""

    def __init__(self, hops=1):
        self.hops = hops
        self.put_failed = False

    def judge(self, request):
        method, path = request["method"], _path(request)
        if method is None or method not in ("GET", "HEAD", "PUT"):
            return "unknown"
        if OTHER_CLOUDS.match(path):
            return "other_cloud"
        if method == "PUT":
            return self._put(request, path)
        if path == TOKEN_PATH:
            return "unknown"
        return self._read(request)

    def _put(self, request, path):
        if path != TOKEN_PATH:
            return "unknown"
        outcome = "put_failed"
        if request["status"] == 200:
            reached = request["hop_limit"] >= self.hops
            outcome = "put_ok" if reached else "put_hop_limited"
        self.put_failed = outcome != "put_ok"
        return outcome

    def _read(self, request):
        token, status = request["token"], request["status"]
        if token in ("valid", "bad"):
            return {200: "v2_ok", 401: "v2_bad_token"}.get(status, "v2_miss")
        if token == "ttl-only":
            return "ttl_on_get"
        if status == 401:
            return "v1_rejected"
        if self.put_failed:
            return "v1_fallback"
        return {None: "v1_unanswered", 404: "v1_miss"}.get(status, "v1_ok")


def _path(request):
    return (request["path"] or "").partition("?")[0]


def classify(requests, hops=1):
    """(request, class) of one caller's requests, in their order."""
    caller = Caller(hops)
    return [(request, caller.judge(request)) for request in requests]


def rows(requests, hops=1, inside=False):
    """What `sniff` must count: one row a class, method, path and status."""
    counts = collections.Counter()
    for request, name in classify(requests, hops):
        known = request["method"] is not None
        path = _path(request) if known else None
        status = request["status"]
        if inside and name == "put_hop_limited":
            name, status = "put_failed", None
        counts[(name, request["method"], path, status)] += 1
    return table(counts)


def table(counts):
    """The rows of {(class, method, path, status): count}, sorted."""
    listed = [
        {**dict(zip(KEYS, key)), "count": count}
        for key, count in counts.items()
    ]
    return sorted(listed, key=json.dumps)
