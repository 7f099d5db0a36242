# SPDX-License-Identifier: Apache-2.0
"""A host, its containers and a stand-in IMDS, in network namespaces."""
