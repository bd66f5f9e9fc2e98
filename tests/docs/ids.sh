#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every id that an error or a finding can have is explained in docs/errors.md, and no other one is.
set -u
cd "${srcdir:-.}" || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

# ids: those in the files that are named; what is included or a file's name has the same form.
ids() {
    xargs -r grep -hoE '"[a-z]+(\.[a-z]+(-[a-z]+)*)+"' | tr -d '"' | grep -vE '\.(h|so|txt|map|done)$|^(conn|descriptor)\.json$'
}
# What tries connectors for conformance speaks of ids that connectors of its own have.
{
    find sdk/src sdk/cli plugin -name '*.[ch]' ! -path 'sdk/cli/conform/*' | ids
    find sdk/cli/conform -name '*.[ch]' | ids | grep '^cli\.'
} | LC_ALL=C sort -u >"$work/used"
# The first cell of each row of a table of ids, which may hold several.
awk '/^\| Id \|/ { inside = 1; next } !/^\|/ { inside = 0 } inside { split($0, cell, " [|] "); print cell[1] }' \
    docs/errors.md | grep -oE '`[a-z.-]+`' | tr -d '`' | LC_ALL=C sort >"$work/told"
[ "$(wc -l <"$work/used")" -gt 200 ] || {
    echo "FAIL: only $(wc -l <"$work/used") ids were found"
    failed=1
}
uniq -d "$work/told" >"$work/twice"
[ ! -s "$work/twice" ] || {
    echo "FAIL: explained twice: $(cat "$work/twice")"
    failed=1
}
diff "$work/used" "$work/told" || {
    echo 'FAIL: < an id that docs/errors.md does not explain, > one that nothing has'
    failed=1
}
exit "$failed"
