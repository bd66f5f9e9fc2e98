#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs/guide-embedding.md, followed literally from an empty folder, yields hosts that run.
set -u
source=$(cd "${srcdir:-.}" && pwd)
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
. "$source/tests/docs/installed.sh"

cd "$work" || exit 99
follow guide-embedding.md
for example in embed.c threads.c; do
    cmp "$source/examples/$example" "guide/session/$example" || {
        echo "FAIL: the listing of $example is not examples/$example"
        exit 1
    }
done
exit 0
