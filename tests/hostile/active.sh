#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Active mode: who is let in, and what address and port the server is told.
. "${srcdir:-.}/tests/hostile/setup.sh"

# set_member NAME VALUE: a member of the connection, in JSON, in place of the one that is there
set_member() {
    sed -e "s|\"$1\": [^,}]*, *||" -e "s|\"userName\"|\"$1\": $2, \"userName\"|" "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# protocol.D6 protocol.A1 connection.connectionMode: in active mode only the server itself is let in
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": [{"stranger": "127.0.0.9"}, {"usual": true}]}]}
END
set_member connectionMode '"active"'
ftp 0 get a --out "$work/in"
same "$(cat "$work/in/a")" abc
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": [{"stranger": "127.0.0.9"}, {"sleep": 0.2}, "425 no way"]}]}
END
set_member connectionMode '"active"'
ftp 4 get a --out "$work/in"
has out '"id":"ftp.data.stranger"'

# connection.activeAddress connection.activePorts: seen from the server
serve <<'END'
{"files": {"/a": "abc"}}
END
set_member connectionMode '"active"'
set_member activePorts '"42100-42400"'
ftp 0 get a --out "$work/in"
port=$(sed -n -e 's/^EPRT |1|127.0.0.1|\([0-9]*\)|$/\1/p' -e 's/^PORT 127,0,0,1,\([0-9]*\),\([0-9]*\)$/\1 \2/p' "$work/commands" |
    awk '{ print NF == 2 ? $1 * 256 + $2 : $1 }')
[ "${port:-0}" -ge 42100 ] && [ "$port" -le 42400 ] || fail "the port was \"$port\""
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "(PORT|EPRT) .*", "do": ["200 there"]}, {"on": "RETR a", "do": ["425 no"]}]}
END
set_member connectionMode '"active"'
set_member activeAddress '"192.0.2.7"'
ftp 4 get a --out "$work/in"
grep -q -e '^EPRT |1|192.0.2.7|' -e '^PORT 192,0,2,7,' "$work/commands" || fail 'the server was told another address'
has out 'Active mode' 'Connection Mode passive'

# connection.activePorts: no port of the range is free
: >"$work/holder"
python3 -c 'import socket, time
one = socket.create_server(("0.0.0.0", 0))
print(one.getsockname()[1], flush=True)
time.sleep(60)' >"$work/holder" &
holder=$!
tries=0
until [ -s "$work/holder" ] || [ $tries -gt 100 ] || ! kill -0 $holder 2>/dev/null; do
    sleep 0.05
    tries=$((tries + 1))
done
serve <<'END'
{"files": {"/a": "abc"}}
END
set_member connectionMode '"active"'
taken=$(cat "$work/holder")
set_member activePorts "\"$taken-$taken\""
ftp 4 get a --out "$work/in"
has out '"id":"ftp.data.' "$taken"
unsent 'RETR a'
kill $holder
wait $holder 2>/dev/null
finish
