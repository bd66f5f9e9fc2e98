#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The FTP connector passes the conformance suite, without a fixture and with one for a real server.
set -u
work=$(mktemp -d) || exit 99
chmod 755 "$work"
. "${srcdir:-.}/tests/docs/server.sh"
trap 'end_server; rm -rf "$work"' EXIT
failures=0

# conform ARGUMENT...: no test fails, crashes or warns
conform() {
    ./hawser conform .libs/ftp.so --seed 1 --json "$@" >"$work/lines" 2>"$work/err" ||
        failures=$((failures + 1))
    grep -E '"result":"(failed|crashed|warning)"' "$work/lines" && failures=$((failures + 1))
    cat "$work/err"
}

conform
[ "$(grep -c '"result":"success"' "$work/lines")" -ge 12 ] || {
    echo "FAIL: too little was tried without a fixture"
    failures=$((failures + 1))
}

start pyftpdlib || {
    [ "$failures" -eq 0 ] || exit 1
    skip "no FTP server: $(cat "$work/server.err")"
}
cat >"$work/fixture.json" <<END
{"connection": {"host": "$(member host)", "port": $(member port), "sslMode": "explicit",
  "userName": "$(member user)", "remoteDirectory": "$(member directory)"},
 "secrets": {"/password": "$(member password)"}, "trust": "$(member ca)", "test": true,
 "actions": {
  "create": {"operation": {"actionIfFileExists": "overwrite"}, "documents": [
   {"properties": {"fileName": "one"}, "size": 9000},
   {"properties": {"fileName": "two"}, "content": "two"},
   {"properties": {"fileName": "three"}, "content": ""}]},
  "get": {"after": "create", "documents": [{"id": "one"}, {"id": "two"}, {"id": "three"}]},
  "list": {"after": "create"},
  "query": {"after": "create", "operation": {"deleteAfterReading": true}},
  "delete": {"after": "create", "documents": [{"id": "one"}, {"id": "two"}, {"id": "three"}]}}}
END
conform --fixture "$work/fixture.json"
grep '"result":"skipped"' "$work/lines" | grep -v '"test":"allocation' && failures=$((failures + 1))
[ "$failures" -eq 0 ] || exit 1
exit 0
