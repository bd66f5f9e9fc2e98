#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SECURITY.md names a test for each thing that somebody can't do, and the build runs each of these tests; so it does those
# that docs/abi.md names.
set -u
cd "${srcdir:-.}" || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
sed 's/[\\=]/ /g' tests/*.mk tests/*/*.mk | tr -s ' \t' '\n\n' | grep '^tests/' | sort -u >"$work/listed"

# check FILE: prints what is wrong with it
check() {
    grep -o '`[a-z]*/[a-z_-]*\.\(sh\|c\)`' "$1" | tr -d '`' | sort -u | while read -r test; do
        [ -f "tests/$test" ] && grep -qxF "tests/$test" "$work/listed" || echo "$test: not there, or not run"
    done
    grep -n "^- .*can't " "$1" | grep -v '(`.*`)$' | sed 's/$/: no test/'
}

[ "$(grep -c '^- ' SECURITY.md)" -ge 20 ] || {
    echo "FAIL: SECURITY.md has lost its list"
    exit 1
}
grep -q '`abi/' docs/abi.md || {
    echo "FAIL: docs/abi.md names no tests"
    exit 1
}
{ check SECURITY.md && check docs/abi.md; } >"$work/faults"
if [ -s "$work/faults" ]; then
    sed 's/^/FAIL: /' "$work/faults"
    exit 1
fi
# What this test is for, it finds.
printf '%s\n' "- It can't fly." "- It can't swim. (\`hostile/swim.sh\`)" >"$work/broken.md"
[ "$(check "$work/broken.md" | wc -l)" -eq 2 ] || {
    echo "FAIL: faults in a list were not found"
    exit 1
}
