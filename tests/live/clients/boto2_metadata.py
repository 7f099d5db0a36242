#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""boto 2 never learned tokens."""
from boto.utils import get_instance_metadata

data = get_instance_metadata(timeout=2, num_retries=1)
assert data["instance-id"] and data["placement"]["region"]
