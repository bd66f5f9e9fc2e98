#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# error.statuses
# The cases of docs/errors.md end as its table says: statuses of documents, and the exit status.
set -u
work=$(mktemp -d) || exit 99
chmod 755 "$work"
. "${srcdir:-.}/tests/docs/server.sh"
trap 'end_server; rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# expect STATUS WORDS ARGUMENT...: the exit status, and the statuses of the documents in their order
expect() {
    status=$1
    words=$2
    shift 2
    ./hawser run ftp "$@" -c "$work/connection.json" --results "$work/results" --ordered >"$work/out" 2>"$work/err"
    got=$?
    [ "$got" -eq "$status" ] || fail "run $*: exit status $got instead of $status: $(cat "$work/err")"
    got=$(sed -n 's/^{"result":.*"status":"\([A-Z_]*\)".*/\1/p' "$work/results" | tr '\n' ' ')
    [ "$got" = "$words" ] || fail "run $*: \"$got\" instead of \"$words\""
}

start pyftpdlib || start vsftpd || skip "no FTP server: $(cat "$work/server.err")"
SERVER_PASSWORD=$(member password)
export SERVER_PASSWORD
connection SERVER_PASSWORD >"$work/connection.json"
files=$(member local_directory)
echo one >"$files/a.csv" && echo two >"$files/b.csv" && mkdir "$files/folder" || exit 99

expect 4 'FAILURE SKIPPED ' get a.csv b.csv --out "$work/in" # nobody trusts it yet
./hawser trust add "$(member ca)" >"$work/out" || fail "the authority can't be deployed"

expect 0 'SUCCESS SUCCESS ' get a.csv b.csv --out "$work/in"
expect 0 'SUCCESS ' get nothing --out "$work/in"
expect 1 'SUCCESS ' get nothing --out -
expect 1 'APPLICATION_ERROR ' get folder --out "$work/in"
expect 1 'APPLICATION_ERROR ' get nowhere/nothing --out "$work/in"
expect 1 'APPLICATION_ERROR SKIPPED ' delete nothing a.csv
[ -e "$files/a.csv" ] || fail "a document was done after the first application error"
expect 1 'APPLICATION_ERROR SUCCESS APPLICATION_ERROR ' delete nothing a.csv folder \
    --set returnApplicationErrorResponses=true
grep -q '"record":{"error":{"id":"ftp.file.not-found"' "$work/results" || fail "the error is no document"
[ ! -e "$files/a.csv" ] || fail "a document was not done though one before it ended in an error"
expect 4 'SKIPPED SKIPPED ' delete a.csv b.csv --timeout 0.000001
SERVER_PASSWORD=wrong
expect 4 'FAILURE SKIPPED ' delete nothing b.csv
SERVER_PASSWORD=$(member password)
[ -e "$files/b.csv" ] || fail "a document was done after a failure"
expect 0 'SUCCESS ' list
expect 1 'APPLICATION_ERROR ' list --property remoteDirectory=nowhere
: >"$work/results"
expect 2 '' get b.csv # no place for it
expect 3 '' list --set maximumResults=0
expect 3 '' list --set-connection port=0
(
    unset SERVER_PASSWORD
    expect 3 '' list
    exit "$failures"
)
failures=$((failures + $?))
[ "$failures" -eq 0 ] || exit 1
exit 0
