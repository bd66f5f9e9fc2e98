#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a server, or whoever sits between, must never get the connector to do.
. "${srcdir:-.}/tests/hostile/setup.sh"

# set_member NAME VALUE: a member of the connection, in JSON, in place of the one that is there
set_member() {
    sed -e "s|\"$1\": [^,}]*, *||" -e "s|\"userName\"|\"$1\": $2, \"userName\"|" "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# protocol.C4 protocol.A4: a line, a number of lines and a reply past their bounds; the session is over
for greeting in '{"raw": "220 '"$(printf '%017000d' 7)"'\r\n"}' '{"raw": "'"$(yes '220-x\r\n' | head -n 1001 | tr -d '\n')"'220 y\r\n"}' \
    '{"flood": "220-and on"}'; do
    serve <<END
{"greeting": [$greeting]}
END
    ftp 4 get a --out "$work/in"
    has out '"id":"ftp.reply.too-long"'
    unsent 'USER tester'
done
# What is just within them is taken.
serve <<END
{"files": {"/a": "abc"}, "greeting": [{"raw": "220 $(printf '%016000d' 7)\r\n"}]}
END
ftp 0 get a --out "$work/in"

# protocol.C5: control characters in a path that would be used again
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "PWD", "do": [{"raw": "257 \"/x\rDELE a\"\r\n"}]}]}
END
printf '{"id": "a", "properties": {"remoteDirectory": "y"}}\n' >"$work/inputs"
"$program" run ftp get -c "$work/conn.json" --json --input "$work/inputs" >"$work/out" 2>"$work/err"
asked='PWD with a CR in its path'
unsent 'DELE a' 'DELE a"'
! grep -q 'DELE' "$work/commands" || fail 'a path of the server became a command'
! LC_ALL=C grep -q "$(printf '\r')" "$work/out" "$work/err" || fail "$asked: a CR was shown as it is"

# protocol.C10: what would be two commands is none
for name in 'a\r\nDELE b' 'a\nDELE b' 'a\u0000b'; do
    serve <<'END'
{"files": {"/a": "abc", "/b": "b"}}
END
    printf '{"id": "%s"}\n' "$name" >"$work/inputs"
    "$program" run ftp delete -c "$work/conn.json" --json --input "$work/inputs" >"$work/out" 2>"$work/err"
    asked="delete $name"
    lacks out '"status":"SUCCESS"'
    ! grep -q '^DELE' "$work/commands" || fail "$asked was sent"
done
serve <<'END'
{"files": {"/a": "abc"}}
END
sed -i 's|"tester"|"u\\r\\nDELE a"|' "$work/conn.json"
"$program" run ftp get -c "$work/conn.json" --json a --out "$work/in" >"$work/out" 2>"$work/err" && fail 'a user name of two lines was taken'
unsent 'DELE a'

# protocol.D7: data before the 150, the completion in one piece with it, and before the last byte
serve <<'END'
{"files": {"/a": "abcdef"}, "rules": [{"on": "RETR a", "do": [{"send": "abc"}, {"raw": "150 x\r\n226 done\r\n"}, {"sleep": 0.3}, {"send": "def"}, {"close": "data"}]}]}
END
ftp 0 get a --out "$work/in"
same "$(cat "$work/in/a")" abcdef
# protocol.D9
# Neither the end of the data nor the reply alone will do.
serve <<'END'
{"files": {"/a": "abcdef"}, "rules": [{"on": "RETR a", "do": ["150 x", {"send": "abcdef"}, {"close": "data"}, "426 aborted"]}]}
END
ftp 4 get a --out "$work/in" --set-connection maxRetries=0
lacks out '"status":"SUCCESS"'
[ ! -e "$work/in/a" ] || fail "$asked: a file that was not confirmed is there"

# protocol.D14: a name that the server makes up is never asked for
serve <<'END'
{"files": {"/f": "old"}}
END
printf new >"$work/f"
for action in createUniqueName overwrite append error; do
    "$program" run ftp create -c "$work/conn.json" --json --set actionIfFileExists=$action "$work/f" >"$work/out" 2>"$work/err"
done
sent 'RNTO f1'
! grep -qi '^STOU' "$work/commands" || fail 'STOU was sent'

# protocol.L7: a line without end in a listing
serve <<'END'
{"rules": [{"on": "LIST", "do": ["150 x", {"send": "x", "times": 3000000}, {"send": "\r\n-rw-r--r-- 1 u g 3 Jan 02 2024 a\r\n"}, {"close": "data"}, "226 y"]}]}
END
ftp 0 list
has out '"fileName":"a"' '"incomplete"'

# protocol.L8: names that would leave the directory, here or there
serve <<'END'
{"features": ["MLST type*;size*;"], "rules": [{"on": "MLSD", "do": ["150 x",
    {"send": "type=file;size=3; ../evil\r\ntype=file;size=3; /tmp/evil\r\ntype=file;size=3; ..\r\ntype=file;size=3; \r\ntype=file;size=3; a\u001bb\r\n"},
    {"close": "data"}, "226 y"]}, {"on": "(RETR|SIZE) .*", "do": ["550 no"]}]}
END
"$program" run ftp query -c "$work/conn.json" --json --out "$work/in" --set deleteAfterReading=true >"$work/out" 2>"$work/err"
asked='query of names that leave the directory'
! grep -q '^RETR.*/' "$work/commands" || fail "$asked: a path of the server was fetched"
[ ! -e "$work/evil" ] && [ ! -e /tmp/evil ] || fail "$asked: a file was made elsewhere"

# protocol.C8
# protocol.T1: TLS was asked for, so nothing else is told
for auth in '500 what' '220 fine' '334 go on' '431 later'; do
    serve <<END
{"files": {"/a": "abc"}, "rules": [{"on": "AUTH TLS", "do": ["$auth"]}]}
END
    set_member sslMode '"explicit"'
    ftp 4 get a --out "$work/in"
    has out '"id":"ftp.tls.refused"'
    unsent 'USER tester'
done
serve <<'END'
{"files": {"/a": "abc"}, "greeting": ["230 in already"]}
END
set_member sslMode '"explicit"'
ftp 4 get a --out "$work/in"
has out '"id":"ftp.tls.refused"'
unsent 'RETR a'

# protocol.T2: what was put behind the 234 in clear is not the server's
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "AUTH TLS", "do": [{"raw": "234 go on\r\n230 in\r\n"}, {"sleep": 1}]}]}
END
set_member sslMode '"explicit"'
ftp 4 get a --out "$work/in"
has out '"id":"ftp.tls.injection"'
unsent 'USER tester'

# protocol.T12: an answer in clear to a handshake
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "AUTH TLS", "do": ["234 go on", {"sleep": 0.2}, "500 no TLS here"]}]}
END
set_member sslMode '"explicit"'
ftp 4 get a --out "$work/in"
has out '"id":"ftp.tls.not-spoken"'
unsent 'USER tester'

# protocol.A3: what was told in confidence is shown nowhere
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "PASS .*", "do": ["530 not with h1dden"]}]}
END
set_member password '"h1dden"'
ftp 4 get a --out "$work/in" --verbose
sent 'PASS h1dden'
sed 's/530 not with h1dden//g' "$work/out" "$work/err" >"$work/shown"
! grep -q h1dden "$work/shown" || fail 'the password was shown'
finish
