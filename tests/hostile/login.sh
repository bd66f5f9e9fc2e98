#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# protocol.C10
# Logins that go wrong are no document's fault.
. "${srcdir:-.}/tests/hostile/setup.sh"

serve <<'END'
{"files": {"/a": "abc"}}
END
sed -i 's/"userName"/"password": "x\\r\\nDELE a", "userName"/' "$work/conn.json"
ftp 4 get a --out "$work/in"
unsent 'DELE a'
has out '"status":"FAILURE"'
finish
