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
finish
