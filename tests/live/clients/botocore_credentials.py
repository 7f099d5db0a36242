#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
import botocore.session

assert botocore.session.get_session().get_credentials() is not None
