#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What settings of a connection and options of an action do on the wire.
. "${srcdir:-.}/tests/hostile/setup.sh"

# set_member NAME VALUE: a member of the connection, in JSON, in place of the one that is there
set_member() {
    if grep -q "\"$1\":" "$work/conn.json"; then
        sed -i "s|\"$1\": [^,}]*|\"$1\": $2|" "$work/conn.json"
    else
        sed -i "s|\"userName\"|\"$1\": $2, \"userName\"|" "$work/conn.json"
    fi
}

# count WORD: how many commands of that kind the server got
count() {
    grep -c "^$1" "$work/commands"
}

# connection.userName connection.password: nobody in particular, with an address for a password
serve <<'END'
{"files": {"/a": "abc"}}
END
sed -i 's/"tester"/" "/' "$work/conn.json"
ftp 0 get a --out "$work/in"
sent 'USER anonymous'
grep -q '^PASS [^ ]*@' "$work/commands" || fail "$asked: the password of anonymous is no address"

# protocol.D15
# connection.readTimeout: a transfer, and a reply, without progress
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": ["150 x", {"send": "a"}, {"sleep": 20}]}, {"on": "DELE a", "do": [{"sleep": 20}]}]}
END
set_member readTimeout 400
set_member maxRetries 0
before=$(date +%s%N)
ftp 4 get a --out "$work/in"
has out '"id":"ftp.read.timeout"' 'Read Timeout of 400 ms'
ftp 4 delete a
has out '"id":"ftp.file.delete-unknown"'
[ $((($(date +%s%N) - before) / 1000000)) -lt 9000 ] || fail 'the Read Timeout was passed over'

# connection.connectionTimeout: all of it together, not each reply for itself
serve <<'END'
{"greeting": [{"sleep": 0.4}, "220 x"], "rules": [{"on": "USER .*", "do": [{"sleep": 0.4}, "331 x"]}, {"on": "PASS .*", "do": [{"sleep": 20}]}]}
END
set_member connectionTimeout 1000
before=$(date +%s%N)
ftp 4 get a --out "$work/in"
has out '"id":"ftp.connect.timeout"' 'PASS' 'Connection Timeout'
[ $((($(date +%s%N) - before) / 1000000)) -lt 3000 ] || fail 'the Connection Timeout was passed over'

# connection.extendedPassive
serve <<'END'
{"files": {"/a": "abc"}}
END
set_member extendedPassive '"never"'
ftp 0 get a --out "$work/in"
sent PASV
unsent EPSV
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "EPSV", "do": ["500 what"]}]}
END
set_member extendedPassive '"always"'
ftp 4 get a --out "$work/in"
unsent PASV

# query.transferFormat list.transferFormat-none: lines end as they do here; a listing is no matter of form
serve <<'END'
{"files": {"/a": "x\r\ny\rz\r\n"}}
END
ftp 0 query --out "$work/in" --set transferFormat=ascii
sent 'TYPE A'
printf 'x\ny\rz\n' | cmp -s - "$work/in/a" || fail "$asked: other bytes arrived"
serve <<'END'
{"files": {"/a": "x\r\ny\rz\r\n"}}
END
ftp 0 query --out "$work/in"
sent 'TYPE I'
printf 'x\r\ny\rz\r\n' | cmp -s - "$work/in/a" || fail "$asked: other bytes arrived"

# list.returnApplicationErrorResponses: the error as a document, or as a result alone
serve <<'END'
{}
END
ftp 1 list --property remoteDirectory=nowhere --set returnApplicationErrorResponses=true
has out '"record":{"error":{"id":"ftp.directory.missing"'
ftp 1 list --property remoteDirectory=nowhere
lacks out '"record"'

# get.includeAllMetadata get.commands: what is not asked for is not looked up; a server of few commands will do
serve <<'END'
{"features": null, "files": {"/a": "abc"}, "rules": [{"on": "(SYST|SIZE|MDTM|LIST|MLST|EPSV|OPTS|NOOP|REST|CLNT).*", "do": ["502 no"]}]}
END
ftp 0 get a --out "$work/in"
same "$(cat "$work/in/a")" abc
same "$(count SYST)" 0
lacks out '"timestamp"'

# get.delete-lost: the reply is lost, and the file gone
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "DELE a", "times": 1, "do": [{"file": "/a", "content": null}, {"close": "control"}]}]}
END
ftp 0 get a --out "$work/in" --set deleteAfterReading=true --set failIfUnableToDelete=true
has out '"status":"SUCCESS"'
same "$(cat "$work/in/a")" abc

# create.append-refused
printf new >"$work/f"
serve <<'END'
{"files": {"/f": "old"}, "rules": [{"on": "APPE .*", "do": ["502 no APPE"]}]}
END
"$program" run ftp create -c "$work/conn.json" --json --set actionIfFileExists=append "$work/f" >"$work/out" 2>"$work/err"
asked='append to a server without APPE'
has out '"id":"ftp.file.append-refused"' '"hint":"'
lacks out '"status":"SUCCESS"'
! grep -q '^STOR' "$work/commands" || fail "$asked: the file was replaced instead"

# create.rename-refused create.directUpload: the refusal names the option that helps, and it does
serve <<'END'
{"rules": [{"on": "RNFR .*", "do": ["550 no renaming here"]}, {"on": "RNTO .*", "do": ["550 no renaming here"]}]}
END
"$program" run ftp create -c "$work/conn.json" --json "$work/f" >"$work/out" 2>"$work/err"
asked='create without renaming'
has out 'Direct Upload'
lacks out '"status":"SUCCESS"'
ftp 0 create "$work/f" --set directUpload=true
sent 'STOR f'

# protocol.C7 protocol.C15
# session.quit: QUIT once for a session that is well, and none for one that was lost
serve <<'END'
{"files": {"/a": "abc", "/b": "b"}}
END
ftp 0 get a b --out "$work/in"
same "$(count QUIT)$(count USER)" 11
same "$(tail -n 1 "$work/commands")" QUIT
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": ["421 closing down", {"sleep": 0.3}]}]}
END
set_member maxRetries 0
ftp 4 get a --out "$work/in"
same "$(count QUIT)" 0

# query.no-subdirectories: a name with a slash is never one of this directory
serve <<'END'
{"files": {"/a": "abc", "/d/a": "other"}}
END
ftp 0 query --out "$work/in" --filter 'fileName = "d/a"'
has out '"outputs":0'
ftp 0 query --out "$work/in" --filter 'fileName = "a"'
has out '"outputs":1'
same "$(cat "$work/in/a")" abc
# query.maximumFiles, connection.port
# A whole number that was written with a fraction is one all the same, or more would be deleted than was allowed.
serve <<'END'
{"files": {"/a": "abc", "/b": "def", "/c": "ghi"}}
END
sed 's/"port": *\([0-9]*\)/"port": \1.0/' "$work/conn.json" >"$work/conn.new"
grep -q '"port": [0-9]*[.]0' "$work/conn.new" || fail 'the port is written as ever'
mv "$work/conn.new" "$work/conn.json"
echo '{"maximumFiles": 1.0, "deleteAfterReading": true}' >"$work/operation.json"
ftp 0 query --operation "$work/operation.json" --out "$work/in"
has out '"outputs":1'
same "$(grep -c '^DELE' "$work/commands")" 1
echo '{"maximumFiles": 10e-1}' >"$work/operation.json"
ftp 0 query --operation "$work/operation.json" --out "$work/other"
has out '"outputs":1'
echo '{"maximumFiles": 1.5}' >"$work/operation.json"
ftp 3 query --operation "$work/operation.json"
has out 'Maximum Files' '1.5'
finish
