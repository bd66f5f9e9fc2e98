#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# error.catalogue
# The tables of README.md and docs/errors.md say what the connector's descriptor says.
set -u
source=${srcdir:-.}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
HAWSER_CONNECTOR_PATH=$PWD/.libs
export HAWSER_CONNECTOR_PATH
failed=0

# rows FILE HEAD COLUMNS: the first columns of the rows of every table whose head line begins with HEAD
rows() {
    awk -v head="$2" -v columns="$3" '
        index($0, head) == 1 { inside = 1; getline; next }
        !/^\|/ { inside = 0 }
        inside {
            count = split($0, cell, " [|] *")
            line = cell[1]
            for (i = 2; i <= columns && i <= count; i++) line = line " | " cell[i]
            print line " |"
        }' "$1" | sed 's/ *| *|$/ |/'
}

# compare NAME: what the descriptor says with what the document says, in any order
compare() {
    [ -s "$work/$1.told" ] || {
        echo "FAIL: no table of $1 was found"
        failed=1
    }
    LC_ALL=C sort "$work/$1.real" >"$work/real"
    LC_ALL=C sort "$work/$1.told" >"$work/told"
    diff "$work/real" "$work/told" || {
        echo "FAIL: $1: < as the connector has it, > as the document says"
        failed=1
    }
}

./hawser describe ftp --json >"$work/descriptor" || exit 1
tests/docs/tables connection <"$work/descriptor" >"$work/connection.real" || exit 1
tests/docs/tables errors <"$work/descriptor" >"$work/errors.real" || exit 1
rows "$source/README.md" '| Field | Label |' 3 >"$work/connection.told"
rows "$source/docs/errors.md" '| Id | Class |' 5 >"$work/errors.told"
compare connection
compare errors
exit "$failed"
