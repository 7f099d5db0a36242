# SPDX-License-Identifier: Apache-2.0
"""The real programs that the lab lets ask: tests/live/clients, one a file.

`real` clients are judged whole: a person wants to know whether they survive
HttpTokens=required, and their exit status says whether they did. The others
are shapes that a sniffer must read right. Some real ones are asked live only,
where what they send adds nothing to tests/sniffer/captures.
"""

import dataclasses
import os
import shutil
import subprocess
import tempfile

from .script import ROOT

FOLDER = f"{ROOT}/tests/live/clients"
CACHE = os.path.join(
    os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")),
    "imds-ready-test-clients",
)


@dataclasses.dataclass(frozen=True)
class Client:
    name: str
    file: str
    needs: str  # the Debian package, or name@version of npm
    real: bool = False
    ipv6: dict = dataclasses.field(default_factory=dict)
    recorded: bool = True


def _shape(stem, suffix, needs):
    return Client(stem, f"{stem}.{suffix}", needs)


def _real(stem, suffix, needs, name=None, ipv6=None):
    return Client(name or stem, f"{stem}.{suffix}", needs, True, ipv6 or {})


def _live(stem, suffix, needs):
    return Client(stem, f"{stem}.{suffix}", needs, True, recorded=False)


CLIENTS = [
    _real("curl_v1", "sh", "curl"),
    _real("curl_v2", "sh", "curl"),
    _real("curl_fallback", "sh", "curl"),
    _real("curl_head", "sh", "curl"),
    _real("curl_ttl_on_get", "sh", "curl"),
    _real("curl_named_in_text", "sh", "curl"),
    _real("wget_v1", "sh", "wget"),
    _real("wget_v2", "sh", "wget"),
    _real("busybox_wget", "sh", "busybox"),
    _real("bash_tcp", "sh", "bash"),
    _real("perl_tiny_v1", "pl", "perl"),
    _real("urllib_v1", "py", "python3-minimal"),
    _real("urllib_v2", "py", "python3-minimal"),
    _real(
        "botocore_credentials",
        "py",
        "python3-botocore",
        ipv6={"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "ipv6"},
    ),
    _real("boto2_metadata", "py", "python3-boto"),
    _real("aws_cli", "sh", "awscli"),
    _real("ec2_metadata", "sh", "amazon-ec2-utils"),
    _real("ruby_credentials", "rb", "ruby-aws-sdk-core"),
    _real("js2_credentials", "js", "aws-sdk@2.500.0", "js2_500_credentials"),
    _real("js2_credentials", "js", "aws-sdk@2.1692.0", "js2_1692_credentials"),
    _real("js2_metadata_service", "js", "aws-sdk@2.1692.0"),
    _real("js3_credentials", "js", "@aws-sdk/credential-provider-imds@3.374.0"),
    _live("node_fetch", "js", "nodejs"),
    _live("js3_metadata_service", "js", "@aws-sdk/ec2-metadata-service@3.1161.0"),
    _live("minio_credentials", "js", "minio@8.0.7"),
    _live("java_http_client", "sh", "openjdk-17-jdk-headless"),
    _live("php_fopen_v1", "php", "php-cli"),
    _live("perl_lwp_v2", "pl", "libwww-perl"),
    _live("fog_credentials", "rb", "ruby-fog-aws"),
    _live("facter_ec2", "rb", "facter"),
    _live("ohai_ec2", "sh", "ohai"),
    _live("ec2metadata", "sh", "cloud-guest-utils"),
    _live("s3fs_role", "sh", "s3fs"),
    _shape("curl_misses", "sh", "curl"),
    _shape("curl_bad_puts", "sh", "curl"),
    _shape("curl_upload_put", "sh", "curl"),
    _shape("curl_token_by_get", "sh", "curl"),
    _shape("curl_other_clouds", "sh", "curl"),
    _shape("netcat_garbage", "sh", "netcat-openbsd"),
    _shape("http_client_keep_alive", "py", "python3-minimal"),
    _shape("http_client_chunked_put", "py", "python3-minimal"),
    _shape("socket_split_head", "py", "python3-minimal"),
    _shape("socket_pipelined", "py", "python3-minimal"),
    _shape("expired_token", "py", "python3-minimal"),
]
BY_NAME = {client.name: client for client in CLIENTS}


def _npm_folder(package):
    return f"{CACHE}/{package.replace('/', '_')}"


def _npm_install(package):
    folder = _npm_folder(package)
    os.makedirs(folder, exist_ok=True)
    command = "npm install --silent --no-audit --no-fund --ignore-scripts"
    subprocess.run(
        [*command.split(), "--prefix", folder, package],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def version(client):
    """The version of what the client needs; None where it is missing."""
    if "@" in client.needs:
        known = os.path.isdir(_npm_folder(client.needs) + "/node_modules")
        return client.needs.rpartition("@")[2] if known else None
    query = ["dpkg-query", "-W", "-f", "${Status}|${Version}", client.needs]
    done = subprocess.run(query, capture_output=True, text=True)
    status, _, number = done.stdout.partition("|")
    return number if status == "install ok installed" else None


def install(client):
    """Fetches a client from npm; what Debian has is left to the caller."""
    if "@" in client.needs and not version(client) and shutil.which("npm"):
        _npm_install(client.needs)
    return version(client)


def environment(client, ipv6=False):
    """What a client sees: no configuration, and the endpoint as $IMDS."""
    host = "[fd00:ec2::254]" if ipv6 else "169.254.169.254"
    out = {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": tempfile.gettempdir() + "/imds-ready-no-home",
        "LANG": "C.UTF-8",
        "IMDS": f"http://{host}",
        "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE": "1",
    }
    if "@" in client.needs:
        out["NODE_PATH"] = _npm_folder(client.needs) + "/node_modules"
    return {**out, **(client.ipv6 if ipv6 else {})}


def run(client, network, ipv6=False, seconds=60):
    """Lets a client ask from `network`; its exit status."""
    done = network.run(
        [f"{FOLDER}/{client.file}"],
        env=environment(client, ipv6),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
    )
    return done.returncode
