#!/bin/sh
# Azure's path and header, at the same address.
curl -s -H Metadata:true "http://169.254.169.254/metadata/instance?api-version=2021-02-01"
