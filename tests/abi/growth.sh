#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A connector, a host and a program on libhawser of the release 1.0, of today and of a minor version to come, each with
# each. Structs are as long as their maker's headers have them, and there is nothing behind them.
set -u
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
here=tests/abi
versions='1_0 now next'
failed=0
HAWSER_STATE_DIR=$work/state
HAWSER_TRUST_DIR=$work/trust
HAWSER_CONNECTOR_PATH=$PWD/.libs
export HAWSER_STATE_DIR HAWSER_TRUST_DIR HAWSER_CONNECTOR_PATH

fail() {
    echo "FAIL: $*"
    failed=1
}

# minor VERSION: its minor version, as its header says
minor() {
    case $1 in
    1_0) header=${srcdir:-.}/$here/1.0/hawser/connector.h ;;
    now) header=${srcdir:-.}/sdk/include/hawser/connector.h ;;
    next) header=$here/next/hawser/connector.h ;;
    esac
    awk '/^#define HAWSER_ABI_MINOR/ { print $3 }' "$header"
}

# said PATTERN WHO; and a line that is to be there whole
said() {
    grep -qe "$1" "$work/out" || fail "$2: did not say \"$1\": $(cat "$work/out")"
}
line() {
    grep -qxF -e "$1" "$work/out" || fail "$2: did not say \"$1\": $(cat "$work/out")"
}

# run WHO COMMAND...
run() {
    who=$1
    shift
    "$@" >"$work/out" 2>"$work/err" || fail "$who: status $?: $(cat "$work/err")"
    [ ! -s "$work/err" ] || fail "$who: $(cat "$work/err")"
}

# host HOST CONNECTOR: without libhawser
host() {
    who="connector of $2 in a host of $1"
    run "$who" "$here/host_$1" "$here/.libs/connector_$2.so" '{"name": "x"}' echo '{}' \
        '{}=hello world' '{"fileName":"b"}=' '{}=last'
    said '^finding .*abi.seen' "$who"
    line 'output {}=hello world' "$who"
    said "^error 16 abi.empty: There was nothing in it" "$who"
    line 'output {}=last' "$who"
    line 'end 0' "$who"
    both=0
    if [ "$1$2" = nextnext ]; then
        both=1
        line 'table (next)' "$who"
        line 'request (next)' "$who"
        line 'result 2 0 (next)' "$who"
    else
        ! grep -q '(next)' "$work/out" || fail "$who: has what only both could have: $(cat "$work/out")"
        line 'result 2 0' "$who"
    fi
    line "log abi minor $(minor "$2"), host's $(minor "$1"); next: call $both request $both documents $both" "$who"
}

# program PROGRAM CONNECTOR: on today's libhawser
program() {
    who="connector of $2 with a program of $1"
    run "$who" "$here/program_$1" "$here/.libs/connector_$2.so" hello-world '' last
    line "log abi abi minor $(minor "$2"), host's $(minor now); next: call 0 request 0 documents 0" "$who"
    line 'finding abi.seen' "$who"
    line 'found ftp' "$who"
    line 'stage {"stage":"abi","status":"passed","ms":0}' "$who"
    line 'output {}=hello-world' "$who"
    line 'result 0 0 -' "$who"
    line 'result 1 1 abi.empty' "$who"
    line 'delivered 2 4' "$who"
    line 'summary 3 3 15' "$who"
    line 'problem abi.empty: There was nothing in it.' "$who"
    line 'end DATA' "$who"
    ! grep -qe '(next)' -e broken "$work/out" || fail "$who: $(cat "$work/out")"
}

for version in $versions; do
    for connector in $versions; do
        host "$version" "$connector"
        program "$version" "$connector"
    done
done

# Our own connectors, which are of today, in each host.
for version in $versions; do
    who="disk in a host of $version"
    rm -rf "$work/root"
    mkdir "$work/root" || exit 99
    run "$who" "$here/host_$version" .libs/disk.so "{\"root\": \"$work/root\"}" create '{}' '{"fileName":"a"}=first' '{"fileName":""}=second'
    said '^result 0 0$' "$who"
    said '^result 1 1$' "$who"
    said '^error [0-9]* disk\.' "$who"
    line 'end 0' "$who"
    [ "$(cat "$work/root/a")" = first ] || fail "$who: made no file"
    who="ftp in a host of $version"
    run "$who" "$here/host_$version" .libs/ftp.so '{"host": "127.0.0.1", "port": 1}' create '{}' '{"fileName":"a"}=first'
    said '^result 0 2$' "$who"
    said '^fail 8 ftp\.' "$who"
    said '^end 8$' "$who"
done

# The suite for connectors has rules of its own about sizes.
for connector in $versions; do
    ./hawser conform "$here/.libs/connector_$connector.so" --json >"$work/out" 2>&1 ||
        fail "connector of $connector does not conform: $(grep -v '"success"' "$work/out")"
done

exit "$failed"
