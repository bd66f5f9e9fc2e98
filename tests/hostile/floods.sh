#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Servers that send without end: each run ends by itself, soon, in bounded memory (setup.sh measures both).
. "${srcdir:-.}/tests/hostile/setup.sh"
# A greeting that goes on and on; then the same with lines of one reply, and with one line.
serve <<'SCRIPT'
{"greeting": [{"flood": "220-and another thing"}]}
SCRIPT
ftp 4 list
has out '"id":"ftp.reply.too-long"'
serve <<'SCRIPT'
{"greeting": [{"endless": "220 wait"}]}
SCRIPT
ftp 4 list
has out '"id":"ftp.reply.too-long"'
serve <<'SCRIPT'
{"rules": [{"on": "PWD", "do": [{"flood": "257-more"}]}]}
SCRIPT
ftp 4 list
has out '"id":"ftp.reply.too-long"'

# Replies that nobody asked for, each of them whole.
serve <<'SCRIPT'
{"rules": [{"on": "PWD", "do": [{"flood": "200 again"}]}]}
SCRIPT
ftp 4 list

# One line of a listing without an end: FTP_LISTING_DROPPED_MAX.
serve <<'SCRIPT'
{"rules": [{"on": "LIST", "do": ["150 here", {"pour": true}]}]}
SCRIPT
ftp 1 list
has out '"id":"ftp.listing.too-large"'

# Elsewhere: after the login, during a transfer, after it, and at the end, when nothing that is said matters any more.
for rule in '"FEAT", "do": [{"flood": "211-and"}]' '"RETR a", "do": ["150 x", {"flood": "226-and"}]' \
    '"RETR a", "do": ["150 x", {"send": "abc"}, {"close": "data"}, {"endless": "226 and"}]'; do
    serve <<SCRIPT
{"files": {"/a": "abc"}, "rules": [{"on": $rule}]}
SCRIPT
    ftp 4 get a --out "$work/in" --set deleteAfterReading=true
    has out '"id":"ftp.reply.too-long"'
    [ ! -e "$work/in/a" ] || fail "$asked: a file that was not confirmed is there"
    unsent 'DELE a'
done
serve <<'SCRIPT'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": [{"flood": "150 wait"}]}]}
SCRIPT
ftp 4 get a --out "$work/in"
has out '"id":"ftp.protocol"'
for end in flood endless; do
    serve <<SCRIPT
{"files": {"/a": "abc"}, "rules": [{"on": "QUIT", "do": [{"$end": "221-so"}]}]}
SCRIPT
    ftp 0 get a --out "$work/in"
    same "$(cat "$work/in/a")" abc
done

# A server that only ever asks to wait has until the Connection Timeout.
serve <<'SCRIPT'
{"greeting": [{"flood": "120 wait"}]}
SCRIPT
ftp 4 list --set-connection connectionTimeout=1000
has out '"id":"ftp.connect.timeout"'

# More bytes than a file has, for ever: what is kept in memory has a bound, what goes to a file has the run's.
serve <<'SCRIPT'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": ["150 x", {"pour": true}]}]}
SCRIPT
[ "$run_kib" -gt 40000 ] || run_kib=40000
ftp 4 get a
has out '"id":"ftp.call.host"'
ftp 4 get a --out "$work/in" --timeout 0.5 --set deleteAfterReading=true
has out '"outcome":"TIMEOUT"'
same "$(ls -A "$work/in")" ''
unsent 'DELE a'
finish
