#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# protocol.L7: directories of very many entries cost no memory to list or to search, and time in proportion. 10,000,000
# with HAWSER_CHECK_LONG, which is the bound; then also one more.
. "${srcdir:-.}/tests/hostile/setup.sh"
entries=100000
most_seconds=20
if [ -n "${HAWSER_CHECK_LONG:-}" ]; then
    entries=10000000
    most_seconds=400
elif [ "$run_kib" -gt 100000 ]; then
    entries=10000
fi

# served KIND NUMBER: a directory of so many lines, and two files that can be fetched
served() {
    features='"SIZE"'
    command=LIST
    [ "$1" != mlsd ] || {
        features='"MLST type*;size*;modify*;"'
        command=MLSD
    }
    serve <<END
{"features": [$features], "files": {"/file-00000000.txt": "1234567", "/file.txt": "1234567"},
 "rules": [{"on": "$command", "do": ["150 here", {"entries": $2, "as": "$1"}, {"close": "data"}, "226 done"]}]}
END
}

# number NAME: of the last run, without a fraction
number() {
    sed -n 's/.*"'"$1"'":\([0-9]*\).*/\1/p' "$work/cost"
}

# costs KIB STATUS DOCUMENTS ARGUMENT...: a run within that memory; of its output the number of documents and the last line
costs() {
    most_kib=$1 wanted=$2 documents=$3
    shift 3
    asked="$entries: $*"
    "$PWD/tests/bench/timed" "$work/cost" timeout -s KILL $most_seconds "$PWD/hawser" run ftp "$@" -c "$work/conn.json" --json 2>"$work/err" |
        awk -v counted="$work/counted" '/"fileName"/ { n++ } { last = $0 } END { print n + 0 >counted; print last }' >"$work/out"
    echo "$asked: $(cat "$work/cost")"
    same "$(number status)" "$wanted"
    same "$(cat "$work/counted")" "$documents"
    [ "$run_kib" -lt "$most_kib" ] || most_kib=$run_kib
    [ "$(number peak_kib)" -le "$most_kib" ] || fail "$asked: took $(number peak_kib) KiB, over $most_kib"
}

for kind in list mlsd same; do
    served $kind $entries
    costs 20000 0 $entries list
    has out '"outputs":'$entries
done
served list $entries
costs 20000 0 0 query --filter 'fileName = "none"' --out "$work/in"
# What is to be fetched is noted on disk, and in memory only where it is sorted: there it has a bound.
costs 20000 0 1 query --set maximumFiles=1 --out "$work/in"
same "$(cat "$work/in/file-00000000.txt")" 1234567
rm -r "$work/in"
if [ $entries -gt 1000000 ]; then
    costs 150000 1 0 query --set maximumFiles=1 --set orderBy=fileName --out "$work/in"
    has err 'in memory, and it is larger than 64 MiB: narrow the filter'
else
    costs 150000 0 1 query --set maximumFiles=1 --set orderBy=fileName --out "$work/in"
fi
# Nothing of what can't be read is kept but its first line.
served rubbish $entries
costs 20000 4 0 list
has err "not one of its $entries lines can be read; the first is \"00000000 is"
[ $entries -lt 10000000 ] || {
    served list $((entries + 1))
    costs 20000 1 $entries list
    has err '10000000'
}
finish
