#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# protocol.L4
# Runs the corpora where they are: HAWSER_CORPORA, else beside the source folder. What is waived says so, with the reason.
here=${srcdir:-.}
folder=${HAWSER_CORPORA:-$here/../shared/corpora}
if [ ! -d "$folder" ]; then
    echo "skipped: no test corpora at $folder (set HAWSER_CORPORA to their folder)"
    exit 77
fi
status=0
# judge KIND PATH
judge() {
    [ -e "$2" ] || return 0
    echo "# $1 $2"
    ./tests/corpus "$1" "$2" || status=1
}
for kind in listing replies; do
    for file in "$folder/$kind"/*.jsonl; do
        judge "$kind" "$file"
    done
done
judge tls "$folder/tls"
judge json-schema "$folder/json-schema/draft2020-12"

# A difference that nobody waived is a failure.
wrong=$(mktemp) || exit 99
printf '%s\n' '{"id": "x/1", "unit": "line", "verdict": "ok", "now": "2024-06-15T12:00:00", "raw": "-rw-r--r-- 1 u g 3 Aug 15 12:00 f", "expect": [{"name": "f", "time": "2022-08-15T12:00"}]}' >"$wrong"
! ./tests/corpus listing "$wrong" >/dev/null || {
    echo "FAIL: a wrong year was taken for right"
    status=1
}
rm -f "$wrong"
exit $status
