#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The FTP connector passes the conformance suite, without a fixture and with one for a real server.
set -u
work=$(mktemp -d) || exit 99
chmod 755 "$work"
. "${srcdir:-.}/tests/docs/server.sh"
. "${srcdir:-.}/tests/conform/setup.sh"
trap 'end_server; rm -rf "$work"' EXIT

conform ftp
tried 12
start pyftpdlib || {
    [ "$failures" -eq 0 ] || exit 1
    skip "no FTP server: $(cat "$work/server.err")"
}
cat >"$work/fixture.json" <<END
{"connection": {"host": "$(member host)", "port": $(member port), "sslMode": "explicit",
  "userName": "$(member user)", "remoteDirectory": "$(member directory)"},
 "secrets": {"/password": "$(member password)"}, "trust": "$(member ca)", "test": true,
 "browse": ["/remoteDirectory"], $actions}
END
conform ftp --fixture "$work/fixture.json"
grep '"result":"skipped"' "$work/lines" | grep -v '"test":"allocation' && failures=$((failures + 1))
[ "$failures" -eq 0 ] || exit 1
exit 0
