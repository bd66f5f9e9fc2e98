#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# libhawser exports exactly the functions that host.h declares.
set -eu
header=${srcdir:-.}/sdk/include/hawser/host.h
library=sdk/src/.libs/libhawser.so
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sed -n 's/^HAWSER_EXPORT .*[ *]\(hawser_[a-z_]*\)(.*/\1/p' "$header" | LC_ALL=C sort > "$work/declared"
"${NM:-nm}" -D --defined-only "$library" | sed 's/.* //; s/@.*//' | LC_ALL=C sort > "$work/exported"
[ -s "$work/declared" ] || { echo "no declarations were found in $header" >&2; exit 1; }
[ "$(grep -c '^HAWSER_EXPORT' "$header")" = "$(wc -l < "$work/declared" | tr -d ' ')" ] || {
    echo "a declaration in $header does not have its name on the line of HAWSER_EXPORT" >&2
    exit 1
}
diff "$work/declared" "$work/exported" || { echo "< declared only, > exported only" >&2; exit 1; }
