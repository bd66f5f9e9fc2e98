#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# protocol.C10
# A password that would be two commands: written out it is refused with the connection; from elsewhere it is not sent, and that
# is no document's fault.
. "${srcdir:-.}/tests/hostile/setup.sh"

serve <<'END'
{"files": {"/a": "abc"}}
END
cp "$work/conn.json" "$work/plain.json"
sed -i 's/"userName"/"password": "x\\r\\nDELE a", "userName"/' "$work/conn.json"
ftp 3 get a --out "$work/in"
has out '"pointer":"/password"' 'no control characters'
same "$(cat "$work/commands")" ''

FTP_PASSWORD=$(printf 'x\r\nDELE a')
export FTP_PASSWORD
sed 's/"userName"/"password": {"$secret": "env:FTP_PASSWORD"}, "userName"/' "$work/plain.json" >"$work/conn.json"
ftp 4 get a --out "$work/in"
unsent 'DELE a'
has out '"status":"FAILURE"'

# connection.password
# A secret with a line break in it, as of a file with one line too many: the field is named, and nothing of it is sent or shown.
serve <<'END'
{"files": {"/a": "abc"}}
END
printf 'sesame-4711\n\n' >"$work/secret"
chmod 600 "$work/secret"
sed 's|"userName"|"password": {"$secret": "file:'"$work"'/secret"}, "userName"|' "$work/conn.json" >"$work/conn.new"
mv "$work/conn.new" "$work/conn.json"
ftp 4 get a --out "$work/in"
has out '"id":"ftp.config"' 'Password holds a line break' 'one line end at its end'
lacks out sesame-4711
! grep -q '^PASS' "$work/commands" || fail "$asked: a password was sent"
finish
