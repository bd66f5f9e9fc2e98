#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# libhawser exports exactly the functions that host.h declares, each under the version that libhawser.map gives it, and
# those of each release under the version that they had in it. A connector exports its entry and nothing else.
set -eu
header=${srcdir:-.}/sdk/include/hawser/host.h
map=${srcdir:-.}/sdk/src/libhawser.map
library=sdk/src/.libs/libhawser.so
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
LC_ALL=C
export LC_ALL

fail() {
    echo "FAIL: $*"
    exit 1
}

# declared HEADER: its functions
declared() {
    sed -n 's/^HAWSER_EXPORT .*[ *]\(hawser_[a-z_0-9]*\)(.*/\1/p' "$1" | sort
}

# exported OBJECT: the functions with their versions, the default ones as name@VERSION
exported() {
    "${NM:-nm}" -D --defined-only "$1" | sed -n 's/^[0-9a-f]* [TtWwiDdBbRr] //p' | sed 's/@@/@/' | sort
}

declared "$header" >"$work/declared"
exported "$library" >"$work/exported"
[ -s "$work/declared" ] || fail "no declarations were found in $header"
[ "$(grep -c '^HAWSER_EXPORT' "$header")" = "$(wc -l <"$work/declared" | tr -d ' ')" ] ||
    fail "a declaration in $header does not have its name on the line of HAWSER_EXPORT"
sed 's/@.*//' "$work/exported" | diff "$work/declared" - || fail "< declared only, > exported only"

# The map says one version, or more, each with its names.
awk '/^HAWSER_[0-9.]+ \{$/ { version = $1 } /^local:/ { version = "" }
    version != "" && /^ *hawser_[a-z_0-9]+;$/ { sub(/;/, ""); print $1 "@" version }' "$map" | sort >"$work/mapped"
diff "$work/mapped" "$work/exported" || fail "< in the map only, > exported only"

# What was released stays: a program that was linked then finds its functions now.
for record in "${srcdir:-.}"/tests/abi/*.symbols; do
    grep -v "^#" "$record" | comm -23 - "$work/exported" >"$work/gone"
    [ ! -s "$work/gone" ] || fail "${record##*/} has what is exported no more: $(cat "$work/gone")"
    [ "$(wc -l <"$record")" -gt 30 ] || fail "$record holds too little"
done

for connector in .libs/ftp.so .libs/disk.so tests/abi/.libs/connector_now.so; do
    [ "$(exported "$connector")" = hawser_connector_entry ] || fail "$connector exports: $(exported "$connector")"
done
