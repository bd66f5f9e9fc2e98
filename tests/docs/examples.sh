#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The examples are as short as they say, build from an installed prefix by what pkg-config says alone, and do what they are for.
set -u
build=$PWD
source=$(cd "${srcdir:-.}" && pwd)
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
. "$source/tests/docs/installed.sh"
failures=0

fail() {
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# at_most LINES FILE
at_most() {
    [ "$(wc -l <"$source/examples/$2")" -le "$1" ] || fail "examples/$2 has more than $1 lines"
}
at_most 60 embed.c
at_most 120 env.c
at_most 60 host.py

warnings='-Wall -Wextra -Wpedantic -Werror'
cd "$work" || exit 99
# shellcheck disable=SC2046,SC2086 # flags are words
{
    cc $warnings "$source/examples/embed.c" $(pkg-config --cflags --libs hawser) -o embed || fail "embed.c does not build"
    cc $warnings -pthread "$source/examples/threads.c" $(pkg-config --cflags --libs hawser) -o threads ||
        fail "threads.c does not build"
    cc $warnings -shared -fPIC "$source/examples/env.c" $(pkg-config --cflags hawser) -o env.so || fail "env.c does not build"
    c++ -std=c++17 $warnings -shared -fPIC "$source/examples/sort.cc" \
        $(pkg-config --cflags hawser) $(pkg-config --variable=connectormap hawser) -o sort.so || fail "sort.cc does not build"
}
[ "$failures" -eq 0 ] || exit 1

# said WANTED COMMAND...: its output is this, in any order of lines
said() {
    printf '%s' "${1:+$1
}" | LC_ALL=C sort >wanted
    shift
    "$@" >out 2>err
    status=$?
    LC_ALL=C sort out | diff wanted - || fail "$*: $(cat err)"
}

# ends STATUS: that of the command before
ends() {
    [ "$status" -eq "$1" ] || fail "it ended with $status, not $1: $(cat err)"
}

# passes CONNECTOR FIXTURE: by the rules of the interface; the program of the build has all tests, that elsewhere not those of memory
passes() {
    printf '%s\n' "$2" >fixture.json
    "$build/hawser" conform "./$1" --fixture fixture.json --seed 1 --json >lines 2>err || fail "$1: $(cat err)"
    grep -E '"result":"(failed|crashed|warning)"' lines && fail "$1 breaks a rule"
    [ "$(grep -c '"result":"success"' lines)" -ge 22 ] || fail "$1: too little was tried"
}

HAWSER_GREETING='Good morning'
HAWSER_EMPTY=
OTHER=1
export HAWSER_GREETING HAWSER_EMPTY OTHER
passes env.so '{"connection": {"prefix": "HAWSER_"},
    "actions": {"get": {"documents": [{"id": "HAWSER_GREETING"}, {"id": "HAWSER_EMPTY"}]}}}'
echo '{"prefix": "HAWSER_"}' >connection.json
said 'Good morning' sh -c 'hawser run ./env.so get -c connection.json HAWSER_GREETING --out - && echo'
said '' hawser run ./env.so get -c connection.json OTHER --out -
ends 1
grep -q 'OTHER: it does not begin with Prefix' err || fail "what is wrong is not said: $(cat err)"
said '' hawser run ./env.so get -c connection.json HAWSER_NOWHERE --out -
ends 1
hawser run ./env.so get -c connection.json HAWSER_GREETING HAWSER_EMPTY --out in 2>err || fail "$(cat err)"
[ "$(cat in/HAWSER_GREETING)" = 'Good morning' ] && [ -e in/HAWSER_EMPTY ] || fail "env gave no files"
echo '{}' | hawser validate ./env.so -c - >out 2>&1 || fail "a connection without Prefix is not valid: $(cat out)"
grep -q 'connection /prefix: Prefix is not set' out || fail "it has no finding: $(cat out)"
echo '{"prefix": ""}' | hawser validate ./env.so -c - >out 2>&1 && fail "an empty Prefix is valid"

passes sort.so '{"connection": {}, "actions": {"sort": {"operation": {"descending": true}, "documents": [
    {"content": "b\na\n", "properties": {"fileName": "x"}}, {"content": ""}, {"size": 100000}]}}}'
echo '{}' >nothing.json
printf 'b\nc\na' >lines.txt
hawser run ./sort.so sort -c nothing.json lines.txt --out sorted 2>err || fail "$(cat err)"
[ "$(cat sorted/lines.txt)" = "$(printf 'a\nb\nc')" ] || fail "not in order: $(cat sorted/lines.txt)"
hawser run ./sort.so sort -c nothing.json lines.txt --set descending=true --out - >out 2>err || fail "$(cat err)"
[ "$(cat out)" = "$(printf 'c\nb\na')" ] || fail "not in reverse order: $(cat out)"

mkdir -p root/a root/b && : >root/a/1 && : >root/a/2 && : >root/b/3 || exit 99
said 'list {"directory": "a"}: OK, 2 documents
list {"directory": "b"}: OK, 1 documents' ./threads disk "{\"root\": \"$work/root\"}" list '{"directory": "a"}' '{"directory": "b"}'
ends 0
said 'list {"directory": "a"}: OK, 2 documents
list {"directory": "none"}: NOT_FOUND, 0 documents' \
    ./threads disk "{\"root\": \"$work/root\"}" list '{"directory": "a"}' '{"directory": "none"}'
ends 1
said '' ./threads disk '{"rot": 1}' list '{}'
ends 1

# Fetches from the connector that it names, which can't reach anything: tests/docs/embed.sh has a server.
said '' ./embed '{"host": "127.0.0.1", "port": 1, "sslMode": "none"}'
ends 1
grep -q 'failed: .*127.0.0.1' err || fail "embed does not say what failed: $(cat err)"

if ! python3 -c 'import ctypes, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "no Python 3.11 is here: host.py was not tried"
elif configured_sanitizers=$(cat tools/cc) && [ "${configured_sanitizers#*-fsanitize}" != "$configured_sanitizers" ]; then
    echo "a library with sanitizers can't be loaded into Python: host.py was not tried"
else
    said 'actions: create get query list delete
finding: Root is required
finding: rot is not a field here; did you mean root (Root)?
validated: BAD_CONFIG
validated: OK
entry: a
entry: b' python3 "$source/examples/host.py" "$work/root"
    ends 0
    said 'actions: create get query list delete
finding: Root is required
finding: rot is not a field here; did you mean root (Root)?
validated: BAD_CONFIG
validated: OK' python3 "$source/examples/host.py" "$work/nowhere"
    ends 1
fi
[ "$failures" -eq 0 ] || exit 1
exit 0
