#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a connection's settings for the network do, seen from the server.
. "${srcdir:-.}/tests/hostile/setup.sh"

# set NAME VALUE: a member more of the connection, in JSON
set_member() {
    sed "s|\"userName\"|\"$1\": $2, \"userName\"|" "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# --- passive mode

# connection.extendedPassive protocol.D1
# Nobody listens where the 229 points: PASV is asked, and from then on nothing else.
serve <<'END'
{"files": {"/a": "abc", "/b": "def"}, "rules": [{"on": "EPSV", "do": ["229 (|||1024|)"]}]}
END
ftp 0 get a b --out "$work/in"
sent EPSV PASV
[ "$(grep -c EPSV "$work/commands")" = 1 ] || fail 'EPSV was asked again'
has out '"status":"SUCCESS"'

# connection.passiveAddress protocol.D4 protocol.A1
# The host in a 227 counts only where the connection says so.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "EPSV", "do": ["500 what"]}, {"on": "PASV", "do": [{"pasv": "127,0,0,9"}]}]}
END
ftp 0 get a --out "$work/in"
has out '"status":"SUCCESS"'

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "PASV", "do": [{"pasv": "127,0,0,9"}]}]}
END
set_member passiveAddress '"reply"'
ftp 4 get a --out "$work/in"
unsent EPSV
has out '127.0.0.9'
has out '"id":"ftp.data.'

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "PASV", "do": [{"pasv": "127,0,0,9", "bind": "127.0.0.9"}]}]}
END
set_member passiveAddress '"reply"'
ftp 0 get a --out "$work/in"
has out '"status":"SUCCESS"'

# protocol.D4: ports of other services are refused, whatever the host and whoever named them.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "EPSV", "do": ["229 (|||22|)"]}]}
END
ftp 4 get a --out "$work/in"
has out '"id":"ftp.data.suspicious-port"' 'port 22 '
unsent PASV 'RETR a'

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "EPSV", "do": ["500 what"]}, {"on": "PASV", "do": ["227 (127,0,0,1,8,1)"]}]}
END
ftp 4 get a --out "$work/in"
has out '"id":"ftp.data.suspicious-port"' 'port 2049 '
set_member passiveAddress '"reply"'
ftp 4 get a --out "$work/in"
has out '"id":"ftp.data.suspicious-port"'

# --- active mode

# protocol.D6: strangers are turned away, and the server is waited for.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": [{"strangers": 3}, {"usual": true}]}]}
END
sed -i 's/"passive"/"active"/' "$work/conn.json"
ftp 0 get a --out "$work/in"
[ "$(cat "$work/in/a")" = abc ] || fail 'a is not whole'

# A crowd of them is not: neither for ever nor for as long as the server says nothing.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": ["150 x", {"strangers": 40}, {"sleep": 8}]}]}
END
sed -i 's/"passive"/"active"/' "$work/conn.json"
began=$(date +%s%N)
ftp 4 get a --out "$work/in"
has out '"id":"ftp.data.stranger"'
[ $((($(date +%s%N) - began) / 1000000)) -lt 5000 ] || fail 'the crowd was waited for'

# They don't lengthen the wait either.
serve <<'END'
{"files": {"/a": "abc"},
 "rules": [{"on": "RETR a", "do": ["150 x", {"strangers": 1}, {"sleep": 0.6}, {"strangers": 1}, {"sleep": 0.6}, {"strangers": 1},
    {"sleep": 0.6}, {"strangers": 1}, {"sleep": 0.6}, {"strangers": 1}, {"sleep": 8}]}]}
END
sed -i 's/"passive"/"active"/; s/"readTimeout": 10000/"readTimeout": 1000/' "$work/conn.json"
began=$(date +%s%N)
ftp 4 get a --out "$work/in"
has out '"id":"ftp.data.stranger"'
[ $((($(date +%s%N) - began) / 1000000)) -lt 3000 ] || fail 'strangers lengthened the wait'

# connection.activePorts: the server is told a port of the range.
serve <<'END'
{"files": {"/a": "abc"}}
END
sed -i 's/"passive"/"active"/' "$work/conn.json"
set_member activePorts '"9730-9735"'
ftp 0 get a --out "$work/in"
grep -qE '^PORT 127,0,0,1,38,(2|3|4|5|6|7)$' "$work/commands" || fail 'a port out of the range'

