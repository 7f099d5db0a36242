# SPDX-License-Identifier: Apache-2.0
"""Which client is recorded in which situation; each becomes one capture,
tests/sniffer/captures/CLIENT/SITUATION.pcap."""

import dataclasses

from . import clients


@dataclasses.dataclass(frozen=True)
class Situation:
    name: str
    settings: dict
    says: str  # for the README
    place: str = "host"  # or "container"
    link: str = "ethernet"  # a key of recorder.LINKS
    ipv6: bool = False

    @property
    def hops(self):
        return 2 if self.place == "container" else 1


def _host(name, says, link="ethernet", ipv6=False, **settings):
    return Situation(name, settings, says, "host", link, ipv6)


def _container(name, says, link="any", ipv6=False, **settings):
    return Situation(name, settings, says, "container", link, ipv6)


OPTIONAL = _host("optional", "tokens optional")
REQUIRED = _host("required", "tokens required", tokens="required")
KEEP_ALIVE_IPV6 = _host(
    "keep_alive_ipv6",
    "fd00:ec2::254, answers keep the connection",
    ipv6=True,
    connection="keep-alive",
)
KEEP_ALIVE = _host(
    "keep_alive", "answers keep the connection", connection="keep-alive"
)
HOP_1 = _container(
    "container_hop1", "hop limit 1 in front of a container", hop_limit=1
)
HOP_2 = _container("container_hop2", "hop limit 2, container", hop_limit=2)
HOP_1_REQUIRED = _container(
    "container_hop1_required",
    "hop limit 1, tokens required, container",
    hop_limit=1,
    tokens="required",
)
HOST_HOP_1 = _host("host_hop1", "hop limit 1, enough on the host", hop_limit=1)
PUT_403 = _host("put_403", "IMDS or a proxy refuses every PUT", put=403)
PUT_SILENT = _host("put_silent", "a PUT gets no answer", put="silent")
PUT_503 = _host("put_503", "a PUT gets 503", put=503)
GET_SILENT = _host("get_silent", "a GET gets no answer", get="silent")
GET_503 = _host("get_503", "a GET gets 503", get=503)
CHUNKED = _host(
    "chunked_answers",
    "answers in chunks, connection kept",
    framing="chunked",
    connection="keep-alive",
)
HTTP_1_0 = _host("http_1_0", "answers are HTTP/1.0", version="1.0")
DISABLED = _host("disabled", "endpoint disabled: 403", endpoint="disabled")
IPV6 = _host("ipv6", "endpoint fd00:ec2::254", ipv6=True)
IPV6_HOP_1 = _container(
    "ipv6_container_hop1",
    "fd00:ec2::254, hop limit 1, container",
    ipv6=True,
    hop_limit=1,
)
BEHIND_NAT = _container(
    "container_hop1_uplink",
    "the same as container_hop1, seen after NAT only",
    link="ethernet",
    hop_limit=1,
)
INSIDE = _container(
    "container_hop1_inside",
    "the same, seen inside the container only",
    link="inside",
    hop_limit=1,
)

LINKS = [
    _host("vlan", "802.1Q, a mirror port", link="vlan"),
    _host("qinq", "802.1ad with 802.1Q inside", link="qinq"),
    _host("sll", "Linux cooked capture version 1", link="sll"),
    _host("sll2", "Linux cooked capture version 2", link="any"),
    _host("pcapng", "pcapng", link="pcapng"),
    _host("nanoseconds", "pcap with nanoseconds", link="nanoseconds"),
]

FALLBACKS = (
    "curl_fallback",
    "botocore_credentials",
    "aws_cli",
    "js2_1692_credentials",
    "js3_credentials",
    "ruby_credentials",
)

_MORE = {
    "curl_v1": [IPV6, HOP_1, GET_SILENT, GET_503, DISABLED, HTTP_1_0, *LINKS],
    "curl_v2": [IPV6, HOP_1, HOP_2, HOST_HOP_1, *LINKS],
    "curl_fallback": [IPV6, IPV6_HOP_1, BEHIND_NAT, INSIDE, HOST_HOP_1],
    "http_client_keep_alive": [KEEP_ALIVE, CHUNKED, KEEP_ALIVE_IPV6],
    "http_client_chunked_put": [KEEP_ALIVE],
    "socket_pipelined": [KEEP_ALIVE],
    "botocore_credentials": [IPV6],
    "expired_token": [REQUIRED],
}

_KEEP_ALIVE_ONLY = (
    "http_client_keep_alive",
    "http_client_chunked_put",
    "socket_pipelined",
)


def situations(client):
    """The situations that a client is recorded in."""
    out = [] if client.name in _KEEP_ALIVE_ONLY else [OPTIONAL]
    if client.real:
        out.append(REQUIRED)
    if client.name in FALLBACKS:
        out += [HOP_1, HOP_2, HOP_1_REQUIRED, PUT_403, PUT_SILENT, PUT_503]
    return out + _MORE.get(client.name, [])


def all_scenarios():
    """(client, situation), in the order of the README."""
    recorded = [c for c in clients.CLIENTS if c.recorded]
    return [(c, s) for c in recorded for s in situations(c)]
