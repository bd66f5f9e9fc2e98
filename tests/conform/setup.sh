# SPDX-License-Identifier: Apache-2.0
# Read by the tests that try our own connectors by the rules of the interface: the documents, and what must not happen.
# shellcheck shell=sh
failures=0

# conform CONNECTOR ARGUMENT...: no test fails, crashes or warns
conform() {
    connector=$1
    shift
    ./hawser conform ".libs/$connector.so" --seed 1 --json "$@" >"$work/lines" 2>"$work/err" || failures=$((failures + 1))
    grep -E '"result":"(failed|crashed|warning)"' "$work/lines" && failures=$((failures + 1))
    cat "$work/err"
}

# tried LEAST: so many tests were, with success
tried() {
    [ "$(grep -c '"result":"success"' "$work/lines")" -ge "$1" ] || {
        echo "FAIL: too little was tried"
        failures=$((failures + 1))
    }
}

# Of a fixture: three documents, there and back.
actions='"actions": {
  "create": {"operation": {"actionIfFileExists": "overwrite"}, "documents": [
   {"properties": {"fileName": "one"}, "size": 9000},
   {"properties": {"fileName": "two"}, "content": "two"},
   {"properties": {"fileName": "three"}, "content": ""}]},
  "get": {"after": "create", "documents": [{"id": "one"}, {"id": "two"}, {"id": "three"}]},
  "list": {"after": "create"},
  "query": {"after": "create", "operation": {"deleteAfterReading": true}},
  "delete": {"after": "create", "documents": [{"id": "one"}, {"id": "two"}, {"id": "three"}]}}'
