#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No flag and no value is invented: every `aws` command that the program prints,
that its sources hint at or that the documents show is checked against AWS's own
service models: operations, parameters, and of each enum the values. The names in Terraform, CloudFormation and Karpenter, which spell the same
members in another way, are checked here against EC2's, and against their own
models by declared_names_test.py.

EC2: the types of the newest @aws-sdk/client-ec2 from npm, which knows what
Debian's older AWS CLI does not. Other services: the models that botocore
installs. Exit 77 without either.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tarfile

SOURCE = os.environ["IMDS_SOURCE_DIR"]
READY = os.path.join(os.environ["IMDS_BINARY_DIR"], "bin", "imds-ready")
CACHE = os.path.join(os.environ["IMDS_BINARY_DIR"], "npm-ec2")
BOTOCORE = "/usr/lib/python3/dist-packages/botocore/data"
# Of the AWS CLI itself, not of any operation.
GLOBAL = {"query", "output", "region", "max-items", "no-paginate"}


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def printed():
    """What `report` prints over a fleet that needs every option."""
    sample = subprocess.run(
        [sys.executable, f"{SOURCE}/tests/reports/html_sample.py"],
        capture_output=True, text=True, check=True).stdout
    instance = {
        "fact": "setting", "schema": 1, "host": "web-2", "scan": "import-1",
        "seq": 2, "instance": "i-0b1b2c3d4e5f60718", "http_tokens": "optional",
        "http_endpoint": "enabled", "hop_limit": 2, "ipv6": "enabled",
        "no_token_count": None, "window_start": None, "window_end": None}
    done = subprocess.run(
        [READY, "report", "-", "--json", "-"], capture_output=True, text=True,
        input=sample + json.dumps(instance) + "\n", check=False)
    report = json.loads(done.stdout)
    for command in report["commands"]:
        yield command["kind"], command["title"], command["command"]
        yield "hint", command["title"], advised(command)
    for kind in ("blockers", "cautions", "missing"):
        for item in report[kind]:
            yield "hint", item["who"], item["settle"]


def advised(command):
    """What a note says to change in its command, as a command."""
    flags = re.findall(r"--[a-z0-9-]+ [a-z0-9.-]*[a-z0-9]", command["note"] or "")
    start = re.search(r"\baws [a-z0-9]+ modify[a-z-]+", command["command"])
    return " ".join([start[0], *flags]) if start and flags else ""


def hinted():
    """Hints in sources, where a text may be several literals, and documents."""
    for path in sorted(glob.glob(f"{SOURCE}/reports/*.cpp")):
        with open(path, encoding="utf-8") as file:
            text = re.sub(r'"\s*\n\s*"', "", file.read())
        for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', text):
            yield "hint", literal.replace("\\\\", "\\").replace("\\n", "\n")
    for path in glob.glob(f"{SOURCE}/docs/**/*.md", recursive=True) + [
            f"{SOURCE}/README.md"]:
        with open(path, encoding="utf-8") as file:
            yield "hint", file.read().replace("`", "\n")


def ec2_types():
    """Interface name -> member name -> type, from the package's .d.ts."""
    if not glob.glob(f"{CACHE}/*.tgz"):
        os.makedirs(CACHE, exist_ok=True)
        done = subprocess.run(
            ["npm", "pack", "--silent", "@aws-sdk/client-ec2@latest"],
            cwd=CACHE, capture_output=True, text=True)
        if done.returncode != 0:
            skip("npm cannot fetch @aws-sdk/client-ec2")
    types, enums, words = {}, {}, ""
    with tarfile.open(glob.glob(f"{CACHE}/*.tgz")[0]) as package:
        for member in package:
            if not re.search(r"dist-types/models/[^/]+\.d\.ts$", member.name):
                continue
            text = package.extractfile(member).read().decode()
            words += text
            for name, body in re.findall(
                    r"export interface (\w+)[^{]*\{(.*?)\n\}", text, re.S):
                types[name] = dict(
                    re.findall(r"^\s+(\w+)\??: ([^;]+);", body, re.M))
            for name, body in re.findall(
                    r"export declare const (\w+): \{(.*?)\};", text, re.S):
                enums[name] = set(re.findall(r'"([^"]+)"', body))
    return types, enums, words


