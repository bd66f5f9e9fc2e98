#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The connector for a local directory passes the conformance suite, without a fixture and with one.
set -u
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
. "${srcdir:-.}/tests/conform/setup.sh"
HAWSER_STATE_DIR=$work/state
export HAWSER_STATE_DIR

mkdir "$work/root" || exit 99
echo "{\"connection\": {\"root\": \"$work/root\"}, \"test\": true, $actions}" >"$work/fixture.json"
conform disk
conform disk --fixture "$work/fixture.json"
tried 22
[ "$failures" -eq 0 ] || exit 1
exit 0
