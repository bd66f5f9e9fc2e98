#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The connector for a local directory passes the conformance suite, without a fixture and with one.
set -u
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
HAWSER_STATE_DIR=$work/state
export HAWSER_STATE_DIR
failures=0

# conform ARGUMENT...: no test fails, crashes or warns
conform() {
    ./hawser conform .libs/disk.so --seed 1 --json "$@" >"$work/lines" || failures=$((failures + 1))
    grep -E '"result":"(failed|crashed|warning)"' "$work/lines" && failures=$((failures + 1))
}

mkdir "$work/root" || exit 99
cat >"$work/fixture.json" <<END
{"connection": {"root": "$work/root"}, "test": true,
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
conform
conform --fixture "$work/fixture.json"
[ "$(grep -c '"result":"success"' "$work/lines")" -ge 22 ] || {
    echo "FAIL: too little was tried"
    failures=$((failures + 1))
}
[ "$failures" -eq 0 ] || exit 1
exit 0
