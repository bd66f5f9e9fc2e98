#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs/guide-connector.md, followed literally from an empty folder, yields a connector that passes the conformance suite: examples/env.c.
set -u
source=$(cd "${srcdir:-.}" && pwd)
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
. "$source/tests/docs/installed.sh"

cd "$work" || exit 99
follow guide-connector.md
cmp "$source/examples/env.c" guide/session/env.c || {
    echo "FAIL: the listings of the guide are not examples/env.c"
    exit 1
}
for file in $(sed -n '/^## The larger picture/,$s/^| `\([a-z]*\.c\)` .*/\1/p' "$source/docs/guide-connector.md"); do
    [ -f "$source/plugin/disk/$file" ] || {
        echo "FAIL: the guide speaks of plugin/disk/$file, which is not there"
        exit 1
    }
done
exit 0
