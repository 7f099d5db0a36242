#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: under_unit.py UNIT PROGRAM ARGUMENT...

Runs a program with the system calls and capabilities that a systemd unit
leaves it, where no systemd runs. A call that is not on the list fails with
EPERM, as with SystemCallErrorNumber=EPERM.
"""

import ctypes
import errno
import os
import re
import subprocess
import sys

ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EPERM


def setting(unit, key):
    return re.search(rf"^{key}=(.*)$", unit, re.M)[1].split()


def groups():
    """The names in each @group; a name may be a group again."""
    known, names = {}, []
    listed = subprocess.run(["systemd-analyze", "syscall-filter"],
                            capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        if line.startswith("@"):
            names = known[line.strip()] = []
        elif line.startswith(" ") and "#" not in line:
            names.append(line.strip())
    return known


def calls(names, known):
    for name in names:
        if name in known:
            yield from calls(known[name], known)
        else:
            yield name


def confine(names):
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    filter_ = ctypes.c_void_p(seccomp.seccomp_init(REFUSE))
    for name in names:
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            seccomp.seccomp_rule_add(filter_, ALLOW, number, 0)
    if seccomp.seccomp_load(filter_) != 0:
        sys.exit("the filter cannot be loaded")


def main(path, *command):
    with open(path, encoding="utf-8") as file:
        unit = file.read()
    rights = [name.lower().removeprefix("cap_")
              for name in setting(unit, "CapabilityBoundingSet")]
    bounding = ",".join(["-all", *(f"+{right}" for right in rights)])
    confine(calls(setting(unit, "SystemCallFilter"), groups()))
    os.execvp("setpriv", ["setpriv", "--no-new-privs", "--bounding-set",
                          bounding, *command])


main(*sys.argv[1:])