def pascal(flag):
    return "".join(word.capitalize() for word in flag.split("-"))


def commands(text):
    """(service, operation, {flag: value}) of each aws command in a text."""
    for service, operation, rest in re.findall(
            r"\baws ([a-z0-9]+) ([a-z]+(?:-[a-z]+)+)([^\n]*)",
            text.replace("\\\n", " ")):
        yield service, operation, dict(re.findall(
            r"--([a-z0-9-]+)\s*('[^']*'|\"[^\"]*\"|[^\s-][^\s]*)?", rest))


def fold(name):
    return name.lower()


def check_ec2(operation, flags, types, enums, words=""):
    request = types.get(pascal(operation) + "Request")
    if request is None:
        yield f"EC2 has no operation {operation}"
        return
    members = {fold(m): t for m, t in request.items()}
    for flag, value in flags.items():
        value = value.strip("'\"")
        if flag == "query":
            yield from check_query(operation, value, types)
        if flag == "filters":
            yield from check_filter(operation, value, words)
        if flag in GLOBAL or flag == "filters":
            continue
        kind = members.get(fold(pascal(flag)))
        if kind is None and flag.endswith("s"):
            kind = members.get(fold(pascal(flag[:-1])))
        if kind is None:
            yield f"{operation} has no parameter --{flag}"
            continue
        yield from check_value(operation, flag, kind, value, types, enums)


def check_filter(operation, value, words):
    name, values = re.match(r"Name=([^,]*)(?:,Values=(.*))?$", value).groups()
    told = re.search(f"<code>{re.escape(name)}</code>(.*?)</li>", words, re.S)
    if not told:
        yield f"{operation} has no filter {value}"
        return
    known = re.findall(r"<code>([^<]+)</code>", told[1])
    for word in (values or "").split(","):
        if known and word not in known:
            yield f"{operation}: the filter {name} knows {known}, not {word}"


def check_query(operation, path, types):
    """Follows Reservations[].Instances[].InstanceId from the answer's type."""
    kind = next((name for name in (pascal(operation) + "Result",
                                   pascal(operation) + "Response")
                 if name in types), None)
    for step in path.replace("[]", "").split("."):
        kind = re.sub(r"\[\]| \| undefined", "",
                      types.get(kind, {}).get(step, ""))
        if not kind:
            yield f"{operation} answers with no {step} ({path})"
            return


# "http_put_response_hop_limit = 2", "httpTokens: required", "HttpEndpoint: ..."
MEMBER = re.compile(r"^\s*(http[_a-zA-Z0-9]+)\s*[:=]\s*\"?([^\"\s]+)",
                    re.M | re.I)


def check_members(kind, text, types, enums):
    """Names and values of infrastructure as code."""
    options = types["InstanceMetadataOptionsRequest"]
    for name, value in MEMBER.findall(text):
        member = pascal(name.replace("_", "-")) if "_" in name else (
            name[0].upper() + name[1:])
        yield from check_shape(kind, "InstanceMetadataOptionsRequest",
                               {member: value}, types, enums)
    if kind == "terraform" and not MEMBER.search(text):
        yield f"no option in {text}, of {sorted(options)}"


# "ec2:MetadataHttpTokens": "required", "ec2:Attribute/HttpTokens": "required"
CONDITION = re.compile(r'"ec2:(?:Metadata|Attribute/)(\w+)": "([^"]*)"')


def check_conditions(text, types, enums):
    """Values of IAM's condition keys that repeat an option of an instance."""
    for member, value in CONDITION.findall(text):
        yield from check_shape("iam", "InstanceMetadataOptionsRequest",
                               {member: value}, types, enums)


def check_value(operation, flag, kind, value, types, enums):
    kind = kind.replace("| undefined", "").strip()
    if kind == "AttributeValue":  # a text whose values an enum of its name has
        kind = pascal(flag) + "Values"
    if kind in enums and not value.startswith("{") and value not in enums[kind]:
        yield f"{operation} --{flag} is none of {sorted(enums[kind])}"
    if kind not in types:
        return
    if value.startswith("{"):
        yield from check_shape(operation, kind, json.loads(value), types, enums)
    elif "=" in value:
        pairs = dict(pair.split("=") for pair in value.split(","))
        yield from check_shape(operation, kind, pairs, types, enums)


