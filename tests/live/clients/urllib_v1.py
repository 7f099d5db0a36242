#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
import os
from urllib.request import urlopen

with urlopen(os.environ["IMDS"] + "/latest/meta-data/", timeout=5) as answer:
    assert b"ami-id" in answer.read()
