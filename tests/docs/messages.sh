#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Messages have one form, and what has another is found.
set -u
cd "${srcdir:-.}" || exit 99
command -v python3 >/dev/null || {
    echo 'SKIP: no python3'
    exit 77
}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0
fail() {
    echo "FAIL: $*"
    failed=1
}
check() {
    PYTHONDONTWRITEBYTECODE=1 python3 tests/docs/messages.py "$@" >"$work/said"
}
# shellcheck disable=SC2046
check $(find sdk/cli sdk/src -name '*.c') || fail "$(cat "$work/said")"
count=$(sed -n 's/^\([0-9]*\) messages$/\1/p' "$work/said")
[ "${count:-0}" -gt 100 ] || fail "only $count messages were found"

# refused CODE: that it is found fault with
refused() {
    echo "int f(void) { return $1; }" >"$work/f.c"
    ! check "$work/f.c" || fail "this passed: $1"
}
refused 'console_fail(console, STATUS_USAGE, "cli.x", NULL, "there is no such thing.")'
refused 'console_fail(console, STATUS_USAGE, "cli.x", NULL, "There is no such thing")'
refused 'console_fail(console, STATUS_USAGE, "cli.x", NULL, "there is no \047%s\047", name)'
refused 'console_fail(console, STATUS_USAGE, "Cli X", NULL, "there is none")'
refused 'console_fail(console, STATUS_USAGE, "cli.x", "try again.", "there is none")'
refused 'console_fail(console, STATUS_USAGE, "cli.x", "there is none", "there is none")'
refused 'console_fail(console, STATUS_USAGE, "cli.x", NULL, "invalid value")'
refused 'problem_set(ret_problem, code, "a.b", NULL, "The file " "is not there.")'
refused 'problem_set(ret_problem, code, "a.b", "make one", "there is none")'
echo 'int f(void) { return console_fail(c, 2, "cli.x", a ? "do (this), or that" : NULL, "--%s takes \"%s\"", a, b); }' >"$work/f.c"
check "$work/f.c" || fail "what is right was refused: $(cat "$work/said")"
exit "$failed"