def check_shape(operation, kind, shape, types, enums):
    for key, value in shape.items():
        inner = types[kind].get(key)
        if inner is None:
            yield f"{operation}: {kind} has no member {key}"
            continue
        inner = inner.replace("| undefined", "").strip()
        if isinstance(value, dict):
            yield from check_shape(operation, inner, value, types, enums)
        elif inner in enums and value not in enums[inner]:
            yield f"{operation}: {key} is none of {sorted(enums[inner])}"


def check_other(service, operation, flags):
    paths = sorted(glob.glob(f"{BOTOCORE}/{service}/*/service-2.json*"))
    if not paths:
        skip(f"botocore's model of {service} is not installed")
    opener = open
    if paths[-1].endswith(".gz"):
        import gzip
        opener = gzip.open
    with opener(paths[-1], "rt", encoding="utf-8") as file:
        model = json.load(file)
    if pascal(operation) not in model["operations"]:
        yield f"{service} has no operation {operation}"
        return
    shape = model["operations"][pascal(operation)]["input"]["shape"]
    members = {fold(m): model["shapes"][inner["shape"]]
               for m, inner in model["shapes"][shape]["members"].items()}
    for flag, value in flags.items():
        kind = members.get(fold(pascal(flag)))
        if flag in GLOBAL:
            continue
        if kind is None:
            yield f"{service} {operation} has no parameter --{flag}"
            continue
        if kind["type"] == "list":
            kind = model["shapes"][kind["member"]["shape"]]
        if value not in kind.get("enum", [value]):
            yield f"{service} {operation} --{flag} is none of {kind['enum']}"


def check_all(model):
    types, enums, words = model
    seen, problems = set(), []
    texts = [(kind, text) for kind, _, text in printed()]
    for kind, text in [*texts, *hinted()]:
        if kind in ("terraform", "cloudformation", "kubernetes"):
            problems += check_members(kind, text, types, enums)
        problems += check_conditions(text, types, enums)
        for service, operation, flags in commands(text):
            seen.add((service, operation, *flags))
            problems += (check_ec2(operation, flags, types, enums, words)
                         if service == "ec2"
                         else check_other(service, operation, flags))
    return seen, problems


def check_itself(types, enums, words):
    """What is invented is found."""
    modify = "modify-instance-metadata-options"
    for operation, flags in [
            (modify, {"http-tokenz": "required"}),
            (modify, {"http-tokens": "requird"}),
            (modify, {"http-tokens": "no-preference"}),  # of an account only
            (modify, {"http-endpoint": "on"}),
            ("modify-instance-metadata-defaults", {"http-tokens": "none"}),
            ("modify-image-attribute", {"imds-support": "2.0"}),
            ("run-instances", {"metadata-options": "HttpTokens=requird"}),
            ("create-launch-template-version", {"launch-template-data":
             '{"MetadataOptions":{"HttpEndpoint":"disable"}}'}),
            ("describe-instances", {"filters":
             "Name=metadata-options.http-tokens,Values=none"}),
            ("modify-everything", {}),
            ("describe-instances", {"filters": "Name=metadata.tokens,Values=x"}),
            ("describe-instances", {"query": "Reservations[].Instances[].Id"})]:
        assert list(check_ec2(operation, flags, types, enums, words)), operation
    wrong = {"namespace": "AWS/EC2", "statistics": "Sums"}
    assert list(check_other("cloudwatch", "get-metric-statistics", wrong))
    assert list(check_conditions('"ec2:MetadataHttpTokens": "v2"', types, enums))
    for line in ("http_token = required", "HttpTokens: requird"):
        assert list(check_members("cloudformation", line, types, enums)), line


def main():
    model = ec2_types()
    check_itself(*model)
    seen, problems = check_all(model)
    for problem in problems:
        print(problem)
    for command in sorted(seen):
        print(*command)
    print(f"{len(seen)} commands, {len(problems)} problems")
    # Each option of the commands that matter was among what was printed.
    wanted = {"http-tokens", "http-endpoint", "http-put-response-hop-limit",
              "http-protocol-ipv6"}
    there = {flag for _, operation, *flags in seen for flag in flags
             if operation == "modify-instance-metadata-options"}
    sys.exit(1 if problems or len(seen) < 10 or not wanted <= there else 0)


if __name__ == "__main__":
    main()
