#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What follows the guides finds what is wrong with one: an output, a command that fails, a block that is nothing.
set -u
source=$(cd "${srcdir:-.}" && pwd)
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
command -v python3 >/dev/null || {
    echo "skipped: no python3 is here"
    exit 77
}
failures=0
number=0

# guide TEXT: what is said of a guide that has this text below a good beginning; "~" stands for "`"
guide() {
    number=$((number + 1))
    printf '%s\n' 'The greeting, ~hello.txt~:' '' '~~~text' 'Good' '~~~' '~hello.txt~, continued:' '~~~text' 'morning' '~~~' \
        '~~~sh' 'cat hello.txt; export PART=day' '~~~' '~~~text' 'Good' 'm...g' '~~~' "$1" | tr '~' '`' >"$work/guide.md"
    python3 "$source/tests/docs/guide.py" "$work/guide.md" "$work/$number" >"$work/out" 2>&1
}

# good TEXT
good() {
    guide "$1" || {
        echo "FAIL: this guide is good, and yet: $(cat "$work/out")"
        failures=$((failures + 1))
    }
}

# bad WORDS TEXT: it is not, for this reason
bad() {
    if guide "$2"; then
        echo "FAIL: this was not found: $2"
    elif grep -qF -e "$1" "$work/out"; then
        return
    else
        echo "FAIL: not \"$1\", but: $(cat "$work/out")"
    fi
    failures=$((failures + 1))
}

block() {
    printf '~~~%s\n%s\n~~~\n' "$1" "$2"
}

good ''
good "$(block sh 'echo "$PART"; echo two; echo three')
$(block text "day
...
three")"
good "$(block sh 'false || echo "status $?"')
$(block text 'status 1')"
bad '+noon' "$(block sh 'echo noon')
$(block text 'night')"
bad '+more' "$(block sh 'echo noon; echo more')
$(block text 'noon')"
bad '-missing' "$(block sh 'echo noon')
$(block text "noon
missing")"
bad 'this ended with status 1' "$(block sh 'false; echo not reached')"
bad 'this ended with status 7' "$(block sh 'exit 7')"
bad 'neither a file, nor a command' "$(block json '{}')"
bad 'neither a file, nor a command' "$(block text 'output of nothing')
$(block text 'and again')"
bad 'neither a file, nor a command' "$(block sh 'true')

Some words between.

$(block text 'whose output is this?')"
[ "$failures" -eq 0 ] || exit 1
exit 0
