#!/bin/sh
# By way of a third script; the URL is a variable of the library.
. "${0%/*}/settings.sh"
wget -qO- $BASE/dynamic/instance-identity/document # expect: shell.v1_get v1 breaks
