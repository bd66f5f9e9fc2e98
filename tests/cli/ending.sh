#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Ends of runs from outside: signals, the time that is left, locks.
. "${srcdir:-.}/tests/cli/setup.sh"

# begin ARGUMENT...: a run in the background that waits, as process $pid.
begin() {
    asked="hawser run demo fetch $*"
    "$program" run demo fetch -c "$work/conn.json" slow --json "$@" >"$work/out" 2>"$work/err" &
    pid=$!
    tries=0
    until grep -qF -e 'HELLO' "$work/err" || [ $tries -gt 100 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
}

begin --verbose
kill -TERM $pid
wait $pid
same $? 130
has out '"result":0' '"outcome":"CANCELLED"'
has err 'ending; once more ends it at once'

expect 4 run demo fetch -c "$work/conn.json" slow --json --timeout 0.2
has out '"outcome":"TIMEOUT"'

begin --verbose --lock nightly
expect 5 run demo list -c "$work/conn.json" --lock nightly
has err 'another run holds the lock "nightly"'
expect 5 run demo list -c "$work/conn.json" --lock nightly --json
has out '"id":"cli.locked"' '"retry":"LATER"'
expect 0 run demo list -c "$work/conn.json" --lock other
kill -TERM $pid
wait $pid
same $? 130
expect 0 run demo list -c "$work/conn.json" --lock nightly

# Whoever starts it may have closed the standard streams: no descriptor of its own gets their place.
asked='hawser run demo list >&-'
timeout 20 "$program" run demo list -c "$work/conn.json" >&- 2>"$work/err"
same $? 4
has err 'standard output'
asked='hawser run demo store - <&-'
timeout 20 "$program" run demo store -c "$work/conn.json" - --property fileName=x >"$work/out" 2>"$work/err" <&-
same $? 2
has err "can't be read from standard input"
asked='hawser run demo list <&- >&- 2>&-'
timeout 20 "$program" run demo list -c "$work/conn.json" --verbose --results "$work/closed" <&- >&- 2>&-
has closed '"outcome":"OK"'
finish
