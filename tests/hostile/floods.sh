#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Servers that send without end: each run ends by itself, soon, in bounded memory; the kernel says how much it took.
. "${srcdir:-.}/tests/hostile/setup.sh"
timed=$PWD/tests/bench/timed
inner=$PWD/hawser
# A sanitizer's memory is not ours.
limit_kib=40000
limit_seconds=20
listed_entries=100000
planned_entries=1000000
[ -z "${HAWSER_CHECK_LONG:-}" ] || {
    listed_entries=1000000
    planned_entries=10000000
}
if nm "$PWD/.libs/ftp.so" 2>/dev/null | grep -q __asan_init; then
    limit_kib=900000
    listed_entries=10000
    planned_entries=100000
fi
printf '#!/bin/sh\nexec "%s" "%s/cost" "%s" "$@"\n' "$timed" "$work" "$inner" >"$work/measured"
chmod +x "$work/measured"

# number NAME: of the last run, without a fraction
number() {
    sed -n 's/.*"'"$1"'":\([0-9]*\).*/\1/p' "$work/cost"
}

# flood STATUS ACTION ARGUMENT...: a run within the bounds
flood() {
    program=$work/measured
    wanted=$1
    shift
    asked=$*
    timeout -s KILL 280 "$program" run ftp "$@" -c "$work/conn.json" --json >"$work/out" 2>"$work/err"
    status=$(number status)
    program=$inner
    [ "$status" = "$wanted" ] || {
        fail "$asked: status $status, not $wanted"
        tail -c 600 "$work/out" "$work/err"
    }
    echo "$asked: $(cat "$work/cost")"
    [ "$(number peak_kib)" -le "$limit_kib" ] || fail "$asked: took $(number peak_kib) KiB, over $limit_kib"
    [ "$(number wall)" -le "$limit_seconds" ] || fail "$asked: took $(number wall) s, over $limit_seconds"
}

# A greeting that goes on and on; then the same with lines of one reply, and with one line.
serve <<'SCRIPT'
{"greeting": [{"flood": "220-and another thing"}]}
SCRIPT
flood 4 list
has out '"id":"ftp.reply.too-long"'
serve <<'SCRIPT'
{"greeting": [{"endless": "220 wait"}]}
SCRIPT
flood 4 list
has out '"id":"ftp.reply.too-long"'
serve <<'SCRIPT'
{"rules": [{"on": "PWD", "do": [{"flood": "257-more"}]}]}
SCRIPT
flood 4 list
has out '"id":"ftp.reply.too-long"'

# Replies that nobody asked for, each of them whole.
serve <<'SCRIPT'
{"rules": [{"on": "PWD", "do": [{"flood": "200 again"}]}]}
SCRIPT
flood 4 list

# One line of a listing without an end: FTP_LISTING_DROPPED_MAX.
serve <<'SCRIPT'
{"rules": [{"on": "LIST", "do": ["150 here", {"pour": true}]}]}
SCRIPT
flood 1 list
has out '"id":"ftp.listing.too-large"'

# Long listings: what is listed goes out as it comes, and of what a query passes over nothing is kept.
limit_seconds=200
serve <<SCRIPT
{"rules": [{"on": "LIST", "do": ["150 here", {"entries": $listed_entries}, {"close": "data"}, "226 done"]}]}
SCRIPT
flood 0 list
[ "$(grep -c '"fileName"' "$work/out")" -eq "$listed_entries" ] || fail "not all entries were listed"
serve <<SCRIPT
{"rules": [{"on": "LIST", "do": ["150 here", {"entries": $planned_entries}, {"close": "data"}, "226 done"]}]}
SCRIPT
flood 0 query --filter 'fileName = "none"' --out "$work/in"
finish
