#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A connector that hangs is not waited for; one that takes its time, as over a long line, is, however long a test gets by that.
set -u
[ -n "${HAWSER_CHECK_LONG-}" ] || {
    echo 'takes minutes; make check-long runs it'
    exit 77
}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
HAWSER_STATE_DIR=$work/state
export HAWSER_STATE_DIR
failures=0
patience=120000 # ms in which nothing comes to an end

documents=$(for i in 1 2 3 4 5 6; do printf '{"content": "%s"},' "$i"; done)
cat >"$work/fixture.json" <<END
{"connection": {"name": "x"}, "secrets": {"/password": "sesame-open-4711"},
 "actions": {"echo": {"documents": [${documents%,}]}, "put": {"documents": [{"content": "something"}]}}}
END

# try NAME TEST: its line goes to $work/NAME
try() {
    ./hawser conform "tests/conform/broken/$1.so" --fixture "$work/fixture.json" --only "$2" --seed 1 --json |
        grep '"test"' >"$work/$1"
}

# expect NAME RESULT LEAST MOST: ended so, within that many ms
expect() {
    ms=$(sed -n 's/.*"ms":\([0-9]*\).*/\1/p' "$work/$1")
    grep -q "\"result\":\"$2\"" "$work/$1" && [ "$ms" -ge "$3" ] && [ "$ms" -le "$4" ] || {
        echo "FAIL: $1 was to be $2 after $3 to $4 ms:"
        cat "$work/$1"
        failures=$((failures + 1))
    }
}

try hang execute &
hangs=$!
try slow leaks
wait "$hangs"
expect hang failed "$patience" $((patience + 10000))
grep -q 'nothing in it came to an end for 120 seconds' "$work/hang" || failures=$((failures + 1))
expect slow success $((patience + 1)) 900000
[ "$failures" -eq 0 ] || exit 1
exit 0