# connection.activeAddress: and that address, though it is none of this side's.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "PORT .*", "do": ["501 not there"]}]}
END
sed -i 's/"passive"/"active"/' "$work/conn.json"
set_member activeAddress '"192.0.2.7"'
ftp 4 get a --out "$work/in"
grep -qE '^PORT 192,0,2,7,[0-9]+,[0-9]+$' "$work/commands" || fail 'another address was told'
has out '"id":"ftp.data.blocked"'

# --- keep-alive: connection.keepAlive

# connection.keepAlive
# Answered while the transfer lasts.
serve <<'END'
{"files": {"/a": "abc", "/b": "b"},
 "rules": [{"on": "RETR a", "do": ["150 x", {"send": "a"}, {"sleep": 1.5}, {"expect": "NOOP"}, "200 here", {"send": "bc"}, {"close": "data"}, "226 done"]}]}
END
set_member keepAlive 1
ftp 0 get a b --out "$work/in"
sent NOOP
grep -qx abc "$work/in/a" || [ "$(cat "$work/in/a")" = abc ] || fail 'a is not whole'
[ "$(grep -c USER "$work/commands")" = 1 ] || fail 'a second login'

# protocol.C14
# Answered after the completion only: the reply must not be taken for that of a deletion.
serve <<'END'
{"files": {"/a": "abc"},
 "rules": [{"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"sleep": 2.5}, {"close": "data"}, "226 done", {"expect": "NOOP"}, "200 one", {"expect": "NOOP"}, "200 two"]},
           {"on": "DELE a", "do": ["550 you may not"]}]}
END
set_member keepAlive 1
ftp 1 get a --out "$work/in" --set deleteAfterReading=true --set failIfUnableToDelete=true
sent NOOP 'DELE a'
lacks out '"status":"SUCCESS"'

# Not known to the server: asked once, and the transfer is none the worse for it.
serve <<'END'
{"files": {"/a": "abc"},
 "rules": [{"on": "RETR a", "do": ["150 x", {"send": "a"}, {"expect": "NOOP"}, "502 no NOOP", {"sleep": 2.5}, {"send": "bc"}, {"close": "data"}, "226 done"]}]}
END
set_member keepAlive 1
ftp 0 get a --out "$work/in"
[ "$(grep -c NOOP "$work/commands")" = 1 ] || fail 'NOOP was sent again'
has out '"status":"SUCCESS"'

# Never answered: the file is there, and the next command goes over a new session.
serve <<'END'
{"files": {"/a": "abc", "/b": "b"},
 "rules": [{"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"expect": "NOOP"}, {"close": "data"}, "226 done"]}]}
END
set_member keepAlive 1
ftp 0 get a b --out "$work/in"
[ "$(grep -c USER "$work/commands")" = 2 ] || fail 'the session was trusted'

# A failure after the completion may be the transfer's.
serve <<'END'
{"files": {"/a": "abc"},
 "rules": [{"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"expect": "NOOP"}, {"close": "data"}, "226 done", "451 or not"]}]}
END
set_member keepAlive 1
ftp 4 get a --out "$work/in"
has out '"id":"ftp.protocol"'
lacks out '"status":"SUCCESS"'

# A refusal that was put down to NOOP, and a success that may be NOOP's.
serve <<'END'
{"files": {"/a": "abc"},
 "rules": [{"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"expect": "NOOP"}, {"close": "data"}, "500 broken", "200 ok"]}]}
END
set_member keepAlive 1
ftp 4 get a --out "$work/in"
has out '"id":"ftp.protocol"'
lacks out '"status":"SUCCESS"'

# --- rate: connection.rateLimit

# connection.rateLimit
# 30000 bytes at 20000 a second, in both directions.
printf '%030000d' 7 >"$work/big"
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": ["150 x", {"send": "abcdefghij", "times": 3000}, {"close": "data"}, "226 done"]}, {"on": "SIZE a", "do": ["213 30000"]}]}
END
set_member rateLimit 20000
began=$(date +%s%N)
ftp 0 get a --out "$work/in"
middle=$(date +%s%N)
ftp 0 create "$work/big"
ended=$(date +%s%N)
[ $(((middle - began) / 1000000)) -ge 1200 ] || fail 'it was read too fast'
[ $(((ended - middle) / 1000000)) -ge 1200 ] || fail 'it was written too fast'
[ $(((ended - began) / 1000000)) -lt 8000 ] || fail 'it was too slow'
sent 'DATA 30000'
has out '"status":"SUCCESS"'

# --- speed: connection.minimumSpeed, protocol.D15

# A byte now and then is progress, and is none: 20 of them a second apart would take 20 s.
trickle='"150 x"'
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    trickle="$trickle"', {"send": "x"}, {"sleep": 0.4}'
done
serve <<END
{"files": {"/a": "xxxxxxxxxxxxxxxxxxxx"}, "rules": [{"on": "RETR a", "do": [$trickle, {"close": "data"}, "226 done"]}]}
END
slow='--set-connection readTimeout=1000 --set-connection maxRetries=0 --set-connection minimumSpeed'
began=$(date +%s%N)
ftp 4 get a --out "$work/in" $slow=10
[ $((($(date +%s%N) - began) / 1000000)) -lt 4000 ] || fail 'it was waited for too long'
has out '"id":"ftp.read.timeout"' 'Minimum Speed of 10 bytes a second'
[ ! -e "$work/in/a" ] || fail 'a part of it is there'
# As slow is allowed, and 0 asks for nothing.
ftp 0 get a --out "$work/in" $slow=1
rm -rf "$work/in"
ftp 0 get a --out "$work/in" $slow=0
# An upload as well; and what this side takes for itself is not held against the server.
head -c 8000000 /dev/zero >"$work/zeros"
serve <<'END'
{"features": [], "files": {}, "rules": [{"on": "STOR z.*", "do": ["150 x", {"sip": 65536, "each": 0.2}, "226 done"]}]}
END
ftp 4 create "$work/zeros" $slow=100000000
has out '"id":"ftp.read.timeout"' 'Minimum Speed of 100000000 bytes a second'
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": ["150 x", {"send": "abcdefghij", "times": 3000}, {"close": "data"}, "226 done"]}, {"on": "SIZE a", "do": ["213 30000"]}]}
END
set_member rateLimit 10000
ftp 0 get a --out "$work/in" $slow=100000

# --- login

# connection.account protocol.C9
# ACCT, by a server that asks for it.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "PASS .*", "do": ["332 account"]}, {"on": "ACCT .*", "do": ["230 in"]}]}
END
set_member account '"b.17"'
ftp 0 get a --out "$work/in"
sent 'ACCT b.17'
lacks out 'b.17'
lacks err 'b.17'

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "USER .*", "do": ["332 account"]}]}
END
ftp 4 get a --out "$work/in"
has out '"id":"ftp.login.account"'
unsent 'PASS '

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "PASS .*", "do": ["332 account"]}, {"on": "ACCT .*", "do": ["530 no"]}]}
END
set_member account '"b.17"'
ftp 4 get a --out "$work/in"
has out '"id":"ftp.login.refused"'

# connection.siteCommands
# SITE commands, in their order, once for each login.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "SITE .*", "do": ["200 ok"]}]}
END
set_member siteCommands '["UMASK 027", "IDLE 600"]'
ftp 0 get a --out "$work/in"
sent 'SITE UMASK 027' 'SITE IDLE 600'

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "SITE .*", "do": ["500 no"]}]}
END
set_member siteCommands '["UMASK 027"]'
ftp 4 get a --out "$work/in"
has out 'SITE command 1'
unsent 'RETR a'

serve <<'END'
{"files": {"/a": "abc"}}
END
set_member siteCommands '["UMASK 027\\r\\nDELE a"]'
expect 3 run ftp get -c "$work/conn.json" --json a --out "$work/in"
unsent 'DELE a'

# connection.serverName protocol.F8
# HOST comes first, and only where a name is set; whoever does not know it is forgiven.
serve <<'END'
{"files": {"/a": "abc"}}
END
ftp 0 get a --out "$work/in"
unsent 'HOST 127.0.0.1'
set_member serverName '"files.example.test"'
: >"$work/commands"
rm -rf "$work/in"
ftp 0 get a --out "$work/in"
[ "$(head -n 1 "$work/commands")" = 'HOST files.example.test' ] || fail 'HOST was not first'

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "HOST .*", "do": ["504 not here"]}]}
END
set_member serverName '"files.example.test"'
ftp 0 get a --out "$work/in"
sent 'HOST files.example.test' 'USER tester'

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "HOST .*", "do": ["421 go away"]}]}
END
set_member serverName '"files.example.test"'
ftp 4 get a --out "$work/in"
unsent 'USER tester'
has out '421 go away'
finish
