#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A connector that is no whole file, as while it is being copied, is refused and named; it does not end who looks at it.
. "${srcdir:-.}/tests/cli/setup.sh"
mkdir "$work/connectors"
for size in 0 10 63 64 200 1000 4096 9000 20000; do
    head -c "$size" .libs/disk.so >"$work/connectors/cut.so"
    expect 4 describe "$work/connectors/cut.so"
    has err "cut.so can't be loaded"
done
cp .libs/disk.so "$work/connectors/disk.so"
HAWSER_CONNECTOR_PATH=$work/connectors
expect 0 connectors --json
has out '"id":"disk"' "cut.so can't be loaded"
finish
